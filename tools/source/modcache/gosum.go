package modcache

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/module"
)

// Line is a line of a go.sum: a file of a module with its hash.
type Line struct {
	module.Version
	// Mod is true for the module's go.mod, false for its zip.
	Mod bool
	// Text is the line with single blanks.
	Text string
}

// StoreName is what the file is called in the Nix store; nix/packages/go-modules.nix makes the same name.
func (l Line) StoreName() string {
	suffix := ".zip"
	if l.Mod {
		suffix = ".mod"
	}
	return strings.NewReplacer("/", "-", "~", "-").Replace(l.Path) + "-" + l.Version.Version + suffix
}

// ReadGoSum reads the lines of a go.sum in order, less those of the modules named in except.
func ReadGoSum(name string, except []string) ([]Line, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w; go mod tidy writes one", name, tree.Reason(err))
	}
	var lines []Line
	seen := map[string]bool{}
	scanner := bufio.NewScanner(bytes.NewReader(content))
	for n := 1; scanner.Scan(); n++ {
		fields := strings.Fields(scanner.Text())
		if len(fields) == 0 {
			continue
		}
		if len(fields) != 3 || !strings.HasPrefix(fields[2], "h1:") {
			return nil, fmt.Errorf("reading %s: line %d is not `module version h1:hash`; write the file anew: go mod tidy", name, n)
		}
		version, isMod := strings.CutSuffix(fields[1], "/go.mod")
		l := Line{Version: module.Version{Path: fields[0], Version: version}, Mod: isMod, Text: strings.Join(fields, " ")}
		if err := module.Check(l.Path, l.Version.Version); err != nil {
			return nil, fmt.Errorf("reading %s: line %d: %w; write the file anew: go mod tidy", name, n, err)
		}
		if slices.Contains(except, l.Path) || seen[l.Text] {
			continue
		}
		seen[l.Text] = true
		lines = append(lines, l)
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return lines, nil
}
