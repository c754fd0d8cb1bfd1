package pyimports

import (
	"fmt"
	"os"
	"path"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// modules are what can be imported.
type modules struct {
	// whole are modules and packages with an __init__ file, by dotted name: what lies below one is its own business.
	whole map[string]bool
	// open are folders without one, of which several distributions may have parts: google, azure.
	open map[string]bool
}

func newModules() modules { return modules{whole: map[string]bool{}, open: map[string]bool{}} }

// endings are those of files that Python imports.
var endings = []string{".py", ".pyc", ".so"}

// add notes a file by its path on Python's path.
func (m modules) add(file string) {
	folder, base := path.Split(file)
	stem, _, _ := strings.Cut(base, ".")
	known := false
	for _, ending := range endings {
		known = known || strings.HasSuffix(base, ending)
	}
	if !known || stem == "" || strings.Contains(folder, "__pycache__/") {
		return
	}
	dotted := strings.ReplaceAll(strings.Trim(folder, "/"), "/", ".")
	for at := range dotted {
		if dotted[at] == '.' {
			m.open[dotted[:at]] = true
		}
	}
	if dotted != "" {
		m.open[dotted] = true
	}
	switch {
	case stem == "__init__" && dotted != "":
		m.whole[dotted] = true
	case dotted != "":
		m.whole[dotted+"."+stem] = true
	default:
		m.whole[stem] = true
	}
}

// addSite notes what a list of an installed site has.
func (m modules) addSite(list string) error {
	content, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("reading the list of a site, %s: %w", list, tree.Reason(err))
	}
	for line := range strings.Lines(string(content)) {
		place, _, tab := strings.Cut(line, "\t")
		if !tab {
			return fmt.Errorf("reading the list of a site, %s: its line %q is not of the form place, tab, wheel; make it with akbuild site", list, strings.TrimSpace(line))
		}
		if file, in := strings.CutPrefix(place, "site/"); in {
			m.add(file)
		}
	}
	return nil
}

// missing is the shortest part of a name that nothing provides; empty for one that is provided.
func (m modules) missing(name string) string {
	for at := 0; at <= len(name); at++ {
		if at < len(name) && name[at] != '.' {
			continue
		}
		prefix := name[:at]
		switch {
		case m.whole[prefix]:
			return ""
		case !m.open[prefix]:
			return prefix
		}
	}
	return ""
}
