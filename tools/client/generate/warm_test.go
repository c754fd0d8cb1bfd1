package generate

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/client/generator"
)

// fake is a request whose Java is this test, and the folder that says what it does.
func fake(t *testing.T, warm *generator.Warm) (Request, string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "out"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "out", "client.go"), "package  api\n")
	r := request(t, generator.Jar{Java: exe, Jar: write(t, filepath.Join(dir, "generator.jar"), "see package fakegen"), Warm: warm})
	return r, dir
}

func warmed(t *testing.T) *generator.Warm {
	t.Helper()
	w := &generator.Warm{Classes: t.TempDir()}
	t.Cleanup(w.Close)
	return w
}

// again runs a request once more, with another output, and returns what it warned of.
func again(r Request) (string, error) {
	var warnings bytes.Buffer
	r.Warnings = &warnings
	r.Out += strconv.FormatInt(time.Now().UnixNano(), 10)
	err := Run(context.Background(), r)
	return warnings.String(), err
}

// starts are the ids of the Javas that were started.
func starts(t *testing.T, dir string) []int {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, "starts"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []int
	for _, line := range strings.Fields(string(content)) {
		id, err := strconv.Atoi(line)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestWarmJavaStays(t *testing.T) {
	r, dir := fake(t, warmed(t))
	for range 3 {
		if _, err := again(r); err != nil {
			t.Fatal(err)
		}
	}
	if got := starts(t, dir); len(got) != 1 {
		t.Errorf("Java was started %d times", len(got))
	}
}

// A failed run is told in the words of a Java for one run, and the next one gets a new Java.
func TestWarmJavaFails(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"the tool": {"exit": "1", "comment": "Exception in thread \"main\" x.y.Z$SomeException: no such thing\n\tat a.b(C.java:1)\n"},
		"silently": {"exit": "2"},
	} {
		t.Run(name, func(t *testing.T) {
			r, dir := fake(t, warmed(t))
			if _, err := again(r); err != nil {
				t.Fatal(err)
			}
			for file, content := range files {
				write(t, filepath.Join(dir, file), content)
			}
			_, warm := again(r)
			cold := r
			cold.Jar.Warm = nil
			if _, err := again(cold); err == nil || warm == nil || err.Error() != warm.Error() {
				t.Errorf("without a worker: %v\nin a worker: %v", err, warm)
			}
			for file := range files {
				if err := os.Remove(filepath.Join(dir, file)); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := again(r); err != nil {
				t.Error(err)
			}
			if got := starts(t, dir); len(got) != 2 {
				t.Errorf("Java was started %d times", len(got))
			}
		})
	}
}

// A Java that ends of its own accord fails the run; one that was killed while it waited is replaced.
func TestWarmJavaEnds(t *testing.T) {
	r, dir := fake(t, warmed(t))
	write(t, filepath.Join(dir, "exit-java"), "")
	_, err := again(r)
	if want := "generating the go client from " + r.Schema + ": openapi-generator unknown failed (exit status 7): it gave no reason"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := os.Remove(filepath.Join(dir, "exit-java")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := again(r); err != nil {
			t.Fatal(err)
		}
		ids := starts(t, dir)
		if err := syscall.Kill(ids[len(ids)-1], syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	if got := starts(t, dir); len(got) != 3 {
		t.Errorf("Java was started %d times", len(got))
	}
}

// A Java that nobody needs ends, and the next run starts another.
func TestWarmJavaIsGivenBack(t *testing.T) {
	w := warmed(t)
	w.Idle = 50 * time.Millisecond
	r, dir := fake(t, w)
	for n := 1; n <= 2; n++ {
		if _, err := again(r); err != nil {
			t.Fatal(err)
		}
		ids := starts(t, dir)
		if len(ids) != n {
			t.Fatalf("Java was started %d times before run %d", len(ids), n+1)
		}
		for deadline := time.Now().Add(time.Minute); syscall.Kill(ids[n-1], 0) == nil; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("Java did not end")
			}
		}
	}
}

func TestWarmJavaWithoutItsProgram(t *testing.T) {
	r, _ := fake(t, &generator.Warm{Classes: "/no/such/folder"})
	_, err := again(r)
	if want := "openapi-generator unknown failed (exit status 99): fakegen: could not find or load main class akbuild.GeneratorHost"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want …%s", err, want)
	}
}

// A Java that stays reaches no listener of the machine, whatever sandbox is around it; the same program without it does.
func TestWarmJavaHasNoNetwork(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	r, dir := fake(t, warmed(t))
	write(t, filepath.Join(dir, "dial"), listener.Addr().String())
	cold := r
	cold.Jar.Warm = nil
	for want, r := range map[string]Request{"reached false": r, "reached true": cold} {
		if got, err := again(r); err != nil || !strings.Contains(got, want) {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
}
