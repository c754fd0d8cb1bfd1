package webbuild

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"akbuild.internal/tools/base/tree"
)

// warmNode is a node that runs a program whenever it is asked.
type warmNode struct {
	cmd      *exec.Cmd
	requests io.WriteCloser
	statuses *bufio.Reader
	answers  io.Closer
	// words is the file that node and all that it starts print to: what was printed before the answer is in it then.
	words *os.File
	home  string
}

// start starts a node for the program of the request, in the tree root.
func (r Request) start(root string) (*warmNode, error) {
	n := &warmNode{home: root + ".home"}
	if err := n.start(r, root); err != nil {
		n.end()
		return nil, fmt.Errorf("starting node: %w", tree.Reason(err))
	}
	return n, nil
}

func (n *warmNode) start(r Request, root string) error {
	script, err := filepath.Abs(r.Warm)
	if err != nil {
		return err
	}
	if err := os.Mkdir(n.home, 0o755); err != nil {
		return err
	}
	if n.cmd, err = r.command(context.Background(), root, n.home, append([]string{script}, r.Arguments...)); err != nil {
		return err
	}
	if n.words, err = os.OpenFile(filepath.Join(n.home, "words"), os.O_RDWR|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o644); err != nil {
		return err
	}
	n.cmd.Stdout, n.cmd.Stderr = n.words, n.words
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer write.Close()
	n.statuses, n.answers = bufio.NewReader(read), read
	n.cmd.ExtraFiles = []*os.File{write}
	if n.requests, err = n.cmd.StdinPipe(); err != nil {
		return err
	}
	return n.cmd.Start()
}

// run runs the program once: its exit status, and what it said. An error says that node ended without an answer.
func (n *warmNode) run(ctx context.Context) (status int, said []byte, err error) {
	if err := n.words.Truncate(0); err != nil {
		return 0, nil, tree.Reason(err)
	}
	stop := context.AfterFunc(ctx, func() { _ = n.cmd.Process.Kill() })
	defer stop()
	// A node that does not take the request has ended, and so will its answers.
	_, _ = n.requests.Write([]byte("run\n"))
	line, err := n.statuses.ReadString('\n')
	if err != nil {
		return 0, nil, errors.New("it ended")
	}
	if status, err = strconv.Atoi(strings.TrimSuffix(line, "\n")); err != nil {
		return 0, nil, err
	}
	said, err = os.ReadFile(n.words.Name())
	return status, said, err
}

// end ends node and all that it started.
func (n *warmNode) end() {
	if n.cmd != nil && n.cmd.Process != nil {
		// esbuild ends when node does.
		n.requests.Close()
		late := time.AfterFunc(5*time.Second, func() { _ = n.cmd.Process.Kill() })
		_ = n.cmd.Wait()
		late.Stop()
	}
	if n.answers != nil {
		n.answers.Close()
	}
	if n.words != nil {
		n.words.Close()
	}
	os.RemoveAll(n.home)
}
