package sbom

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// NPMLicense is what the package.json of a package says of its licence.
func NPMLicense(tarball string) (string, error) {
	file, err := os.Open(tarball)
	if err != nil {
		return "", fmt.Errorf("reading the licence of an npm package: %w", err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return "", fmt.Errorf("reading the licence of %s: %w", path.Base(tarball), err)
	}
	for r := tar.NewReader(unzipped); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("reading the licence of %s: %w", path.Base(tarball), err)
		}
		// The top folder is called package, most often.
		if _, rest, _ := strings.Cut(h.Name, "/"); rest != "package.json" {
			continue
		}
		var said struct {
			License any `json:"license"`
		}
		if err := json.NewDecoder(r).Decode(&said); err != nil {
			return "", fmt.Errorf("reading the licence of %s: %w", path.Base(tarball), err)
		}
		switch license := said.License.(type) {
		case string:
			return license, nil
		case map[string]any:
			kind, _ := license["type"].(string)
			return kind, nil
		}
		return "", nil
	}
}
