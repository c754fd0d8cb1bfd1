package devserver

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"akbuild.internal/tools/product/processes"
)

const (
	// stopTimeout is how long a part may take to end by itself.
	stopTimeout = 20 * time.Second
	// lastLines is how many of its last lines are shown when it ends by itself.
	lastLines = 25
)

// part is the worker, the server, or the migration of the database before both.
type part struct {
	name string
	cmd  *exec.Cmd
	log  string
	// over is closed when the process has ended; result is valid then.
	over   chan struct{}
	result error
}

// start starts a part, a program of the core's, and sends it to ended when it ends.
func (s *session) start(name string, ended chan<- *part, program string, args ...string) (*part, error) {
	// A folder each: both leave files there that say what runs.
	temp := filepath.Join(s.home, name)
	if err := os.Mkdir(temp, 0o700); err != nil {
		return nil, fmt.Errorf("making a folder for the %s: %w", name, err)
	}
	p := &part{name: name, log: filepath.Join(s.kept.logs, name+".log"), over: make(chan struct{})}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_TRUNC|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the log of the %s: %w", name, err)
	}
	defer log.Close()
	p.cmd = exec.Command(filepath.Join(s.Product, "bin", program), args...)
	p.cmd.Dir = s.home
	p.cmd.Env = append(append([]string{"TMPDIR=" + temp}, s.listens(name)...), s.environ()...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	// A session of its own: a ^C reaches us alone, so that parts are ended in order. It does not outlive us.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGTERM}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the %s: %w", name, err)
	}
	s.says.say("starting the %s", name)
	go func() {
		p.result = p.cmd.Wait()
		close(p.over)
		ended <- p
	}()
	return p, nil
}

// end ends the part and everything that it started: authentik's server leaves its Python core running.
func (p *part) end() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.over:
	case <-time.After(stopTimeout):
	}
	processes.EndSession(p.cmd.Process.Pid)
	<-p.over
}

// lastWords is the error for a part that ended by itself.
func (p *part) lastWords() error {
	result := "exit status 0"
	if p.result != nil {
		result = p.result.Error()
	}
	return fmt.Errorf("the %s ended by itself (%s); what it said last is the reason:\n%s", p.name, result, tail(p.log, lastLines))
}

// complaint is in the lines of a log that say that something is wrong.
var complaint = regexp.MustCompile(`"level": ?"(warning|error|critical)"`)

// complaints are the last lines of a log that say that something is wrong; if there are none, its last lines.
func complaints(file string, lines int) string {
	content, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	var found []string
	for line := range strings.Lines(string(content)) {
		if complaint.MatchString(line) {
			found = append(found, strings.TrimRight(line, "\n"))
		}
	}
	if len(found) == 0 {
		return tail(file, lines)
	}
	return "    " + strings.Join(found[max(0, len(found)-lines):], "\n    ")
}

// tail is the last lines of a log.
func tail(file string, lines int) string {
	content, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	content = bytes.TrimRight(content, "\n")
	if len(content) == 0 {
		return "    (nothing)"
	}
	all := strings.Split(string(content), "\n")
	return "    " + strings.Join(all[max(0, len(all)-lines):], "\n    ")
}
