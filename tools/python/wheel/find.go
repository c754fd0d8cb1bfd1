package wheel

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Find returns the wheels that paths name: a file is itself, a folder is what it holds, sorted by file name.
func Find(paths []string) ([]string, error) {
	var found []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("looking for wheels in %s: %w", p, tree.Reason(err))
		}
		if !info.IsDir() {
			found = append(found, p)
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			return nil, fmt.Errorf("looking for wheels in %s: %w", p, tree.Reason(err))
		}
		inside := 0
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".whl") {
				found = append(found, filepath.Join(p, e.Name()))
				inside++
			}
		}
		if inside == 0 {
			return nil, fmt.Errorf("looking for wheels in %s: it holds none; give a wheel, or the folder that it lies in", p)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	return found, nil
}
