package pyfetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/python/pylock"
)

// File is a file of a distribution, and its place in the store.
type File struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Path    string `json:"path"`
	// Python is the version of the interpreter that it is for.
	Python string `json:"-"`
}

func (f File) isWheel() bool { return strings.HasSuffix(f.File, ".whl") }

// Request says what to fetch.
type Request struct {
	// Files is a JSON list of what the package set wants: the attribute fetches of its python-wheels.
	Files string
	// Lock is the set that akbuild python-lock made; LockedBy is the uv.lock that it was made of.
	Lock, LockedBy string
	// Deviations is a file to write: a JSON list of the distributions for which a declared deviation is used.
	Deviations string
	// Interpreter is a Python that has pip.
	Interpreter string
	// Store is Nix's option --store. Empty: the machine's.
	Store string
	// Begin is a command to start when all archives are in the store, which builds them; what it says and whether it fails is
	// left to the build that follows. May be empty.
	Begin []string
	// Stdout takes a line for each deviation; Stderr what there is to say.
	Stdout, Stderr io.Writer

	begin func()
}

// Run fetches what is missing.
func Run(ctx context.Context, r Request) (problem error) {
	set, err := pylock.Read(r.Lock)
	if err != nil {
		return err
	}
	var wanted []File
	content, err := os.ReadFile(r.Files)
	if err == nil {
		err = json.Unmarshal(content, &wanted)
	}
	if err != nil {
		return fmt.Errorf("reading the list of files to fetch %s: %w", r.Files, err)
	}
	for i := range wanted {
		wanted[i].Python = set.Python
	}
	missing, err := r.missing(ctx, wanted)
	if err != nil {
		return err
	}
	size := func(f File) int64 { return set.Find(f.Name).Size }
	// What takes longest first: archives, which are built afterwards, and large files.
	slices.SortStableFunc(missing, func(one, other File) int {
		if one.isWheel() != other.isWheel() {
			if other.isWheel() {
				return -1
			}
			return 1
		}
		return int(size(other) - size(one))
	})
	begin, wait := starter(ctx, r.Begin)
	defer func() { wait(problem != nil) }()
	r.begin = begin
	used := []string{}
	failed, err := r.fetch(ctx, missing)
	if err != nil {
		return err
	}
	var instead []File
	for i, f := range missing {
		refused := failed[i]
		if refused == nil {
			continue
		}
		deviation := set.Find(f.Name).Deviation
		var other otherHash
		if deviation == nil || set.Find(f.Name).File != f.File || errors.As(refused, &other) {
			return r.refused(f, refused)
		}
		used = append(used, f.Name)
		instead = append(instead, File{Name: f.Name, Version: deviation.Version, File: deviation.File, SHA256: deviation.SHA256, Python: set.Python})
		fmt.Fprintf(r.Stdout, "%s %s, which %s locks, is no longer to be had: %s is used in its place (%s)\n", f.Name, f.Version, r.LockedBy, deviation.Version, deviation.Reason)
	}
	if failed, err = r.fetch(ctx, instead); err != nil {
		return err
	}
	for i, refused := range failed {
		return r.refused(instead[i], refused)
	}
	slices.Sort(used)
	if content, err = json.Marshal(used); err != nil {
		return err
	}
	return os.WriteFile(r.Deviations, append(content, '\n'), 0o644)
}

// starter gives a function that starts a command, once, and one that waits for it, or ends it.
func starter(ctx context.Context, command []string) (begin func(), wait func(end bool)) {
	if len(command) == 0 {
		return func() {}, func(bool) {}
	}
	ctx, cancel := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	started := false
	begin = func() {
		if cmd.Process == nil {
			started = cmd.Start() == nil
		}
	}
	return begin, func(end bool) {
		defer cancel()
		if end {
			cancel()
		}
		if started {
			_ = cmd.Wait()
		}
	}
}

// refused is the sentence of a file that did not come.
func (r Request) refused(f File, why error) error {
	file := fmt.Sprintf("fetching %s (%s %s), which %s locks", f.File, f.Name, f.Version, r.LockedBy)
	var other otherHash
	switch {
	case errors.As(why, &other):
		return fmt.Errorf("%s with the sha256 %s: the Python index that pip is configured for %w; see which is right, and lock again with `uv lock` if it is the index", file, f.SHA256, why)
	case errors.Is(why, errGone):
		return fmt.Errorf("%s: the Python index that pip is configured for %w; if it has another that will do, declare a deviation in nix/releases/python.json, docs/python.md says how", file, why)
	}
	return fmt.Errorf("%s: the Python index that pip is configured for did not give it: %w; ./bazelw doctor tests the way to it", file, why)
}

// missing are the files that the store does not have.
func (r Request) missing(ctx context.Context, files []File) ([]File, error) {
	if len(files) == 0 {
		return nil, nil
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	invalid, err := r.lacking(ctx, paths)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(files), func(f File) bool { return !slices.Contains(invalid, f.Path) }), nil
}

func (r Request) lacking(ctx context.Context, paths []string) ([]string, error) {
	if r.Store == "" {
		return nixstore.Missing(ctx, paths)
	}
	out, err := r.nixStore(ctx, append([]string{"--check-validity", "--print-invalid"}, paths...))
	return strings.Fields(out), err
}

// fetch fetches files and adds those that came to the store; it returns why the others did not. Archives are added as soon as
// the last of them is there: building them takes longer than all the rest.
func (r Request) fetch(ctx context.Context, files []File) (map[int]error, error) {
	if len(files) == 0 {
		return nil, nil
	}
	dir, err := os.MkdirTemp("", "akbuild-pyfetch-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var archives, wheels []int
	for i, f := range files {
		if f.isWheel() {
			wheels = append(wheels, i)
		} else {
			archives = append(archives, i)
		}
	}
	failed := map[int]error{}
	came := func(numbers []int) []int {
		return slices.DeleteFunc(slices.Clone(numbers), func(i int) bool { return failed[i] != nil })
	}
	waiting := len(archives)
	if waiting == 0 {
		r.begin()
	}
	err = download(ctx, r.Interpreter, dir, files, func(number int, problem error) error {
		if problem != nil {
			failed[number] = problem
		}
		if files[number].isWheel() {
			return nil
		}
		if waiting--; waiting > 0 {
			return nil
		}
		err := r.add(ctx, dir, files, came(archives))
		if err == nil && len(came(archives)) == len(archives) {
			r.begin()
		}
		return err
	})
	if errors.Is(err, errNoPip) {
		fmt.Fprintf(r.Stderr, "akbuild: %s has no pip, so each file is fetched by itself\n", r.Interpreter)
		return nil, nil
	}
	if err == nil {
		err = r.add(ctx, dir, files, came(wheels))
	}
	return failed, err
}

// add adds files to the store.
func (r Request) add(ctx context.Context, dir string, files []File, numbers []int) error {
	if len(numbers) == 0 {
		return nil
	}
	arguments := []string{"--add-fixed", "sha256"}
	for _, i := range numbers {
		arguments = append(arguments, filepath.Join(place(dir, i), files[i].File))
	}
	out, err := r.nixStore(ctx, arguments)
	if err != nil {
		return err
	}
	for at, path := range strings.Fields(out) {
		if f := files[numbers[at]]; f.Path != "" && path != f.Path {
			return fmt.Errorf("adding %s to the Nix store: it is %s there, and the package set expects %s", f.File, path, f.Path)
		}
	}
	return nil
}

func (r Request) nixStore(ctx context.Context, arguments []string) (string, error) {
	if r.Store != "" {
		arguments = append([]string{"--store", r.Store}, arguments...)
	}
	cmd := exec.CommandContext(ctx, "nix-store", arguments...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return "", fmt.Errorf("asking the Nix store: %s", lastLines(string(exit.Stderr)))
		}
		return "", fmt.Errorf("asking the Nix store: %w", err)
	}
	return string(out), nil
}
