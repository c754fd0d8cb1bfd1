package image

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"akbuild.internal/tools/ship/segment"
)

const config = `{"User":"1000","Entrypoint":["dumb-init","--","ak"],"ExposedPorts":{"9000/tcp":{}},
"Healthcheck":{"Test":["CMD","ak","healthcheck"],"Interval":30000000000},"Labels":{"title":"it"}}`

// write makes an image of layers with one file each, and returns its folder.
func write(t *testing.T, config string, contents ...string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	o := Options{Config: filepath.Join(dir, "config.json"), Version: "2025.12.4", Platform: "linux/amd64"}
	if err := os.WriteFile(o.Config, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, content := range contents {
		file := filepath.Join(dir, "file")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, string(rune('a'+i))+".zst")
		if err := segment.Write(out, out+".json", []segment.Source{{Dest: "file" + string(rune('a'+i)), Path: file}}); err != nil {
			t.Fatal(err)
		}
		o.Layers = append(o.Layers, out)
	}
	out := filepath.Join(dir, "image")
	return out, Write(out, o)
}

func read(t *testing.T, folder string) (v1.ImageIndex, v1.Image) {
	t.Helper()
	index, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	img, err := First(index)
	if err != nil {
		t.Fatal(err)
	}
	return index, img
}

func digests(t *testing.T, img v1.Image) []string {
	t.Helper()
	layers, err := img.Layers()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, l := range layers {
		d, err := l.Digest()
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, d.Hex)
	}
	return found
}

func TestWrite(t *testing.T) {
	folder, err := write(t, config, "one", "two")
	if err != nil {
		t.Fatal(err)
	}
	index, img := read(t, folder)
	// Every digest and DiffID is that of what is there.
	if err := Check(img); err != nil {
		t.Error(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if p := manifest.Manifests[0].Platform; p == nil || p.String() != "linux/amd64" {
		t.Errorf("the index says %v", p)
	}
	file, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	c := file.Config
	if c.User != "1000" || c.Healthcheck == nil || c.Healthcheck.Interval != 30*time.Second || c.Labels[VersionLabel] != "2025.12.4" || c.Labels["title"] != "it" {
		t.Errorf("the configuration is %+v", c)
	}
	if file.Architecture != "amd64" || file.OS != "linux" || file.Created.Unix() != 0 {
		t.Errorf("it is for %s on %s, made at %v", file.OS, file.Architecture, file.Created)
	}
}

// TestOnlyTheLayerThatChanged: another last layer leaves the others' digests, and the same content gives the same image.
func TestOnlyTheLayerThatChanged(t *testing.T) {
	var all [][]string
	var whole []string
	for _, last := range []string{"core", "core", "edited"} {
		folder, err := write(t, config, "base", last)
		if err != nil {
			t.Fatal(err)
		}
		index, img := read(t, folder)
		d, err := index.Digest()
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, d.Hex)
		all = append(all, digests(t, img))
	}
	if whole[0] != whole[1] || !slices.Equal(all[0], all[1]) {
		t.Error("the same content gives another image")
	}
	if all[2][0] != all[0][0] || all[2][1] == all[0][1] || whole[2] == whole[0] {
		t.Errorf("after an edit of the last layer they are %v, and were %v", all[2], all[0])
	}
}

// TestArchive: what is written for `docker load` is read as Docker does, and is the image. Podman is not led to the layout, whose
// reader there drops the healthcheck.
func TestArchive(t *testing.T) {
	folder, err := write(t, config, "one", "two", "two")
	if err != nil {
		t.Fatal(err)
	}
	_, img := read(t, folder)
	tag, err := Name("authentik/server:built")
	if err != nil {
		t.Fatal(err)
	}
	for program, layout := range map[string]bool{"": true, "docker": true, "/usr/bin/docker": true, "podman": false, "/usr/bin/podman": false} {
		path := filepath.Join(t.TempDir(), "archive.tar")
		var out bytes.Buffer
		if err := Archive(&out, img, tag, FormFor(program)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		names := entries(t, &out)
		if slices.Contains(names, "index.json") != layout || slices.Contains(names, "oci-layout") != layout {
			t.Errorf("%q is given %q", program, names)
		}
		loaded, err := tarball.ImageFromPath(path, &tag)
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(loaded); err != nil {
			t.Error(err)
		}
		want, _ := img.ConfigName()
		if got, err := loaded.ConfigName(); err != nil || got != want {
			t.Errorf("the loaded image is %v, %v, and not %v", got, err, want)
		}
	}
}

// entries is the names in an archive.
func entries(t *testing.T, archive io.Reader) []string {
	t.Helper()
	var names []string
	for r := tar.NewReader(archive); ; {
		h, err := r.Next()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
}

func TestErrors(t *testing.T) {
	if _, err := write(t, `{"Usr":"1000"}`, "one"); err == nil || !strings.Contains(err.Error(), `unknown field "Usr"`) {
		t.Errorf("a key that nothing reads: %v", err)
	}
	for _, name := range []string{"", "UPPER/case:1", "a:b:c", "registry/name:"} {
		if _, err := Name(name); err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "reading the name of an image") {
			t.Errorf("%q: the error is %v", name, err)
		}
	}
	if _, err := Version(t.TempDir()); err == nil {
		t.Error("a folder without authentik has a version")
	}
}
