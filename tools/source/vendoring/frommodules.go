package vendoring

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/gocmd"
	"akbuild.internal/tools/source/placeholder"
	"golang.org/x/mod/modfile"
)

// ModulesRequest says what FromModules makes a vendor tree of.
type ModulesRequest struct {
	// Go is the go binary.
	Go string
	// GoMod and GoSum name the module's files.
	GoMod, GoSum string
	// Imports are the third-party packages that the module's sources import.
	Imports []string
	// Modules is a folder of downloaded modules, as nix/packages/go-modules.nix makes it.
	Modules string
	// Client is the client's module path; empty for a module that has nothing to do with it.
	Client string
	// Out is the vendor tree to make.
	Out string
}

// FromModules runs `go mod vendor` without network in a skeleton of the module: its go.mod and go.sum, and one file that
// imports everything. The client is a stub there.
func FromModules(ctx context.Context, r ModulesRequest) error {
	goMod, err := readGoMod(r.GoMod)
	if err != nil {
		return err
	}
	var required requirement
	if r.Client != "" {
		if required, err = clientRequirement(goMod, r.GoMod, r.Client); err != nil {
			return err
		}
	}
	if err := checkReplaces(goMod, r.GoMod, r.Client); err != nil {
		return err
	}
	if info, err := os.Stat(r.Modules); err != nil {
		return fmt.Errorf("reading the downloaded modules %s: %w; nix/packages/go-modules.nix makes the folder", r.Modules, tree.Reason(err))
	} else if !info.IsDir() {
		return fmt.Errorf("reading the downloaded modules %s: it is not a folder", r.Modules)
	}
	scratch, err := os.MkdirTemp("", "akbuild-vendor-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer removeAll(scratch)
	s := skeleton{ModulesRequest: r, dir: filepath.Join(scratch, "module"), scratch: scratch}
	if err := s.make(required); err != nil {
		return err
	}
	return stage.Dir(r.Out, func(tmp string) error {
		if err := s.vendor(ctx); err != nil {
			return err
		}
		return s.take(tmp, required)
	})
}

// checkReplaces refuses replacements by folders, which a skeleton does not have.
func checkReplaces(file *modfile.File, name, client string) error {
	for _, rep := range file.Replace {
		if rep.New.Version == "" && rep.Old.Path != client {
			return fmt.Errorf("reading %s: line %d replaces %s by the folder %s, which is not among the downloaded modules; vendor this source by itself: go mod vendor", name, rep.Syntax.Start.Line, rep.Old.Path, rep.New.Path)
		}
	}
	return nil
}

// skeleton is the module that `go mod vendor` runs in.
type skeleton struct {
	ModulesRequest
	dir, scratch string
}

func (s *skeleton) make(required requirement) error {
	files, err := s.files(required)
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := stage.File(filepath.Join(s.dir, name), content); err != nil {
			return err
		}
	}
	return nil
}

func (s *skeleton) files(required requirement) (map[string][]byte, error) {
	goMod, err := readGoMod(s.GoMod)
	if err != nil {
		return nil, err
	}
	goSum, err := os.ReadFile(s.GoSum)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", s.GoSum, tree.Reason(err))
	}
	files := map[string][]byte{"go.sum": goSum, "imports.go": importFile(s.Imports)}
	if s.Client != "" {
		for _, rep := range required.replaces {
			if err := goMod.DropReplace(rep.Old.Path, rep.Old.Version); err != nil {
				return nil, fmt.Errorf("replacing the client in %s: %w", s.GoMod, err)
			}
		}
		if err := goMod.AddReplace(s.Client, "", "./_client", ""); err != nil {
			return nil, fmt.Errorf("replacing the client in %s: %w", s.GoMod, err)
		}
		files["_client/go.mod"] = []byte("module " + s.Client + "\n\ngo " + clientGo + "\n")
		files["_client/"+placeholder.Name] = []byte(placeholder.Content)
	}
	if files["go.mod"], err = goMod.Format(); err != nil {
		return nil, fmt.Errorf("writing the go.mod of a skeleton of %s: %w", s.GoMod, err)
	}
	return files, nil
}

func importFile(paths []string) []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, "package skeleton\n\nimport (\n")
	for _, p := range slices.Sorted(slices.Values(paths)) {
		fmt.Fprintf(&b, "\t_ %q\n", p)
	}
	fmt.Fprint(&b, ")\n")
	return b.Bytes()
}

func (s *skeleton) vendor(ctx context.Context) error {
	modules, err := filepath.Abs(s.Modules)
	if err != nil {
		return fmt.Errorf("finding %s: %w", s.Modules, err)
	}
	cmd := gocmd.Cmd{Go: s.Go, Dir: s.dir, Scratch: s.scratch, Args: []string{"mod", "vendor"}, Env: []string{
		"GOFLAGS=-mod=readonly -modcacherw",
		"GOPROXY=file://" + escapeProxy.Replace(filepath.ToSlash(modules)),
		"GOSUMDB=off",
	}}
	_, stderr, err := cmd.Run(ctx)
	if err != nil {
		return s.explain(string(stderr), err)
	}
	before, err := os.ReadFile(s.GoSum)
	if err != nil {
		return fmt.Errorf("reading %s: %w", s.GoSum, tree.Reason(err))
	}
	after, err := os.ReadFile(filepath.Join(s.dir, "go.sum"))
	if err != nil {
		return fmt.Errorf("reading the go.sum of a skeleton: %w", tree.Reason(err))
	}
	if line := addedLine(before, after); line != "" {
		return fmt.Errorf("vendoring the modules of %s: %s lacks the line %q; the two are out of step, write them anew: go mod tidy", s.GoMod, s.GoSum, line)
	}
	return nil
}

// escapeProxy writes a path so that the go command, which takes GOPROXY for a list of addresses, reads it as one.
var escapeProxy = strings.NewReplacer("%", "%25", ",", "%2C", "|", "%7C", " ", "%20", "?", "%3F", "#", "%23")

func addedLine(before, after []byte) string {
	known := map[string]bool{}
	for line := range strings.Lines(string(before)) {
		known[strings.TrimSpace(line)] = true
	}
	for line := range strings.Lines(string(after)) {
		if line = strings.TrimSpace(line); line != "" && !known[line] {
			return line
		}
	}
	return ""
}

var (
	notFound = regexp.MustCompile(`([^\s:@]+@v[^\s:]+): reading file://\S+: no such file or directory`)
	mismatch = regexp.MustCompile(`verifying ([^\s:@]+@v[^\s:/]+)(/go\.mod)?: checksum mismatch`)
	noSum    = regexp.MustCompile(`missing go\.sum entry for module providing package (\S+)`)
	noModSum = regexp.MustCompile(`([^\s:@]+@v[^\s:]+): missing go\.sum entry for go\.mod file`)
	noModule = regexp.MustCompile(`no required module provides package (\S+?);`)
)

// explain turns what the go command says into one sentence that names the module and what to do.
func (s *skeleton) explain(stderr string, err error) error {
	what := "vendoring the modules of " + s.GoMod
	if m := mismatch.FindStringSubmatch(stderr); m != nil {
		return fmt.Errorf("%s: %s%s in %s is not what %s has the hash of; make the folder anew, and if that does not help mistrust who gave the module", what, m[1], m[2], s.Modules, s.GoSum)
	}
	if m := notFound.FindStringSubmatch(stderr); m != nil {
		return fmt.Errorf("%s: %s is not in %s, which was made of another go.sum", what, m[1], s.Modules)
	}
	if m := noModule.FindStringSubmatch(stderr); m != nil {
		return fmt.Errorf("%s: no module that it requires has the package %s, which the source imports; it and %s are out of step with the source, write them anew: go mod tidy", what, m[1], s.GoSum)
	}
	if m := noSum.FindStringSubmatch(stderr); m != nil {
		return fmt.Errorf("%s: %s has no hash for the module of %s; the two are out of step, write them anew: go mod tidy", what, s.GoSum, m[1])
	}
	if m := noModSum.FindStringSubmatch(stderr); m != nil {
		return fmt.Errorf("%s: %s has no hash for the go.mod of %s; the two are out of step, write them anew: go mod tidy", what, s.GoSum, m[1])
	}
	if strings.Contains(stderr, "updates to go.mod needed") {
		return fmt.Errorf("%s: it asks for older versions than the modules that it names do; it and %s are out of step, write them anew: go mod tidy", what, s.GoSum)
	}
	if facts := gocmd.Facts([]byte(stderr)); facts != "" {
		return fmt.Errorf("%s: %s", what, facts)
	}
	return fmt.Errorf("%s: running %s: %w", what, s.Go, err)
}

// take copies the vendor tree out of the skeleton and makes modules.txt agree with the unmodified go.mod.
func (s *skeleton) take(tmp string, required requirement) error {
	made := filepath.Join(s.dir, "vendor")
	if _, err := os.Stat(made); os.IsNotExist(err) {
		return fmt.Errorf("vendoring the modules of %s: its sources import no third-party package, so there is nothing to vendor", s.GoMod)
	}
	modules, err := readModulesTxt(made)
	if err != nil {
		return err
	}
	own := modules.own(s.Client)
	if s.Client != "" {
		modules.setClient(required)
	}
	files, err := tree.List(made, tree.Options{Skip: func(rel string, dir bool) bool {
		return rel == "modules.txt" || s.Client != "" && own.skip(rel, dir)
	}})
	if err != nil {
		return fmt.Errorf("reading the vendor tree: %w", err)
	}
	if err := tree.Copy(tmp, "", files); err != nil {
		return err
	}
	if s.Client != "" {
		if err := stage.File(filepath.Join(tmp, filepath.FromSlash(s.Client), placeholder.Name), []byte(placeholder.Content)); err != nil {
			return err
		}
	}
	if err := stage.File(filepath.Join(tmp, "modules.txt"), []byte(modules.String())); err != nil {
		return err
	}
	return tree.Normalise(tmp)
}

// removeAll also removes what the go command made read-only.
func removeAll(dir string) {
	_ = filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			_ = os.Chmod(p, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}
