package pytree

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What the launcher starts: the sample's script, which takes the same for granted as upstream's.
const sampleAk = "../../../sample/lifecycle/ak"

// say is a program that tells how it was started: a line for each thing.
const say = `#!/bin/sh
printf '%s\n' "program ${0##*/}" "in $PWD" "TMPDIR $TMPDIR" "tree $AUTHENTIK_TREE" "data $AUTHENTIK_TREE_DATA" "safe $PYTHONSAFEPATH" "HOME $HOME" "hash $GIT_BUILD_HASH"
for argument; do printf 'argument <%s>\n' "$argument"; done
echo complaint >&2
`

// plantAk makes a tree with the launcher in a folder that everybody may enter, and returns it.
func plantAk(t *testing.T) string {
	t.Helper()
	// Not t.TempDir, which only its owner may enter.
	dir, err := os.MkdirTemp("/tmp", "ak launcher")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	root, scripts := filepath.Join(dir, "tree"), filepath.Join(dir, "scripts")
	write(t, filepath.Join(scripts, "ak"), "#!/bin/sh\necho of the wheel\n", 0o755)
	p := Programs{Scripts: []string{scripts}, Interpreter: "../python/bin/python3.13", Ak: true, Out: filepath.Join(root, "bin")}
	if err := p.Make(); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(sampleAk)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "lifecycle/ak"), string(script), 0o755)
	write(t, filepath.Join(root, "python/bin/python3.13"), strings.Replace(say, "${0##*/}", "python", 1), 0o755)
	return root
}

// ak is a command of the tree in an environment that holds nothing else.
func ak(t *testing.T, root, dir string, environ []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(root, "bin/ak"), args...)
	// The default folder of sockets is one for each user: two runs of this test share it, and leave nothing that hurts.
	cmd.Dir, cmd.Env = dir, environ
	return cmd
}

// has fails unless each of the lines is in the output.
func has(t *testing.T, out string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+out+"\n", "\n"+line+"\n") {
			t.Errorf("the output has no line %q:\n%s", line, out)
		}
	}
}

// TestAkWorker: the worker starts from any folder, with no environment at all, as who one is, in the tree.
func TestAkWorker(t *testing.T) {
	root := plantAk(t)
	own := fmt.Sprintf("/dev/shm/authentik-%d/worker", os.Geteuid())
	if info, err := os.Stat("/dev/shm"); err != nil || !info.IsDir() {
		own = fmt.Sprintf("/tmp/authentik-%d/worker", os.Geteuid())
	}
	for _, dir := range []string{"/", t.TempDir()} {
		out, err := ak(t, root, dir, []string{"HOME=/somewhere"}, "worker").Output()
		if err != nil {
			t.Fatalf("in %s: %v\n%s", dir, err, err.(*exec.ExitError).Stderr)
		}
		has(t, string(out), "program python", "in "+root, "TMPDIR "+own, "tree "+root, "data "+root+"/data", "safe 1", "HOME /somewhere",
			"argument <worker>", "argument <--pid-file>", "argument <"+own+"/authentik-worker.pid>")
	}
	if content, err := os.ReadFile(own + "/authentik-mode"); err != nil || strings.TrimSpace(string(content)) != "worker" {
		t.Errorf("what runs is noted as %q, %v", content, err)
	}
}

// TestAkHash: the core and the server learn from the tree which commit they are, whatever the user's environment says of another.
func TestAkHash(t *testing.T) {
	root := plantAk(t)
	for _, hash := range []string{"", "0123abc"} {
		if hash != "" {
			write(t, filepath.Join(root, "bin/build-hash"), hash+"\n", 0o644)
		}
		out, err := ak(t, root, "/", []string{"HOME=/somewhere"}, "worker").Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, err.(*exec.ExitError).Stderr)
		}
		has(t, string(out), "hash "+hash)
	}
}

// TestAkData: the folder of uploads that a setting names is that of the server, too, which itself does not read the setting.
func TestAkData(t *testing.T) {
	root, named := plantAk(t), t.TempDir()
	for want, environ := range map[string][]string{
		root + "/data": nil, named + "/tree": {"AUTHENTIK_TREE_DATA=" + named + "/tree"}, named + "/setting": {"AUTHENTIK_STORAGE__FILE__PATH=" + named + "/setting"},
		named + "/both": {"AUTHENTIK_TREE_DATA=" + named + "/tree", "AUTHENTIK_STORAGE__FILE__PATH=" + named + "/both"},
	} {
		out, err := ak(t, root, "/", environ, "worker").Output()
		if err != nil {
			t.Fatalf("with %q: %v", environ, err)
		}
		has(t, string(out), "data "+want)
	}
}

// TestAkAsAnotherUser: what root leaves behind is in nobody's way.
func TestAkAsAnotherUser(t *testing.T) {
	root := plantAk(t)
	if _, err := ak(t, root, "/", nil, "worker").Output(); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	cmd := ak(t, root, "/", nil, "worker")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	// A pipe of ours, which another user cannot open by its name.
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) {
		t.Skipf("only a real root can become another user, and a sandbox has none: run it with go test as root (%v)", err)
	} else if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	has(t, string(out), "program python", "complaint", "ak: files cannot be uploaded, as "+root+"/data cannot be written to; set AUTHENTIK_STORAGE__FILE__PATH to a folder that can")
	if !strings.Contains(string(out), "\nTMPDIR ") || !strings.Contains(string(out), fmt.Sprintf("/authentik-%d/worker\n", nobody)) {
		t.Errorf("it did not get a folder of its own:\n%s", out)
	}
}

// TestAkStandardError: a socket cannot be opened by its name, a file would be emptied, and none may be there at all. The program gets
// what there is.
func TestAkStandardError(t *testing.T) {
	root := plantAk(t)
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	socket, other := os.NewFile(uintptr(pair[0]), "socket"), os.NewFile(uintptr(pair[1]), "other end")
	defer other.Close()
	cmd := ak(t, root, "/", nil, "worker")
	cmd.Stderr = socket
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("with a socket: %v", err)
	}
	has(t, string(out), "program python")
	_ = socket.Close()
	said, err := io.ReadAll(other)
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(said), "complaint")
	if os.Geteuid() != 0 && !strings.Contains(string(said), `"logger": "bootstrap"`) {
		t.Errorf("the script's own words did not arrive: %s", said)
	}

	log := filepath.Join(t.TempDir(), "log")
	write(t, log, "before\n", 0o644)
	file, err := os.OpenFile(log, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cmd = ak(t, root, "/", nil, "worker")
	cmd.Stderr = file
	if err := cmd.Run(); err != nil {
		t.Errorf("with a file: %v", err)
	}
	content, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(content), "before", "complaint")

	closed := exec.CommandContext(t.Context(), "/bin/sh", "-c", `exec "$0" worker 2>&-`, filepath.Join(root, "bin/ak"))
	closed.Env = []string{}
	if out, err := closed.Output(); err != nil || !strings.Contains(string(out), "program python") {
		t.Errorf("with none: %v, %s", err, out)
	}
}

// TestAkCommands: other commands work where they are called, and get their arguments as they were given.
func TestAkCommands(t *testing.T) {
	root, dir := plantAk(t), t.TempDir()
	// A checkout: its modules are none of the tree's.
	write(t, filepath.Join(dir, "lifecycle/__init__.py"), "raise SystemExit('wrong one')\n", 0o644)
	link := filepath.Join(t.TempDir(), "ak")
	if err := os.Symlink(filepath.Join(root, "bin/ak"), link); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{filepath.Join(root, "bin/ak"), link} {
		cmd := exec.CommandContext(t.Context(), program, "shell", "-c", "print(1 + 2)", "", "a *")
		cmd.Dir, cmd.Env = dir, []string{"PATH=/usr/bin:/bin", "TMPDIR=" + dir}
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		has(t, string(out), "in "+dir, "safe 1", "TMPDIR "+dir, "tree "+root, "argument <shell>", "argument <-c>", "argument <print(1 + 2)>", "argument <>", "argument <a *>")
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(root, "bin/ak"), "check")
	cmd.Dir, cmd.Env = dir, []string{"TMPDIR=tmp"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(out), "tree "+root, "TMPDIR "+dir+"/tmp")
	out, err = ak(t, root, dir, nil, "migrate").Output()
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(out), "in "+root, "argument <migrate>")
}

// TestAkFindsTheServer: in the tree, or else on PATH.
func TestAkFindsTheServer(t *testing.T) {
	root, temp := plantAk(t), t.TempDir()
	above := filepath.Dir(root)
	out, err := ak(t, root, "/", []string{"TMPDIR=" + temp}, "server").CombinedOutput()
	if want := "ak: starting the server: there is no program authentik in " + root + "/bin, as this is the Python core alone, nor on PATH; use the ak of //server:authentik\n"; err == nil || string(out) != want {
		t.Errorf("without one: %v\n%s, want %s", err, out, want)
	}
	for name, place := range map[string]string{"in the tree": root + "/bin", "on PATH": above + "/anywhere"} {
		write(t, filepath.Join(place, "authentik"), say, 0o755)
		out, err := ak(t, root, "/", []string{"TMPDIR=" + temp, "PATH=/usr/bin:/bin:" + above + "/anywhere"}, "server").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		has(t, string(out), "program authentik", "in "+root, "tree "+root)
		out, err = ak(t, root, "/", []string{"TMPDIR=" + temp, "PATH=/usr/bin:/bin:" + above + "/anywhere"}, "healthcheck").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		has(t, string(out), "argument <healthcheck>", "argument <server>")
		if err := os.RemoveAll(place + "/authentik"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAkRefuses says in a sentence what cannot be.
func TestAkRefuses(t *testing.T) {
	root, temp := plantAk(t), t.TempDir()
	file := filepath.Join(temp, "file")
	write(t, file, "", 0o644)
	for name, c := range map[string]struct {
		environ []string
		args    []string
		want    string
	}{
		"nothing started": {[]string{"TMPDIR=" + temp}, []string{"healthcheck"}, "ak: checking what was started with TMPDIR=" + temp + ": nothing was; set TMPDIR as it was set for the server or the worker\n"},
		"blank in TMPDIR": {[]string{"TMPDIR=" + temp + "/a b"}, []string{"worker"}, "ak: starting worker: TMPDIR, " + temp + "/a b, holds a blank, which lifecycle/ak cannot take; set it to another folder\n"},
		"no folder":       {[]string{"TMPDIR=" + file}, []string{"worker"}, "mkdir: "},
	} {
		out, err := ak(t, root, "/", c.environ, c.args...).CombinedOutput()
		if err == nil || !strings.HasPrefix(string(out), c.want) {
			t.Errorf("%s: %v\n%s, want %s", name, err, out, c.want)
		}
	}
}

// TestAkShell: nothing of what the launcher does for the script is left in a shell that it starts.
func TestAkShell(t *testing.T) {
	root := plantAk(t)
	cmd := ak(t, root, "/", []string{"TMPDIR=" + t.TempDir()}, "bash")
	cmd.Stdin = strings.NewReader("type -t chown exec getent; command -v python; echo oops >&2\n")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := "file\nbuiltin\nfile\n" + root + "/bin/python\n"; string(out) != want || stderr.String() != "oops\n" {
		t.Errorf("got %q and %q, want %q", out, stderr.String(), want)
	}
}
