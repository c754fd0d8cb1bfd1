package modcache

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/tree"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// Sums is what a go.sum holds.
type Sums struct {
	// Zips are the modules whose zip has a hash.
	Zips []module.Version
	// Mods are the modules whose go.mod has a hash.
	Mods []module.Version
	// Content is go.sum without the lines of modules that were left out.
	Content []byte
}

// ReadGoSum reads a go.sum, less the modules named in except.
func ReadGoSum(name string, except []string) (*Sums, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	sums := &Sums{}
	var kept bytes.Buffer
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
		m := module.Version{Path: fields[0], Version: version}
		if err := module.Check(m.Path, m.Version); err != nil {
			return nil, fmt.Errorf("reading %s: line %d: %w; write the file anew: go mod tidy", name, n, err)
		}
		if slices.Contains(except, m.Path) {
			continue
		}
		fmt.Fprintln(&kept, strings.Join(fields, " "))
		if isMod {
			sums.Mods = append(sums.Mods, m)
		} else {
			sums.Zips = append(sums.Zips, m)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	sums.Zips, sums.Mods, sums.Content = sorted(sums.Zips), sorted(sums.Mods), kept.Bytes()
	return sums, nil
}

func sorted(versions []module.Version) []module.Version {
	slices.SortFunc(versions, func(a, b module.Version) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		if c := semver.Compare(a.Version, b.Version); c != 0 {
			return c
		}
		return strings.Compare(a.Version, b.Version)
	})
	return slices.Compact(versions)
}
