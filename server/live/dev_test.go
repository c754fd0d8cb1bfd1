package live

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/testing/testenv"
)

// dev is //server:dev with the product that was built.
func dev(t *testing.T, address string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), testenv.Path(t, devProgram), append([]string{"--http", address, "--https", "127.0.0.1:0"}, args...)...)
	cmd.Env = []string{
		"AKBUILD_DEV_MANAGE=" + filepath.Join(string(builtTree(t)), "manage.py"),
		"AKBUILD_DEV_POSTGRES=" + filepath.Join(folderOf(t, testenv.Postgres), "postgres"),
	}
	return cmd
}

// TestDevCheck runs the whole product, Go server, core and worker, until it is ready, logs in, and finds no traceback.
func TestDevCheck(t *testing.T) {
	out, err := dev(t, freeAddress(t), "--check").CombinedOutput()
	if err != nil {
		t.Fatalf("it ended with %v:\n%s", err, out)
	}
	for _, want := range []string{"ready: ", "logged in as akadmin through the flow executor", "no traceback in the logs"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
}

// TestDevKept starts twice with the same folder and is told to end, by a ^C and by SIGTERM: nothing is left running, no folder
// but that one stays, and the second start has the database of the first.
func TestDevKept(t *testing.T) {
	data := filepath.Join(t.TempDir(), "kept")
	for _, round := range []struct {
		signal syscall.Signal
		args   []string
	}{
		{syscall.SIGINT, []string{"--password", "let me in"}},
		{syscall.SIGTERM, nil},
	} {
		address, before := freeAddress(t), leftovers(t)
		cmd := dev(t, address, append([]string{"--data", data}, round.args...)...)
		said, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		deadline := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Signal(syscall.SIGTERM) })
		var lines strings.Builder
		for scanner := bufio.NewScanner(said); scanner.Scan(); {
			lines.WriteString(scanner.Text() + "\n")
			if strings.Contains(scanner.Text(), "^C ends it") {
				_ = cmd.Process.Signal(round.signal)
			}
		}
		deadline.Stop()
		if err := cmd.Wait(); err != nil {
			t.Errorf("it ended with %v:\n%s", err, lines.String())
		}
		want := "authentik answers at http://" + address + "/; log in as akadmin with the password let me in\n"
		if !strings.Contains(lines.String(), want) {
			t.Errorf("it says %s\nwant %q", lines.String(), want)
		}
		if after := leftovers(t); len(after) > len(before) {
			t.Errorf("it left %v", after)
		}
		if running := runningWith(t, data); running != "" {
			t.Errorf("it left running:\n%s", running)
		}
	}
}

// leftovers are the folders that it makes.
func leftovers(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("/tmp/ak[dp][eg]*")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// runningWith are the command lines of processes whose environment names a folder: all parts and what they start.
func runningWith(t *testing.T, folder string) string {
	t.Helper()
	environs, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		t.Fatal(err)
	}
	var found strings.Builder
	for _, file := range environs {
		if content, err := os.ReadFile(file); err == nil && bytes.Contains(content, []byte("="+folder+"/")) {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline"))
			found.WriteString(strings.ReplaceAll(string(line), "\x00", " ") + "\n")
		}
	}
	return found.String()
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
