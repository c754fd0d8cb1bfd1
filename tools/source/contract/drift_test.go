package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The sample and the contract of the line that it imitates, from this folder; Bazel has the same places.
const (
	sample       = "../../../sample"
	contracts    = "../../../lines/*/contract.yaml"
	contract2025 = "../../../lines/2025.12/contract.yaml"
)

func check(t *testing.T, dir, file string) Report {
	t.Helper()
	c, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Check(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestSampleKeepsItsContract(t *testing.T) {
	report := check(t, sample, contract2025)
	for _, f := range report.Findings {
		t.Errorf("%s:%d: %s", f.File, f.Line, f.Problem)
	}
	if report.Facts < 300 {
		t.Errorf("only %d facts were looked at", report.Facts)
	}
}

// replace is a drift: a text of a file becomes another.
func replace(file, from, to string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		name := filepath.Join(dir, filepath.FromSlash(file))
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(content), from) {
			t.Fatalf("the sample's %s does not have %q", file, from)
		}
		write(t, dir, file, strings.ReplaceAll(string(content), from, to))
	}
}

// add is a drift: there is another file.
func add(file, content string) func(*testing.T, string) {
	return func(t *testing.T, dir string) { t.Helper(); write(t, dir, file, content) }
}

// move is a drift: a file or folder is elsewhere.
func move(from, to string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		target := filepath.Join(dir, filepath.FromSlash(to))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(dir, filepath.FromSlash(from)), target); err != nil {
			t.Fatal(err)
		}
	}
}

// remove is a drift: a file or folder is gone.
func remove(path string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, dir, file, content string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	// A link to the sample, which is replaced, not written to.
	_ = os.Remove(name)
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDrifts seeds the sample with what upstream may do one day, and expects that it is found and named, and nothing else is.
func TestDrifts(t *testing.T) {
	for _, d := range slices.Concat(placeDrifts, drifts) {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "tree")
			plant(t, dir)
			for _, change := range d.changes {
				change(t, dir)
			}
			var got []string
			for _, f := range check(t, dir, contract2025).Findings {
				if f.Edit == "" {
					t.Errorf("nothing is said about what to adapt for %s", f.Problem)
				}
				got = append(got, fmt.Sprintf("%s %s:%d: %s", f.Fact, f.File, f.Line, f.Problem))
			}
			if strings.Join(got, "\n") != strings.Join(d.want, "\n") {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(d.want, "\n"))
			}
		})
	}
}

// plant makes a folder of links to the files of the sample.
func plant(t *testing.T, dir string) {
	t.Helper()
	source, err := openTree(sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range source.files {
		name := filepath.Join(dir, filepath.FromSlash(f.Rel))
		original, err := filepath.Abs(f.Path)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(name), 0o755)
		}
		if err == nil {
			err = os.Symlink(original, name)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
