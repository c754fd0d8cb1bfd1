package vendoring

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/source/imports"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// modulesTxt is a vendor/modules.txt: blocks of lines, one a module, then the replacements of whole modules.
type modulesTxt struct {
	// workspace says that it is of a workspace: of all modules that a go.work names.
	workspace bool
	blocks    []block
	tail      []string
}

// block is a module's lines: the head line without "# ", the annotation line ("## explicit; go 1.23", may be empty) and the
// packages.
type block struct {
	head, annotation string
	packages         []string
}

// path is the module's path.
func (b block) path() string {
	return firstWord(b.head)
}

// version is the module's version, which is empty where a folder takes its place.
func (b block) version() string {
	fields := strings.Fields(b.head)
	if len(fields) < 2 || fields[1] == "=>" {
		return ""
	}
	return fields[1]
}

func firstWord(line string) string {
	word, _, _ := strings.Cut(line, " ")
	return word
}

// parseModulesTxt reads a modules.txt; name is for errors.
func parseModulesTxt(name string, content []byte) (*modulesTxt, error) {
	m := &modulesTxt{}
	n := 0
	for line := range strings.Lines(string(content)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
		case n == 1 && line == workspaceMark:
			m.workspace = true
		case strings.HasPrefix(line, "## "):
			if len(m.blocks) == 0 {
				return nil, fmt.Errorf("reading %s: line %d annotates no module; write the file anew: %s", name, n, vendorCommand(m.workspace))
			}
			m.blocks[len(m.blocks)-1].annotation = line
		case strings.HasPrefix(line, "# "):
			head := strings.TrimPrefix(line, "# ")
			if fields := strings.Fields(head); len(fields) > 1 && fields[1] == "=>" {
				m.tail = append(m.tail, head)
				continue
			}
			m.blocks = append(m.blocks, block{head: head})
		default:
			if len(m.blocks) == 0 {
				return nil, fmt.Errorf("reading %s: line %d is a package without a module; write the file anew: %s", name, n, vendorCommand(m.workspace))
			}
			last := &m.blocks[len(m.blocks)-1]
			last.packages = append(last.packages, line)
		}
	}
	return m, nil
}

// String writes the file the way the go command does.
func (m *modulesTxt) String() string {
	var b strings.Builder
	if m.workspace {
		fmt.Fprintln(&b, workspaceMark)
	}
	for _, block := range m.blocks {
		fmt.Fprintf(&b, "# %s\n", block.head)
		if block.annotation != "" {
			fmt.Fprintln(&b, block.annotation)
		}
		for _, p := range block.packages {
			fmt.Fprintln(&b, p)
		}
	}
	for _, line := range m.tail {
		fmt.Fprintf(&b, "# %s\n", line)
	}
	return b.String()
}

// block is a module's lines; nil without them.
func (m *modulesTxt) block(module string) *block {
	for i := range m.blocks {
		if m.blocks[i].path() == module {
			return &m.blocks[i]
		}
	}
	return nil
}

// has says whether a package is vendored.
func (m *modulesTxt) has(importPath string) bool {
	for _, b := range m.blocks {
		if !imports.Within(importPath, b.path()) {
			continue
		}
		for _, p := range b.packages {
			if p == importPath {
				return true
			}
		}
	}
	return false
}

// setClient makes the client's lines what the go command expects for the requirement, adding them where they are missing.
func (m *modulesTxt) setClient(r requirement) {
	want := block{
		head:       moduleLine(r.Version, r.inForce()),
		annotation: "## explicit; go " + clientGo,
		packages:   []string{r.Path},
	}
	if i := slices.IndexFunc(m.blocks, func(b block) bool { return b.path() == r.Path && b.annotation != "" }); i >= 0 {
		want.annotation = m.blocks[i].annotation
	}
	m.blocks = slices.DeleteFunc(m.blocks, func(b block) bool { return b.path() == r.Path })
	at := slices.IndexFunc(m.blocks, func(b block) bool { return b.path() > r.Path })
	if at < 0 {
		at = len(m.blocks)
	}
	m.blocks = slices.Insert(m.blocks, at, want)

	var tail []string
	for _, line := range m.tail {
		if firstWord(line) != r.Path {
			tail = append(tail, line)
		}
	}
	for _, rep := range r.replaces {
		if rep.Old.Version != r.Version.Version {
			tail = append(tail, moduleLine(rep.Old, rep))
		}
	}
	m.tail = tail
}

// moduleLine is a head line: path, version, and where the module is replaced from.
func moduleLine(v module.Version, replace *modfile.Replace) string {
	parts := []string{v.Path}
	if v.Version != "" {
		parts = append(parts, v.Version)
	}
	if replace != nil {
		parts = append(parts, "=>", replace.New.Path)
		if replace.New.Version != "" {
			parts = append(parts, replace.New.Version)
		}
	}
	return strings.Join(parts, " ")
}
