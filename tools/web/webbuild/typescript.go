package webbuild

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// TypeScript runs scripts of ours on folders of TypeScript, each file by itself.
type TypeScript struct {
	// Node is the node program, Package the folder of the npm package typescript.
	Node, Package string
	// Script is called with that folder, the folder to read and the one to make.
	Script string
	// Words gets what the script said if it failed.
	Words io.Writer
	// Inputs are the files that may be read, and their digests; nil outside of a worker.
	Inputs map[string]string
}

func (t TypeScript) run(ctx context.Context, src, out string) error {
	typescript, err := filepath.Abs(t.Package)
	if err != nil {
		return fmt.Errorf("finding the TypeScript compiler: %w", err)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, t.Node, t.Script, typescript, src, out)
	cmd.Env = []string{"LC_ALL=C.UTF-8", "TZ=UTC"}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		_, _ = t.Words.Write(said.Bytes())
		return fmt.Errorf("%w, the words of the TypeScript compiler are above", err)
	}
	return nil
}
