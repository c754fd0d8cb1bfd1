package devserver

import (
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// instantiate is the label by which a blueprint says that it is not applied by itself.
const instantiate = "blueprints.goauthentik.io/instantiate"

// blueprints are the files below a folder that authentik applies by itself: the hashes of what they hold, by their paths in it.
func blueprints(folder string) (map[string]string, error) {
	found := map[string]string{}
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
			sum := sha512.Sum512(content)
			found[filepath.ToSlash(rel)] = hex.EncodeToString(sum[:])
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the blueprints of %s: %w", folder, err)
	}
	return found, nil
}

// applied says how many of the wanted blueprints were applied, which of them failed, and whether any is still to come. As it starts
// authentik may apply one several times at once, of which one succeeds and another meets a deadlock (2025.10): it was applied then,
// whatever came of the last.
func (s state) applied(wanted map[string]string) (count int, failed []string, waiting bool) {
	for _, path := range slices.Sorted(maps.Keys(wanted)) {
		switch status := s.Blueprints[path]; {
		case status == "successful", status != "" && s.Applied[path] == wanted[path]:
			count++
		case status == "", status == "unknown":
			waiting = true
		default:
			failed = append(failed, path+" ("+status+")")
		}
	}
	return count, failed, waiting
}
