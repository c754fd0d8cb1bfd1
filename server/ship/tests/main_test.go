// Package tests looks at what is shipped, and runs it.
package tests

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"akbuild.internal/tools/ship/image"
	"akbuild.internal/tools/testing/container"
	"akbuild.internal/tools/testing/testenv"
)

func TestMain(m *testing.M) {
	container.Main()
	os.Exit(m.Run())
}

// built is the image that a variable names, checked against its digests.
func built(t *testing.T, variable string) v1.Image {
	t.Helper()
	index, err := image.Read(testenv.Path(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	img, err := image.First(index)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// volumes are the only places that the user of an image may write to; what is below /dev, the program that runs it brings.
var volumes = map[string]bool{"data/": true, "media/": true, "certs/": true}

// unpacked is an image as a folder.
func unpacked(t *testing.T, variable string) string {
	t.Helper()
	look(t, built(t, variable))
	root := container.Unpack(t, testenv.Path(t, variable))
	// A program that runs containers makes these.
	for _, name := range []string{"proc", "dev", "sys"} {
		if err := os.MkdirAll(filepath.Join(root, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// look looks at each entry of an image, as its layers have it: a folder that was unpacked without rights does not say whose a file was.
// An image promises that nothing gives rights to who runs it, and that nothing can be written to but the volumes.
func look(t *testing.T, img v1.Image) {
	t.Helper()
	layers, err := img.Layers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		content, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		each(t, content, func(h *tar.Header, _ io.Reader) { promised(t, h) })
		content.Close()
	}
}

// each reads an archive.
func each(t *testing.T, archive io.Reader, see func(*tar.Header, io.Reader)) {
	t.Helper()
	for r := tar.NewReader(archive); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		see(h, r)
	}
}

func promised(t *testing.T, h *tar.Header) {
	t.Helper()
	mode := h.FileInfo().Mode()
	if mode&(os.ModeSetuid|os.ModeSetgid) != 0 || h.PAXRecords["SCHILY.xattr.security.capability"] != "" {
		t.Errorf("%s gives the rights of another user: %v", h.Name, mode)
	}
	if h.Uid != 0 && !volumes[h.Name] || h.Gid != h.Uid {
		t.Errorf("%s belongs to %d:%d", h.Name, h.Uid, h.Gid)
	}
	if mode.Perm()&0o022 != 0 && h.Typeflag != tar.TypeSymlink && h.Name != "tmp/" {
		t.Errorf("%s can be written to by others: %v", h.Name, mode)
	}
	if h.Typeflag == tar.TypeReg && h.Uid != 0 {
		t.Errorf("the file %s does not belong to root", h.Name)
	}
	if strings.HasPrefix(h.Linkname, "/nix") || h.ModTime.Unix() != 0 || h.Uname != "" {
		t.Errorf("%s says where or when it was made: %q, %v, %q", h.Name, h.Linkname, h.ModTime, h.Uname)
	}
}

// content is what a file of an archive is, in words that can be compared.
func content(h *tar.Header, r io.Reader) (string, error) {
	hash, _, err := v1.SHA256(r)
	return fmt.Sprint(string(h.Typeflag), " ", h.Mode, " ", h.Linkname, " ", hash), err
}
