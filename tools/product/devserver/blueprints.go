package devserver

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// instantiate is the label by which a blueprint says that it is not applied by itself.
const instantiate = "blueprints.goauthentik.io/instantiate"

// blueprints are the files below a folder that authentik applies by itself, by their paths in it.
func blueprints(folder string) ([]string, error) {
	var found []string
	// The folder of a product may be a link, of which WalkDir sees nothing but that.
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, fmt.Errorf("listing the blueprints: %w", err)
	}
	err = filepath.WalkDir(folder, func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(e.Name(), "."), filepath.Ext(file) != ".yaml":
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var head struct {
			Version  *int
			Metadata struct{ Labels map[string]string }
		}
		if err := yaml.Unmarshal(content, &head); err != nil {
			return fmt.Errorf("reading the blueprint %s: %w", file, err)
		}
		if (head.Version == nil || *head.Version == 1) && !strings.EqualFold(head.Metadata.Labels[instantiate], "false") {
			rel, _ := filepath.Rel(folder, file)
			found = append(found, rel)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the blueprints of %s: %w", folder, err)
	}
	return found, nil
}

// applied says how many of the wanted blueprints were applied, which of them failed, and whether any is still to come.
func (s state) applied(wanted []string) (count int, failed []string, waiting bool) {
	for _, path := range wanted {
		switch status := s.Blueprints[path]; status {
		case "successful":
			count++
		case "", "unknown":
			waiting = true
		default:
			failed = append(failed, path+" ("+status+")")
		}
	}
	return count, failed, waiting
}
