package container

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Unpack applies an archive, such as a layer of an image, to a folder. Owners are not kept. The callback sees each entry first.
func Unpack(root string, archive io.Reader, see func(*tar.Header)) error {
	for r := tar.NewReader(archive); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if see != nil {
			see(h)
		}
		if !filepath.IsLocal(h.Name) {
			return fmt.Errorf("unpacking %s: it lies outside", h.Name)
		}
		if err := unpack(filepath.Join(root, h.Name), h, r); err != nil {
			return err
		}
	}
}

func unpack(path string, h *tar.Header, content io.Reader) error {
	switch h.Typeflag {
	case tar.TypeDir:
		return os.MkdirAll(path, 0o755)
	case tar.TypeSymlink:
		return os.Symlink(h.Linkname, path)
	case tar.TypeReg:
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, h.FileInfo().Mode().Perm())
		if err != nil {
			return err
		}
		_, err = io.Copy(f, content)
		return errors.Join(err, f.Close())
	default:
		return fmt.Errorf("unpacking %s: it is of the kind %c, which nothing here makes", h.Name, h.Typeflag)
	}
}
