package suite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// workFolders are what tests look for in their working folder, which upstream's is the source tree: here it is what was installed.
var workFolders = []string{"blueprints", "lifecycle", "locale", "schemas", "web"}

// Python runs this shard's part of the Python tests, as upstream does: manage.py test.
func (r Run) Python(ctx context.Context) error {
	var files []string
	return r.begin(ctx, func(l List) Tests { return l.Python }, func(s *session) ([]Result, error) {
		all, err := s.project.apps(s.installed())
		if err != nil {
			return nil, err
		}
		if err := s.layOut(); err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(a app) bool {
			return r.Only != "" && !strings.HasPrefix(a.name+"/", strings.TrimSuffix(r.Only, "/")+"/")
		})
		for _, a := range share(all, r.Shard, max(r.Shards, 1)) {
			fmt.Fprintln(r.Out, a.name)
			files = append(files, a.files...)
		}
		sortAsCollected(files)
		return s.pytest(ctx, files)
	}, func(s *session, name string) bool {
		// Whoever lists a test of a file that is not there hears it from the first shard.
		return ofFiles(name, files) || r.Only == "" && r.Shard == 0 && !s.isOfFile(name)
	})
}

// moduleOf is a file's module.
func moduleOf(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".py"), "/", ".")
}

// ofFiles says whether a test is one of some files.
func ofFiles(name string, files []string) bool {
	return slices.ContainsFunc(files, func(file string) bool { return strings.HasPrefix(name, moduleOf(file)+".") })
}

// isOfFile says whether there is a file that a test may be of.
func (s *session) isOfFile(name string) bool {
	for parts := strings.Split(name, "."); len(parts) > 0; parts = parts[:len(parts)-1] {
		if _, err := os.Stat(filepath.Join(s.installed(), filepath.Join(parts...)+".py")); err == nil {
			return true
		}
	}
	return false
}

// work is the working folder of Python's tests, path a folder of what they import beside the tree.
func (s *session) work() string { return filepath.Join(s.home, "work") }
func (s *session) path() string { return filepath.Join(s.home, "path") }

// layOut makes the working folder. The package lies in it as a link for the sake of paths; it is imported from where it is
// installed.
func (s *session) layOut() error {
	links := map[string]string{
		"work/authentik":      filepath.Join(s.installed(), "authentik"),
		"work/pyproject.toml": filepath.Join(s.Source, "pyproject.toml"),
		"work/schema.yml":     s.Schema,
	}
	for _, folder := range workFolders {
		links["work/"+folder] = filepath.Join(s.Core, folder)
	}
	if tests := filepath.Join(s.Source, "tests"); exists(tests) {
		links["work/tests"], links["path/tests"] = tests, tests
	}
	for link, target := range links {
		link = filepath.Join(s.home, link)
		if err := errors.Join(os.MkdirAll(filepath.Dir(link), 0o755), os.Symlink(target, link)); err != nil {
			return fmt.Errorf("laying out the working folder of the tests: %w", err)
		}
	}
	return nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return !errors.Is(err, fs.ErrNotExist)
}

// pytest runs the tests of files, those that want another time apart from the others.
func (s *session) pytest(ctx context.Context, files []string) ([]Result, error) {
	var results []Result
	rest := slices.Clone(files)
	for i, clock := range s.tests.Clocks {
		for _, file := range clock.Files {
			if !exists(filepath.Join(s.installed(), file)) {
				return nil, fmt.Errorf("setting the clock for %s: there is no such file; take it off the list", file)
			}
		}
		mine := slices.DeleteFunc(slices.Clone(rest), func(file string) bool { return !slices.Contains(clock.Files, file) })
		if len(mine) == 0 {
			continue
		}
		rest = slices.DeleteFunc(rest, func(file string) bool { return slices.Contains(mine, file) })
		fake, err := exec.LookPath("faketime")
		if err != nil {
			return nil, fmt.Errorf("setting the clock for %s: this machine has no faketime; install it, or let the engine make a root of its own", mine[0])
		}
		some, err := s.pytestOnce(ctx, fmt.Sprintf("clock-%d", i), mine, fake, "-f", "@"+clock.Now)
		if err != nil {
			return nil, err
		}
		results = append(results, some...)
	}
	if len(rest) == 0 {
		return results, nil
	}
	some, err := s.pytestOnce(ctx, "tests", rest)
	return append(results, some...), err
}

// testTimeout is how many seconds a test may take, which upstream's plugin for that reads: one that hangs is a test that fails, and does
// not take all the others with it. The first one's preparations do not count: they migrate the database.
const testTimeout = "300"

// pythonEnviron is the environment of Python's tests. Their order is upstream's random one, but the same each time. Files that they
// upload lie in their working folder, as upstream's do, and not in the tree, which is read-only.
func (s *session) pythonEnviron() []string {
	return s.environ("PYTHONPATH="+s.path()+":"+s.Wheels, "CI_TEST_SEED=1",
		"PYTEST_TIMEOUT="+testTimeout, "PYTEST_ADDOPTS=-o timeout_func_only=true",
		"AUTHENTIK_TREE_DATA="+filepath.Join(s.work(), "data"), "AUTHENTIK_TREE_MEDIA="+filepath.Join(s.work(), "media"))
}

// pytestOnce runs the tests of files with a program before the interpreter, if there is one.
func (s *session) pytestOnce(ctx context.Context, name string, files []string, before ...string) ([]Result, error) {
	command := slices.Concat(before, []string{filepath.Join(s.Core, "bin", "python"), "-P", filepath.Join(s.Core, "manage.py"), "test", "--keepdb"}, files)
	ended, err := s.start(ctx, name, s.work(), s.pythonEnviron(), command[0], command[1:]...)
	if err != nil {
		return nil, err
	}
	made := filepath.Join(s.work(), "unittest.xml")
	results, err := readResults(made, func(class, test string) string { return class + "." + test })
	switch failed := slices.ContainsFunc(results, func(r Result) bool { return r.Outcome == Failed }); {
	case err != nil:
		return nil, fmt.Errorf("running the tests: %w; the command ended so (%v):\n%s", err, ended, s.lastLines(name, shownLines))
	case ended != nil && !failed:
		return nil, fmt.Errorf("running the tests: no test failed, but the command did (%w):\n%s", ended, s.lastLines(name, shownLines))
	}
	return results, os.Remove(made)
}
