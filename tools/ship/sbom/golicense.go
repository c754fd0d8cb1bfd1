package sbom

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// recognised is how much of a text has to be that of known licences, in percent, for it to be told by their names.
const recognised = 75

// goLicense is the licences of a Go module as its files in the vendor folder say, as an SPDX expression, and their texts. The go
// command brings these files with the packages. Folders of other modules, which may lie below this one's, are not looked into.
func goLicense(vendor, module string, modules map[string]bool) (expression string, texts []string, err error) {
	root := filepath.Join(vendor, filepath.FromSlash(module))
	names, known := map[string]bool{}, true
	err = filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if rel, _ := filepath.Rel(vendor, file); e.IsDir() && file != root && modules[filepath.ToSlash(rel)] {
			return filepath.SkipDir
		}
		if e.IsDir() || !isLicense(e.Name()) {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
		found := licensecheck.Scan(text)
		known = known && found.Percent >= recognised
		for _, match := range found.Match {
			names[match.ID] = true
		}
		return nil
	})
	if err != nil {
		return "", nil, fmt.Errorf("reading the licence of the Go module %s: %w", module, err)
	}
	if !known {
		// Its text is there for whoever has to know.
		return "", texts, nil
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), " AND "), texts, nil
}

// isLicense says whether a file is a licence by its name.
func isLicense(name string) bool {
	upper := strings.ToUpper(name)
	return !strings.HasSuffix(upper, ".GO") && slices.ContainsFunc([]string{"LICENSE", "LICENCE", "COPYING", "UNLICENSE"}, func(word string) bool {
		return strings.HasPrefix(upper, word)
	})
}
