package generator

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// warmJava is a Java that runs.
type warmJava struct {
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	lines   *bufio.Reader
	output  io.Closer
	scratch string
	reused  Reused
}

// mainClass is the program in Warm.Classes.
const mainClass = "akbuild.GeneratorHost"

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
		if rest, ok := strings.CutPrefix(line, mark+" "); ok {
			var status, classes, names int
			if _, err := fmt.Sscan(rest, &status, &classes, &names); err != nil {
				return true, fmt.Errorf("reading how the run ended, %q: %w", rest, err)
			}
			if status != 0 {
				return true, &ended{"exit status " + strconv.Itoa(status)}
			}
			p.reused.Classes += classes
			p.reused.Names += names
			return said, nil
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
