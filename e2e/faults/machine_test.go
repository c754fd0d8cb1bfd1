package faults

import (
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/testing/ownbazel"
)

var (
	kills = flag.Int("kills", 3, "how often the server is killed")
	seed  = flag.Uint64("seed", uint64(os.Getpid()), "what the moments of killing are drawn from")
)

// sources writes one of two contents of a source, and edited says which.
func sources(t *testing.T, w *ownbazel.Workspace, edited bool) {
	t.Helper()
	content := "source 0\n"
	if edited {
		content = "edited 0\n"
	}
	write(t, filepath.Join(w.Dir, "source0.txt"), content)
}

// TestDiskFull fills the disk of Bazel's outputs, and of its cache of actions, in the middle of a build.
func TestDiskFull(t *testing.T) {
	folder := disk(t, "96m")
	w := newWorkspace(t, filepath.Join(folder, "bazel"))
	want := reference(t, w)
	cache := "--disk_cache=" + filepath.Join(folder, "actions")
	ballast := filepath.Join(folder, "ballast")
	failed := 0
	for _, left := range []int64{100_000, 500_000, 1_200_000} {
		w.Must(t, nil, "clean")
		if err := os.RemoveAll(filepath.Join(folder, "actions")); err != nil {
			t.Fatal(err)
		}
		var free syscall.Statfs_t
		if err := syscall.Statfs(folder, &free); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(ballast, make([]byte, int64(free.Bavail)*free.Bsize-left), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := w.Run(nil, "build", "//:all", cache)
		if err != nil {
			failed++
			if !strings.Contains(out, "No space left on device") {
				t.Errorf("with %d bytes left it is not said that the disk is full:\n%s", left, ownbazel.Tail(out))
			}
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		w.Must(t, nil, "build", "//:all", cache)
		same(t, w, want)
		// What the full disk left in the cache is not used.
		w.Must(t, nil, "clean")
		w.Must(t, nil, "build", "//:all", cache)
		same(t, w, want)
	}
	if failed == 0 {
		t.Error("no build failed: the disk was not full")
	}
}

// TestKilled kills Bazel, server and all, at random moments of a build after an edit, and finishes it: Bazel, which is told not to
// look at what it made before (.bazelrc), must not take what is half there for it.
func TestKilled(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	random := rand.New(rand.NewPCG(*seed, 0))
	w := newWorkspace(t, t.TempDir())
	want := map[bool]string{false: reference(t, w)}
	sources(t, w, true)
	before := time.Now()
	w.Must(t, nil, "build", "//:all")
	took := time.Since(before)
	want[true] = made(t, w)
	if want[true] == want[false] {
		t.Fatal("an edit changes nothing")
	}
	edited := true
	for turn := range *kills {
		edited = !edited
		sources(t, w, edited)
		build := w.Command(nil, "build", "//:all")
		if err := build.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(random.Float64() * float64(took))
		time.Sleep(moment)
		kill(t, w)
		_ = build.Wait()
		// Sometimes the edit is taken back meanwhile.
		if random.IntN(3) == 0 {
			edited = !edited
			sources(t, w, edited)
		}
		before := time.Now()
		w.Must(t, nil, "build", "//:all")
		if took = time.Since(before); took > 10*time.Second {
			took = 10 * time.Second
		}
		t.Logf("killed after %s, turn %d", moment, turn)
		same(t, w, want[edited])
	}
}

// kill ends the server as the kernel does when there is no memory.
func kill(t *testing.T, w *ownbazel.Workspace) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.Root, "*", "server", "server.pid.txt"))
	if err != nil || len(files) > 1 {
		t.Fatalf("the server's process is in %v, %v", files, err)
	}
	if len(files) == 0 {
		return
	}
	content, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
		t.Fatal(err)
	}
}

// TestClockJumps is what a build finds after the clock has jumped back, and on again: its sources and all that it made are of
// another year, and an edited source is older than what was made of it before.
func TestClockJumps(t *testing.T) {
	w := newWorkspace(t, t.TempDir())
	want := map[bool]string{false: reference(t, w)}
	sources(t, w, true)
	w.Must(t, nil, "build", "//:all")
	want[true] = made(t, w)
	edited := true
	for _, years := range []int{10, -20, 0} {
		at := time.Now().AddDate(years, 0, 0)
		// The server that was there before the jump, or one that is started after it.
		if years < 0 {
			w.Must(t, nil, "shutdown")
		}
		for _, place := range []string{w.Dir, filepath.Join(w.Dir, "bazel-bin") + "/"} {
			err := filepath.WalkDir(place, func(file string, e fs.DirEntry, err error) error {
				if err != nil || !e.Type().IsRegular() {
					return err
				}
				return os.Chtimes(file, at, at)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		w.Must(t, nil, "build", "//:all")
		same(t, w, want[edited])
		edited = !edited
		sources(t, w, edited)
		old := at.AddDate(-1, 0, 0)
		if err := os.Chtimes(filepath.Join(w.Dir, "source0.txt"), old, old); err != nil {
			t.Fatal(err)
		}
		w.Must(t, nil, "build", "//:all")
		same(t, w, want[edited])
	}
}
