package contract

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"akbuild.internal/tools/base/strictyaml"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/lines"
)

// Read reads and checks a contract. That of a line is read over those of the lines that it inherits from.
func Read(file string) (Contract, error) {
	folder := filepath.Dir(file)
	if _, err := os.Stat(filepath.Join(folder, lines.File)); err != nil || filepath.Base(file) != contractFile {
		return read([]string{file}, "")
	}
	all, err := lines.Read(filepath.Dir(folder))
	if err != nil {
		return Contract{}, err
	}
	return ofLine(all, filepath.Base(folder))
}

// ofLine reads the contract of a line.
func ofLine(all lines.Lines, line string) (Contract, error) {
	files, err := all.Files(line, contractFile)
	if err != nil {
		return Contract{}, err
	}
	if len(files) == 0 {
		return Contract{}, fmt.Errorf("looking for the contract of line %s in %s: %w", line, all.Folder, ErrNoContract)
	}
	lists, err := all.Files(line, "substitutions.yaml")
	if err != nil || len(lists) == 0 {
		return read(files, "")
	}
	return read(files, lists[len(lists)-1])
}

// read reads files over each other. Maps are joined, and so are texts and what is known of a watch; of other lists the last one
// counts.
func read(files []string, list string) (Contract, error) {
	c := Contract{List: list}
	for _, file := range files {
		base := c
		c.File, c.Name, c.Substitutions, c.Texts, c.Watch = file, inCheckout(file), "", nil, nil
		content, err := os.ReadFile(file)
		if err != nil {
			return c, fmt.Errorf("reading the source contract %s: %w", file, tree.Reason(err))
		}
		if err := strictyaml.Decode(content, &c); err != nil {
			return c, fmt.Errorf("reading the source contract %s: %w", file, err)
		}
		if len(files) > 1 {
			c.over(base)
		}
		if c.Substitutions != "" {
			c.List = filepath.Join(filepath.Dir(file), filepath.FromSlash(c.Substitutions))
		}
		if problem := c.Python.settle(); problem != "" {
			return c, fmt.Errorf("reading the source contract %s: %s", file, problem)
		}
	}
	if problem := c.problem(); problem != "" {
		return c, fmt.Errorf("reading the source contract %s: %s", c.File, problem)
	}
	return c, nil
}

// problem says what is wrong with a contract, empty for nothing.
func (c Contract) problem() string {
	switch {
	case c.Line == "":
		return "it does not say its line"
	case filepath.Base(c.File) == contractFile && filepath.Base(filepath.Dir(c.File)) != c.Line:
		return fmt.Sprintf("it is of line %s, so its folder has to be %s", c.Line, c.Line)
	case c.List == "":
		return "it does not name the line's substitutions, and there are none beside it"
	case c.Python.Version == "" || c.Packages.Folder == "" || c.Go.Module == "" || c.Go.Most == "":
		return "python.version, packages.folder, go.module and go.most must all be said"
	}
	for _, check := range []func() string{c.versionProblem, c.textProblem, c.watchProblem, c.packageProblem, c.generatorProblem} {
		if problem := check(); problem != "" {
			return problem
		}
	}
	return ""
}

func (c Contract) versionProblem() string {
	if problem := expression("version.matches", c.Version.Matches, 0); problem != "" {
		return problem
	}
	for file, pattern := range c.Version.Files {
		if problem := expression("version.files of "+file, pattern, 1); problem != "" {
			return problem
		}
	}
	for name := range c.Paths.Absent {
		if c.Paths.Files[name] != "" || c.Paths.Folders[name] != "" {
			return fmt.Sprintf("paths.absent has %s, which must be there as well", name)
		}
	}
	return ""
}

func (c Contract) textProblem() string {
	seen := map[[2]string]int{}
	for i, t := range c.Texts {
		switch other := seen[[2]string{t.File, t.Text}]; {
		case t.File == "" || t.Text == "" || t.Why == "":
			return fmt.Sprintf("entry %d of texts has to say file, text and why", i+1)
		case t.Count < 1:
			return fmt.Sprintf("entry %d of texts does not say how often its text is in %s: count is %d", i+1, t.File, t.Count)
		case other > 0:
			return fmt.Sprintf("entry %d of texts is about the same text as entry %d", i+1, other)
		}
		seen[[2]string{t.File, t.Text}] = i + 1
	}
	return ""
}

func (c Contract) watchProblem() string {
	for i, w := range c.Watch {
		if w.Name == "" || len(w.Files) == 0 || w.Why == "" {
			return fmt.Sprintf("entry %d of watch has to say name, files and why", i+1)
		}
		if problem := expression("the pattern of watch "+w.Name, w.Pattern, -1); problem != "" {
			return problem
		}
		pattern, files := regexp.MustCompile(w.Pattern), globs(w.Files)
		for _, known := range w.Known {
			switch {
			case known.How == "":
				return fmt.Sprintf("watch %s knows %q in %s, but not how it is no harm", w.Name, known.Text, known.File)
			case !files.MatchString(known.File):
				return fmt.Sprintf("watch %s knows a text in %s, where it does not look", w.Name, known.File)
			case !finds(pattern, known.Text):
				return fmt.Sprintf("watch %s knows %q in %s, which its pattern does not find", w.Name, known.Text, known.File)
			}
		}
	}
	return ""
}

// finds says whether a pattern may find a text. What it wants around a group cannot be told from the text.
func finds(pattern *regexp.Regexp, text string) bool {
	return pattern.NumSubexp() > 0 || pattern.FindString(text) == text
}

func (c Contract) packageProblem() string {
	seen := map[string]bool{}
	for _, p := range c.Packages.Python {
		switch {
		case p.Folder == "" || p.Name == "" || p.Module == "" || p.BuildBackend == "" || p.Why == "":
			return fmt.Sprintf("the in-tree package %q has to say folder, name, module, build-backend and why", path.Join(p.Folder, p.Name))
		case seen[p.Folder] || c.Packages.Other[p.Folder] != "":
			return fmt.Sprintf("the in-tree package %s is there twice", p.Folder)
		}
		seen[p.Folder] = true
	}
	return ""
}

// expression says what is wrong with a regular expression; groups is how many it must have, -1 for one at most.
func expression(what, pattern string, groups int) string {
	compiled, err := regexp.Compile(pattern)
	switch {
	case pattern == "":
		return what + " is empty"
	case err != nil:
		return fmt.Sprintf("%s is no regular expression: %v", what, err)
	case groups >= 0 && compiled.NumSubexp() != groups, groups < 0 && compiled.NumSubexp() > 1:
		return fmt.Sprintf("%s has %d groups; write (?:...) for those that are not the text", what, compiled.NumSubexp())
	}
	return ""
}

func (c Contract) generatorProblem() string {
	for i, g := range c.Generators {
		if g.File == "" || g.Why == "" || len(g.Options) == 0 {
			return fmt.Sprintf("entry %d of generators has to say file, options and why", i+1)
		}
	}
	if (c.Go.Folder == "") != (len(c.Go.Programs) == 0) {
		return "go.folder and go.programs go together"
	}
	return ""
}
