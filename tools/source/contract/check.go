package contract

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/substitute"
)

// Check compares a tree with a contract. An error means that it could not be compared, not that it differs.
func Check(dir string, c Contract) (Report, error) {
	report := Report{Line: c.Line, Contract: c.Name, Tree: dir}
	list, err := substitute.Read(c.List)
	if err != nil {
		return report, err
	}
	list.Name = inCheckout(list.Name)
	source, err := openTree(dir)
	if err != nil {
		return report, err
	}
	k := &checker{Contract: c, list: list, source: source}
	for _, part := range []func(){k.version, k.paths, k.substitutions, k.texts, k.watch, k.python, k.packages, k.golang, k.generators} {
		part()
	}
	report.Facts, report.Findings, report.Remarks = k.facts, k.found, k.remarks
	return report, source.err
}

type checker struct {
	Contract
	list   substitute.List
	source *source
	facts  int
	found  []Finding
	// remarks are what a build can do without.
	remarks []Finding
}

// fact counts one fact, and notes what was found unless the problem is empty.
func (k *checker) fact(f Finding) {
	k.facts++
	if f.Problem == "" {
		return
	}
	if f.Edit == "" {
		f.Edit = fmt.Sprintf("%s in %s", f.Fact, k.Name)
	}
	k.found = append(k.found, f)
}

// edit says what to adapt: a key of the contract, and what depends on it.
func (k *checker) edit(key string, also ...string) string {
	return strings.Join(append([]string{key + " in " + k.Name}, also...), ", and ")
}

// source is the tree. Files are read once, and links are followed.
type source struct {
	dir   string
	files []tree.File
	names []string
	cache map[string]string
	// err is the first file that could not be read.
	err error
}

func openTree(dir string) (*source, error) {
	files, err := tree.List(dir, tree.Options{
		Dangling: func(string) {},
		Skip: func(rel string, folder bool) bool {
			return folder && slices.Contains([]string{".git", "node_modules", "__pycache__", ".venv"}, filepath.Base(rel))
		},
	})
	if err != nil {
		return nil, err
	}
	s := &source{dir: dir, files: files, cache: map[string]string{}}
	for _, f := range files {
		s.names = append(s.names, f.Rel)
	}
	return s, nil
}

// isFile says whether there is a file of that path.
func (s *source) isFile(rel string) bool {
	_, found := slices.BinarySearch(s.names, rel)
	return found
}

// isFolder says whether there is a folder of that path, even an empty one.
func (s *source) isFolder(rel string) bool {
	info, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(rel)))
	return err == nil && info.IsDir()
}

// folders are the folders directly below the path, or below the tree's top for "".
func (s *source) folders(rel string) []string {
	prefix := ""
	if rel != "" {
		prefix = rel + "/"
	}
	var found []string
	for _, name := range s.names {
		rest, below := strings.CutPrefix(name, prefix)
		if folder, _, deeper := strings.Cut(rest, "/"); below && deeper && !slices.Contains(found, folder) {
			found = append(found, folder)
		}
	}
	return found
}

// projects are the folders with a pyproject.toml, "." for the tree's top.
func (s *source) projects() []string {
	var found []string
	for _, name := range s.names {
		if path.Base(name) == pyprojectFile {
			found = append(found, path.Dir(name))
		}
	}
	return found
}

// read returns a file's content; a file that is not there is an empty one.
func (s *source) read(rel string) string {
	if content, ok := s.cache[rel]; ok {
		return content
	}
	i, found := slices.BinarySearch(s.names, rel)
	if !found {
		return ""
	}
	content, err := os.ReadFile(s.files[i].Path)
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("reading %s of the source tree: %w", rel, tree.Reason(err))
	}
	s.cache[rel] = string(content)
	return s.cache[rel]
}
