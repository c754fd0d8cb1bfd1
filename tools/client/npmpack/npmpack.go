// Package npmpack writes a folder as the tarball that npm installs. Unlike npm it runs no script of package.json, and the
// same folder gives the same bytes.
package npmpack

import (
	"archive/tar"
	"compress/gzip"
	"fmt"
	"io"
	"os"

	"akbuild.internal/tools/base/tree"
)

// Write writes the tarball of the folder dir.
func Write(w io.Writer, dir string) error {
	files, err := tree.List(dir, tree.Options{})
	if err != nil {
		return fmt.Errorf("packing %s for npm: %w", dir, err)
	}
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("packing %s for npm: %w", dir, err)
	}
	archive := tar.NewWriter(zipped)
	for _, f := range files {
		if err := add(archive, f); err != nil {
			return fmt.Errorf("packing %s for npm: %w", f.Path, tree.Reason(err))
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("packing %s for npm: %w", dir, err)
	}
	if err := zipped.Close(); err != nil {
		return fmt.Errorf("packing %s for npm: %w", dir, err)
	}
	return nil
}

func add(archive *tar.Writer, f tree.File) error {
	in, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	// npm drops the first folder of every name, whatever it is called.
	header := &tar.Header{Name: "package/" + f.Rel, Typeflag: tar.TypeReg, Mode: 0o644, Size: info.Size(), ModTime: tree.Epoch}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(archive, in)
	return err
}
