package apidiff

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/semver"
)

var releaseName = regexp.MustCompile(`^v?[0-9]+(\.[0-9]+)+(-[0-9A-Za-z.-]+)?$`)

// resolve returns the schema file that an argument names: a release of which folder has <release>.yml, or a path.
// folder may be empty.
func resolve(arg, folder string) (string, error) {
	if folder == "" {
		if _, err := os.Stat(arg); err != nil && releaseName.MatchString(arg) {
			return "", fmt.Errorf("there is no file %s; to name releases, give --schemas or run ./bazelw run //:akbuild -- api-diff", arg)
		}
		return arg, nil
	}
	known, err := releases(folder)
	if err != nil {
		return "", err
	}
	if slices.Contains(known, arg) {
		return filepath.Join(folder, arg+".yml"), nil
	}
	if _, err := os.Stat(arg); err == nil || strings.ContainsRune(arg, filepath.Separator) {
		return arg, nil
	}
	near := strings.Join(nearest(arg, known), " and ")
	return "", fmt.Errorf("unknown release %s: nearest in %s: %s", arg, folder, near)
}

// releases lists the releases that a folder has schemas of, oldest first.
func releases(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("listing the schemas in %s: %w", folder, tree.Reason(err))
	}
	var known []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yml"); ok {
			known = append(known, name)
		}
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("listing the schemas in %s: it has no file <release>.yml", folder)
	}
	slices.SortFunc(known, compareReleases)
	return known, nil
}

func compareReleases(a, b string) int {
	if order := semver.Compare("v"+a, "v"+b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}

// nearest picks the two neighbours of a release among the known ones; for what is no release, the two newest.
func nearest(release string, known []string) []string {
	at := len(known)
	if semver.IsValid("v" + release) {
		at, _ = slices.BinarySearchFunc(known, release, compareReleases)
	}
	from := max(0, min(at-1, len(known)-2))
	return known[from:min(from+2, len(known))]
}
