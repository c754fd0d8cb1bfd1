package product

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/product/processes"
)

// Part is a server or a worker that was started.
type Part struct {
	// Name is server or worker; Temp its TMPDIR.
	Name, Temp string

	cmd   *exec.Cmd
	log   string
	ended chan struct{}
}

// Start starts `ak server` or `ak worker`. It is ended with the test that made the product, if not before.
func (p *Product) Start(t testing.TB, name string, environ ...string) *Part {
	t.Helper()
	temp, err := os.MkdirTemp(p.Home, name)
	if err != nil {
		t.Fatal(err)
	}
	const anyPort = "127.0.0.1:0"
	listens := []string{"TMPDIR=" + temp, "AUTHENTIK_LISTEN__HTTP=" + anyPort, "AUTHENTIK_LISTEN__HTTPS=" + anyPort, "AUTHENTIK_LISTEN__METRICS=" + anyPort}
	if name == "server" {
		listens[1] = "AUTHENTIK_LISTEN__HTTP=" + p.Address
	}
	part := &Part{Name: name, Temp: temp, log: filepath.Join(temp, "log"), ended: make(chan struct{})}
	part.cmd = p.Command(p.test, append(listens, environ...), "ak", name)
	log, err := os.Create(part.log)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	part.cmd.Stdout, part.cmd.Stderr = log, log
	if part.cmd.SysProcAttr == nil {
		part.cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	part.cmd.SysProcAttr.Setsid = true
	if err := part.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = part.cmd.Wait()
		close(part.ended)
	}()
	p.test.Cleanup(func() {
		part.End()
		part.keepLog(p.test)
	})
	return part
}

// End ends the part and whatever it has started.
func (part *Part) End() {
	processes.EndSession(part.Pid())
	<-part.ended
}

// keepLog makes what the part wrote an output of the test.
func (part *Part) keepLog(t testing.TB) {
	folder := os.Getenv("TEST_UNDECLARED_OUTPUTS_DIR")
	if folder == "" {
		return
	}
	content, err := os.ReadFile(part.log)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, filepath.Base(part.Temp)+".log"), content, 0o644)
	}
	if err != nil {
		t.Errorf("keeping the log of the %s: %v", part.Name, err)
	}
}

// Pid is the process that was started; the session of all that it starts has the same number.
func (part *Part) Pid() int { return part.cmd.Process.Pid }

// Signal sends a signal to that process.
func (part *Part) Signal(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if err := part.cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatalf("sending %v to the %s: %v", signal, part.Name, err)
	}
}

// Running are the processes of the part that run.
func (part *Part) Running() []processes.Process {
	var found []processes.Process
	for _, process := range processes.All() {
		if process.Session == part.Pid() && !process.Zombie {
			found = append(found, process)
		}
	}
	return found
}

// Core are the processes of the Python core that the server has started: gunicorn first, and those below it, which answer.
func (part *Part) Core(t testing.TB) []int {
	t.Helper()
	running := part.Running()
	for _, process := range running {
		line, _ := os.ReadFile("/proc/" + strconv.Itoa(process.Pid) + "/cmdline")
		if process.Parent != part.Pid() || !strings.Contains(string(line), "gunicorn") {
			continue
		}
		found := []int{process.Pid}
		for _, other := range running {
			if other.Parent == process.Pid {
				found = append(found, other.Pid)
			}
		}
		return found
	}
	t.Fatalf("the server has no core; it said last:\n%s", part.Said(12))
	return nil
}

// Ended waits until the process has ended, for no longer than given, and returns its exit code.
func (part *Part) Ended(t testing.TB, within time.Duration) int {
	t.Helper()
	select {
	case <-part.ended:
		return part.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		t.Fatalf("the %s did not end within %s; it said last:\n%s", part.Name, within, part.Said(12))
		return 0
	}
}

// HasEnded says whether the process has ended.
func (part *Part) HasEnded() bool {
	select {
	case <-part.ended:
		return true
	default:
		return false
	}
}

// Code is the exit code of a part that has ended.
func (part *Part) Code() int { return part.cmd.ProcessState.ExitCode() }

// Said are the last lines that the part wrote.
func (part *Part) Said(lines int) string {
	content, err := os.ReadFile(part.log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
