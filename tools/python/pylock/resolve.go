package pylock

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Request says what to resolve.
type Request struct {
	// Folder holds NAME.in, the direct requirements, and NAME.lock.
	Folder string
	// UV is the program; Interpreter is a Python for it, of the locks' version; empty for the one of that name on PATH.
	UV, Interpreter string
	// Python is the version of a lock that is new.
	Python string
	// Upgrade takes the newest versions of all; UpgradePackages of these. Else what is locked stays where it can.
	Upgrade         bool
	UpgradePackages []string
	// Environ is uv's environment.
	Environ []string
	// Stderr takes uv's messages.
	Stderr io.Writer
}

// Names are the locks that a folder has requirements for.
func Names(folder string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.in"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there are no requirements (*.in) in %s", folder)
	}
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".in"))
	}
	slices.Sort(names)
	return names, nil
}

// Resolve resolves the requirements of a name anew, writes the lock, and returns it beside the one that was there.
func Resolve(ctx context.Context, r Request, name string) (before, after Lock, err error) {
	work, err := os.MkdirTemp("", "akbuild-pylock-")
	if err != nil {
		return before, after, err
	}
	defer os.RemoveAll(work)
	// uv reads the nearest configuration at or above its folder; the user's own, elsewhere, stays in force.
	if err := os.WriteFile(filepath.Join(work, "uv.toml"), nil, 0o644); err != nil {
		return before, after, err
	}
	file := filepath.Join(r.Folder, name+".lock")
	if before, err = Read(file); err != nil {
		return before, after, err
	}
	after = Lock{Python: before.Python, Distributions: map[string]Distribution{}}
	if after.Python == "" {
		after.Python = r.Python
	}
	if r.Interpreter == "" {
		r.Interpreter = "python" + after.Python
	}
	// uv keeps the versions of the file that it is to write.
	list := filepath.Join(work, "list.txt")
	if err := writePins(list, before); err != nil {
		return before, after, err
	}
	// uv runs in the folder of its own files.
	in, err := filepath.Abs(filepath.Join(r.Folder, name+".in"))
	if err != nil {
		return before, after, err
	}
	first := []string{"--annotation-style", "line", "--output-file", list}
	if r.Upgrade {
		first = append(first, "--upgrade")
	}
	for _, p := range r.UpgradePackages {
		first = append(first, "--upgrade-package", p)
	}
	if err := r.uv(ctx, work, in, first); err != nil {
		return before, after, err
	}
	pylock := filepath.Join(work, "pylock.toml")
	if err := r.uv(ctx, work, in, []string{"--format", "pylock.toml", "--no-annotate", "--constraint", list, "--output-file", pylock}); err != nil {
		return before, after, err
	}
	if after.Distributions, err = readPylock(pylock, after.Python); err != nil {
		return before, after, err
	}
	if err := readVia(list, after.Distributions); err != nil {
		return before, after, err
	}
	return before, after, after.Write(file)
}

func (r Request) uv(ctx context.Context, work, in string, arguments []string) error {
	arguments = append([]string{"pip", "compile", "--quiet", "--no-header", "--no-progress", "--python", r.Interpreter, in}, arguments...)
	cmd := exec.CommandContext(ctx, r.UV, arguments...)
	cmd.Dir = work
	cmd.Env = r.Environ
	cmd.Stderr = r.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("resolving %s: uv found no versions that satisfy it (above)", in)
	}
	return nil
}

// writePins writes a lock's versions as requirements.
func writePins(file string, l Lock) error {
	var content strings.Builder
	for _, name := range slices.Sorted(maps.Keys(l.Distributions)) {
		fmt.Fprintf(&content, "%s==%s\n", name, l.Distributions[name].Version)
	}
	if content.Len() == 0 {
		return nil
	}
	return os.WriteFile(file, []byte(content.String()), 0o644)
}
