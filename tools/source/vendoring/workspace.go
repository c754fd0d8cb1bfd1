package vendoring

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// workspaceMark is the first line of the modules.txt of a workspace.
const workspaceMark = "## workspace"

// vendorCommand writes a vendor tree anew.
func vendorCommand(workspace bool) string {
	if workspace {
		return "go work vendor"
	}
	return "go mod vendor"
}

// isWorkspace says whether the folder around a vendor tree is a workspace.
func isWorkspace(vendor string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(filepath.Clean(vendor)), "go.work"))
	return err == nil
}

// checkWorkspace fails when a workspace's modules.txt has not the client that the workspace's modules require. Its
// lines are what go work vendor makes of all of them, and stay, but for the packages, which are those of the generated client.
func (m *modulesTxt) checkWorkspace(source, client string) error {
	block := m.block(client)
	if block == nil || block.annotation == "" {
		return fmt.Errorf("looking for the API client in the workspace's vendor tree of %s: modules.txt does not have %s as required by one of the modules; require it in one of them and write the tree anew: go work vendor", source, client)
	}
	block.packages = []string{client}
	names, err := workspaceModules(source)
	if err != nil {
		return err
	}
	for _, name := range names {
		file, err := readGoMod(name)
		if err != nil {
			return err
		}
		for _, r := range file.Require {
			if r.Mod.Path == client && semver.Compare(r.Mod.Version, block.version()) > 0 {
				return fmt.Errorf("looking for the API client in the workspace's vendor tree of %s: modules.txt has %s %s, and %s requires %s; write the tree anew: go work vendor", source, client, block.version(), name, r.Mod.Version)
			}
		}
	}
	return nil
}

// workspaceModules are the go.mod files of a source's workspace; of a source without go.work its own, if it has one.
func workspaceModules(source string) ([]string, error) {
	name := filepath.Join(source, "go.work")
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		if name = filepath.Join(source, "go.mod"); !exists(name) {
			return nil, nil
		}
		return []string{name}, nil
	} else if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	work, err := modfile.ParseWork(name, content, nil)
	if err != nil {
		return nil, fmt.Errorf("reading %w", err)
	}
	var names []string
	for _, use := range work.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(source, dir)
		}
		names = append(names, filepath.Join(dir, "go.mod"))
	}
	return names, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
