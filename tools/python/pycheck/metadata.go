package pycheck

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/python/pep508"
)

// metadata is what is asked of a wheel's METADATA.
type metadata struct {
	python   string
	requires []pep508.Requirement
	// extras are normalized.
	extras []string
}

// readMetadata reads what a wheel of a folder says.
func readMetadata(folder string, d Distribution) (metadata, error) {
	fail := func(err error) (metadata, error) {
		return metadata{}, fmt.Errorf("reading the metadata of the wheel %s: %w", d.Wheel, err)
	}
	archive, err := zip.OpenReader(filepath.Join(folder, d.Wheel))
	if err != nil {
		return fail(err)
	}
	defer archive.Close()
	file, err := metadataFile(archive.File)
	if err != nil {
		return fail(err)
	}
	content, err := file.Open()
	if err != nil {
		return fail(err)
	}
	defer content.Close()
	// The message may end with its last header.
	message, err := mail.ReadMessage(io.MultiReader(content, strings.NewReader("\n\n")))
	if err != nil {
		return fail(err)
	}
	m := metadata{python: message.Header.Get("Requires-Python")}
	for _, text := range message.Header["Requires-Dist"] {
		r, err := pep508.Parse(text)
		if err != nil {
			return fail(err)
		}
		m.requires = append(m.requires, r)
	}
	for _, extra := range message.Header["Provides-Extra"] {
		m.extras = append(m.extras, pep508.Name(extra))
	}
	return m, nil
}

func metadataFile(files []*zip.File) (*zip.File, error) {
	var found *zip.File
	for _, f := range files {
		folder, name, _ := strings.Cut(f.Name, "/")
		if name != "METADATA" || !strings.HasSuffix(folder, ".dist-info") {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("it has both %s and %s", found.Name, f.Name)
		}
		found = f
	}
	if found == nil {
		return nil, errors.New("it has no file METADATA")
	}
	return found, nil
}
