package sourcerepo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// moduleFile tells gazelle under which name the repository sees rules_go; it is there only while gazelle runs.
const moduleFile = "bazel_dep(name = \"rules_go\")\n"

// gazelle runs the program over the layout.
func (l *layout) gazelle(ctx context.Context, prefix string) error {
	module := filepath.Join(l.root, "MODULE.bazel")
	if err := os.WriteFile(module, []byte(moduleFile), 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", module, tree.Reason(err))
	}
	defer os.Remove(module)
	program, err := filepath.Abs(l.Gazelle)
	if err != nil {
		return fmt.Errorf("finding gazelle at %s: %w", l.Gazelle, err)
	}
	home, err := os.MkdirTemp("", "akbuild-gazelle-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(home)
	cmd := exec.CommandContext(ctx, program, "update", "-repo_root", l.root, "-build_file_name", "BUILD.bazel",
		"-go_prefix", prefix, "-external", "vendored", "-go_naming_convention", l.Naming, l.root)
	cmd.Dir = l.root
	// GOROOT keeps gazelle from looking for a go command on the machine.
	cmd.Env = []string{"HOME=" + home, "TMPDIR=" + home, "LC_ALL=C", "GOROOT=" + l.GoRoot, "GOENV=off", "GOTOOLCHAIN=local", "GOTELEMETRY=off"}
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stderr, &stderr
	if err := cmd.Run(); err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return fmt.Errorf("running gazelle over %s: %s", l.root, strings.Join(strings.Split(text, "\n"), "; "))
		}
		return fmt.Errorf("running gazelle (%s): %w", l.Gazelle, tree.Reason(err))
	}
	_, err = l.Warnings.Write(stderr.Bytes())
	return err
}
