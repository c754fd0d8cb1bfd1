package wheelbuild

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pyrun"
	"akbuild.internal/tools/python/wheel"
)

//go:embed build.py
var driver string

// Request says what to build.
type Request struct {
	// Source is the tree with the pyproject.toml. It is read only.
	Source string
	// Files are the paths of the tree's files. Empty means: all that lies below Source.
	Files []string
	// Overlay is a folder whose files take the place of the tree's; may be empty.
	Overlay string
	// Python is the interpreter.
	Python string
	// Environment are the folders that hold the backend: sites, or wheels.
	Environment []string
	// Out is the folder that gets the wheel, under the name that installers want.
	Out string
}

// result is what the driver says.
type result struct {
	Kind   string   `json:"kind"`
	Wheel  string   `json:"wheel"`
	Reason string   `json:"reason"`
	Wanted string   `json:"wanted"`
	Found  string   `json:"found"`
	Have   []string `json:"have"`
}

// Build builds the wheel.
func Build(ctx context.Context, r Request) error {
	system, err := readBuildSystem(r.Source)
	if err != nil {
		return err
	}
	work, err := scratch()
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(work)
	b := &build{Request: r, system: system, work: work}
	if err := b.copySource(); err != nil {
		return err
	}
	name, err := b.callBackend(ctx)
	if err != nil {
		return err
	}
	built, err := wheel.Open(filepath.Join(b.out(), name))
	if err != nil {
		return fmt.Errorf("checking what %s built: %w", system.Backend, err)
	}
	defer built.Close()
	return stage.Dir(r.Out, built.Repack)
}

// scratch makes a temporary folder, in shared memory if there is any: the sources are two thousand small files, of which the
// disk is to see nothing.
func scratch() (string, error) {
	if work, err := os.MkdirTemp("/dev/shm", "akbuild-wheel-"); err == nil {
		return work, nil
	}
	return os.MkdirTemp("", "akbuild-wheel-")
}

type build struct {
	Request
	system *buildSystem
	work   string
}

func (b *build) source() string { return filepath.Join(b.work, "source") }
func (b *build) out() string    { return filepath.Join(b.work, "out") }

// copySource gives the backend plain files: it may write beside them, and what it finds has no links, modes or times of
// the caller's.
func (b *build) copySource() error {
	files, err := b.sourceFiles()
	if err != nil {
		return err
	}
	if b.Overlay != "" {
		over, err := tree.List(b.Overlay, tree.Options{})
		if err != nil {
			return err
		}
		replaced := map[string]bool{}
		for _, f := range over {
			replaced[f.Rel] = true
		}
		files = append(slices.DeleteFunc(files, func(f tree.File) bool { return replaced[f.Rel] }), over...)
	}
	if err := tree.Copy(b.source(), "", files); err != nil {
		return err
	}
	return tree.Normalise(b.source())
}

func (b *build) sourceFiles() ([]tree.File, error) {
	if b.Files == nil {
		return tree.List(b.Source, tree.Options{Skip: func(rel string, dir bool) bool {
			return dir && filepath.Base(rel) == "__pycache__"
		}})
	}
	var files []tree.File
	for _, name := range b.Files {
		rel, err := filepath.Rel(b.Source, name)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, fmt.Errorf("building the wheel of %s: the file %s does not lie below it", b.Source, name)
		}
		files = append(files, tree.File{Rel: filepath.ToSlash(rel), Path: name})
	}
	return files, nil
}

// callBackend returns the name of the wheel in out.
func (b *build) callBackend(ctx context.Context) (string, error) {
	for _, dir := range []string{b.out(), filepath.Join(b.work, "home")} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			return "", fmt.Errorf("making a temporary folder: %w", err)
		}
	}
	job := map[string]any{"backend": b.system.Backend, "requires": b.system.Requires, "out": b.out(), "backend_path": []string{}}
	var paths, environment []string
	for _, p := range b.system.BackendPath {
		paths = append(paths, filepath.Join(b.source(), filepath.FromSlash(p)))
	}
	for _, p := range b.Environment {
		absolute, err := filepath.Abs(p)
		if err != nil {
			return "", fmt.Errorf("finding %s: %w", p, err)
		}
		environment = append(environment, absolute)
	}
	job["backend_path"], job["environment"] = append([]string{}, paths...), append([]string{}, environment...)
	content, err := json.Marshal(job)
	if err != nil {
		return "", err
	}
	jobFile, resultFile := filepath.Join(b.work, "job.json"), filepath.Join(b.work, "result.json")
	if err := os.WriteFile(jobFile, content, 0o644); err != nil {
		return "", fmt.Errorf("writing a temporary file: %w", err)
	}
	err = pyrun.Run(ctx, pyrun.Script{
		Python: b.Python, Source: driver, Args: []string{jobFile, resultFile}, Dir: b.source(),
		Environ: []string{"HOME=" + filepath.Join(b.work, "home"), "TMPDIR=" + filepath.Join(b.work, "home")},
	})
	if err != nil {
		return "", fmt.Errorf("building the wheel of %s: %w", b.Source, err)
	}
	content, err = os.ReadFile(resultFile)
	if err != nil {
		return "", fmt.Errorf("building the wheel of %s: %w", b.Source, tree.Reason(err))
	}
	var said result
	if err := json.Unmarshal(content, &said); err != nil {
		return "", fmt.Errorf("building the wheel of %s: %w", b.Source, err)
	}
	if said.Kind != "built" {
		return "", fmt.Errorf("building the wheel of %s: %s", b.Source, b.complaint(said))
	}
	return said.Wheel, nil
}

// complaint is why there is no wheel.
func (b *build) complaint(said result) string {
	have := "which holds " + strings.Join(said.Have, ", ") + "; docs/backend.md says how that is changed"
	if len(said.Have) == 0 {
		have = "which holds nothing; give the folder that the backend lies in"
	}
	switch said.Kind {
	case "no-backend":
		return fmt.Sprintf("its pyproject.toml names the build backend %s, which is not in the build environment, %s", b.system.Backend, have)
	case "not-there":
		return fmt.Sprintf("it wants %s for its build, which is not in the build environment, %s", said.Wanted, have)
	case "other-version":
		return fmt.Sprintf("it wants %s for its build, and the build environment has %s; change one of the two", said.Wanted, said.Found)
	}
	return fmt.Sprintf("%s says: %s", b.system.Backend, strings.ReplaceAll(strings.ReplaceAll(said.Reason, b.source()+"/", ""), "\n", " "))
}
