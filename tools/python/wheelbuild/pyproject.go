package wheelbuild

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
	"github.com/BurntSushi/toml"
)

// buildSystem is the table [build-system] of a pyproject.toml.
type buildSystem struct {
	Requires    []string `toml:"requires"`
	Backend     string   `toml:"build-backend"`
	BackendPath []string `toml:"backend-path"`
}

// readBuildSystem reads it, and insists on it: what PEP 517 falls back to is setuptools as it was in 2018.
func readBuildSystem(source string) (*buildSystem, error) {
	name := filepath.Join(source, "pyproject.toml")
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("building the wheel of %s: it has no pyproject.toml, so it is no Python project; see that the path is its top folder", source)
	} else if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	var project struct {
		BuildSystem *buildSystem `toml:"build-system"`
	}
	if err := toml.Unmarshal(content, &project); err != nil {
		var parse toml.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("reading %s, line %d: %s", name, parse.Position.Line, parse.Message)
		}
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	system := project.BuildSystem
	switch {
	case system == nil:
		return nil, fmt.Errorf("building the wheel of %s: its pyproject.toml has no [build-system], so nothing says what builds it; add one with requires = [\"hatchling\"] and build-backend = \"hatchling.build\"", source)
	case system.Backend == "":
		return nil, fmt.Errorf("building the wheel of %s: [build-system] of its pyproject.toml has no build-backend; add one, like build-backend = \"hatchling.build\"", source)
	}
	for _, p := range system.BackendPath {
		if !filepath.IsLocal(filepath.FromSlash(p)) || path.IsAbs(p) {
			return nil, fmt.Errorf("building the wheel of %s: backend-path of its pyproject.toml names %q, which is not inside the tree", source, p)
		}
	}
	return system, nil
}
