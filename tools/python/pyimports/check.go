package pyimports

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Request says what to check.
type Request struct {
	// Tree is the source's top folder.
	Tree string
	// Parts are its folders and files, by path, of which the imports are read.
	Parts []string
	// Packages is the folder whose folders are on Python's path, as the tree itself is: packages.
	Packages string
	// Sites are lists of installed sites.
	Sites []string
	// Python is the interpreter.
	Python string
	// Known is the list of imports that are not served on purpose; empty for none.
	Known string
}

// Missing is the error of imports that nothing provides, a sentence each.
type Missing []string

func (m Missing) Error() string { return strings.Join(m, "\n") }

// Run checks, and returns how many imports there are; the error is a Missing where all could be read.
func Run(ctx context.Context, r Request) (int, error) {
	known, err := readKnown(r.Known)
	if err != nil {
		return 0, err
	}
	files, err := r.files()
	if err != nil {
		return 0, err
	}
	imports, standard, err := read(ctx, r.Python, r.Tree, files)
	if err != nil {
		return 0, err
	}
	provided := newModules()
	for _, list := range r.Sites {
		if err := provided.addSite(list); err != nil {
			return 0, err
		}
	}
	for _, name := range standard {
		provided.whole[name] = true
	}
	for _, file := range files {
		provided.add(r.onPath(file))
	}
	missing := check(imports, provided, known, r.Known, files)
	if len(missing) > 0 {
		return len(imports), missing
	}
	return len(imports), nil
}

// files are the Python files of the parts. What only tests import is seen when they run: their files are left out.
func (r Request) files() ([]string, error) {
	listed, err := tree.List(r.Tree, tree.Options{
		Dangling: func(string) {},
		Skip: func(rel string, folder bool) bool {
			inside := slices.ContainsFunc(r.Parts, func(part string) bool {
				return rel == part || strings.HasPrefix(rel, part+"/") || folder && strings.HasPrefix(part, rel+"/")
			})
			base := path.Base(rel)
			return !inside || folder && (base == "node_modules" || base == "tests" || base == "__pycache__") ||
				!folder && (strings.HasPrefix(base, "test_") || base == "tests.py" || base == "conftest.py")
		},
	})
	if err != nil {
		return nil, err
	}
	var files []string
	for _, f := range listed {
		if strings.HasSuffix(f.Rel, ".py") {
			files = append(files, f.Rel)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("reading the imports below %s: there is no Python file in %s", r.Tree, strings.Join(r.Parts, ", "))
	}
	return files, nil
}

// onPath is a file's path on Python's path: below the tree's top, or below the folder of its package.
func (r Request) onPath(file string) string {
	if below, in := strings.CutPrefix(file, r.Packages+"/"); in && r.Packages != "" {
		_, file, _ = strings.Cut(below, "/")
	}
	return file
}

// check compares. A known import that is served, or that nobody has, is a mistake of the list.
func check(imports []found, provided modules, known []Known, list string, files []string) Missing {
	slices.SortStableFunc(imports, func(a, b found) int { return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	used := map[int]bool{}
	var sentences Missing
	say := func(format string, args ...any) {
		if sentence := fmt.Sprintf(format, args...); !slices.Contains(sentences, sentence) {
			sentences = append(sentences, sentence)
		}
	}
	for _, f := range imports {
		if f.Problem != "" {
			say("%s:%d: %s: Python cannot read it; correct it", f.File, f.Line, f.Problem)
			continue
		}
		served := func(name string) bool { return provided.missing(name) == "" }
		if f.Optional || len(f.Instead) > 0 && !slices.ContainsFunc(f.Instead, func(name string) bool { return !served(name) }) {
			continue
		}
		module := provided.missing(f.Name)
		if module == "" {
			continue
		}
		if i := slices.IndexFunc(known, func(k Known) bool { return k.File == f.File && k.Module == module }); i >= 0 {
			used[i] = true
			continue
		}
		say("%s:%d: %s: no distribution of the Python set, no package of the tree and no module of its Python provides it; add the distribution, docs/python.md says how", f.File, f.Line, module)
	}
	for i, k := range known {
		there := slices.Contains(files, k.File)
		switch {
		case used[i] || !there && k.Optional:
		case !there:
			say("%s is not there: correct entry %d of %s, which says that it imports %s", k.File, i+1, list, k.Module)
		case provided.missing(k.Module) == "":
			say("%s: %s is provided: remove entry %d of %s, which says that it is not", k.File, k.Module, i+1, list)
		default:
			say("%s does not import %s any more: remove entry %d of %s", k.File, k.Module, i+1, list)
		}
	}
	return sentences
}
