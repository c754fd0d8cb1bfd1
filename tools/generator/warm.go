package generator

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"akbuild.internal/tools/tree"
)

// Warm is a Java that stays: it starts with the first run of the tool and serves the following ones, until a run fails or
// Close is called. Its runs are one after the other.
type Warm struct {
	// Classes is the folder of the compiled program //tools/generatorhost, which runs inside that Java.
	Classes string

	mu   sync.Mutex
	java *warmJava
	// of is what java was started for.
	of Jar
}

// warmJava is a Java that runs.
type warmJava struct {
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	lines   *bufio.Reader
	output  io.Closer
	scratch string
}

// mainClass is the program in Warm.Classes.
const mainClass = "akbuild.GeneratorHost"

// Close ends Java.
func (w *Warm) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.discard()
}

func (w *Warm) discard() {
	if w.java != nil {
		_ = w.java.end()
		w.java = nil
	}
}

// run runs the tool in the Java that is there, or in a new one; out gets what it prints, one Write for each line.
func (w *Warm) run(ctx context.Context, j Jar, out io.Writer, args []string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.of != j {
		w.discard()
	}
	stayed := w.java != nil
	said, err := w.once(ctx, j, out, args)
	if stayed && !said && err != nil && ctx.Err() == nil {
		// It ended without a word: it was killed while it waited, for its memory perhaps.
		_, err = w.once(ctx, j, out, args)
	}
	return err
}

// once runs the tool; said tells whether it printed anything.
func (w *Warm) once(ctx context.Context, j Jar, out io.Writer, args []string) (said bool, err error) {
	if w.java == nil {
		java, err := w.start(j)
		if err != nil {
			return false, err
		}
		w.java, w.of = java, j
	}
	process := w.java.cmd.Process
	stop := context.AfterFunc(ctx, func() { _ = process.Kill() })
	defer stop()
	if said, err = w.java.run(out, args); err != nil {
		w.discard()
	}
	return said, err
}

// start starts Java in a network namespace of its own, in which it reaches nothing.
func (w *Warm) start(j Jar) (*warmJava, error) {
	scratch, err := os.MkdirTemp("", "akbuild-java-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	java := &warmJava{scratch: scratch}
	if err := java.start(j, w.Classes); err != nil {
		os.RemoveAll(scratch)
		return nil, fmt.Errorf("starting Java in a namespace without a network: %w; build without the worker: --strategy=OpenApiGenerate=linux-sandbox", tree.Reason(err))
	}
	return java, nil
}

func (p *warmJava) start(j Jar, classes string) error {
	flags, err := j.javaFlags(p.scratch)
	if err != nil {
		return err
	}
	var absolute []string
	for _, name := range []string{j.Java, j.Jar, classes} {
		name, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		absolute = append(absolute, name)
	}
	flags = append(flags, warmFlags...)
	flags = append(flags, "-cp", strings.Join(absolute[1:], string(filepath.ListSeparator)), mainClass, absolute[1])
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer write.Close()
	p.cmd = exec.Command(absolute[0], flags...)
	p.cmd.Dir, p.cmd.Env = p.scratch, javaEnviron(p.scratch)
	p.cmd.Stdout, p.cmd.Stderr = write, write
	p.cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
	if p.stdin, err = p.cmd.StdinPipe(); err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		read.Close()
		return err
	}
	p.lines, p.output = bufio.NewReader(read), read
	return nil
}

// run asks for one run and hands its lines on; said tells whether there were any.
func (p *warmJava) run(out io.Writer, args []string) (said bool, err error) {
	// No line of the tool's can be mistaken for the last one.
	mark := rand.Text()
	// A Java that does not take the request has ended, and so will its output.
	_, _ = p.stdin.Write(warmRequest(append([]string{mark}, args...)))
	for {
		line, err := p.lines.ReadString('\n')
		line = strings.TrimSuffix(line, "\n")
		if status, ok := strings.CutPrefix(line, mark+" "); ok {
			if status == "0" {
				return said, nil
			}
			return true, &ended{"exit status " + status}
		}
		if line != "" {
			said = true
			if _, err := out.Write([]byte(line)); err != nil {
				return said, err
			}
		}
		if err != nil {
			return said, p.wait()
		}
	}
}

// warmRequest is what akbuild.GeneratorHost reads: a number and that many strings.
func warmRequest(words []string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(words)))
	for _, word := range words {
		b = binary.BigEndian.AppendUint16(b, uint16(len(word)))
		b = append(b, word...)
	}
	return b
}

// wait is how a Java ended that should not have.
func (p *warmJava) wait() error {
	err := p.cmd.Wait()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return &ended{exit.String()}
	case err != nil:
		return err
	}
	return &ended{"exit status 0"}
}

// end lets Java end, or makes it.
func (p *warmJava) end() error {
	p.stdin.Close()
	_ = p.cmd.Process.Kill()
	err := p.cmd.Wait()
	p.output.Close()
	os.RemoveAll(p.scratch)
	return err
}
