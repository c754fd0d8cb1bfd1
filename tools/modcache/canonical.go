package modcache

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/tree"
)

// canonicalZip writes the files of the zip from to a zip that depends on their names and contents alone: sorted, stored
// without compression (a compressor's next version may pack differently), without times and modes.
func canonicalZip(to, from string) error {
	in, err := zip.OpenReader(from)
	if err != nil {
		return fmt.Errorf("reading %s: %w", from, err)
	}
	defer in.Close()
	files := slices.DeleteFunc(slices.Clone(in.File), func(f *zip.File) bool { return strings.HasSuffix(f.Name, "/") })
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("writing %s: %w", to, tree.Reason(err))
	}
	defer out.Close()
	w := zip.NewWriter(out)
	for _, f := range files {
		if err := copyEntry(w, f); err != nil {
			return fmt.Errorf("writing %s of %s: %w", f.Name, to, err)
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", to, err)
	}
	return out.Close()
}

func copyEntry(w *zip.Writer, f *zip.File) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}
