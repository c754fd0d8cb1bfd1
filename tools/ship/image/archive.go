package image

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Form is what an archive has beside an image's configuration and layers.
type Form int

const (
	// WithLayout is Docker's list and the layout, which Docker's newer store prefers: it says how layers are compressed.
	WithLayout Form = iota
	// ListAlone is Docker's list. Podman prefers the layout too, and then knows of no healthcheck, which the layout's standard lacks.
	ListAlone
)

// FormFor is that for a program, which is named or found at a path.
func FormFor(program string) Form {
	if filepath.Base(program) == "podman" {
		return ListAlone
	}
	return WithLayout
}

// loadManifest is Docker's list of what an archive has.
type loadManifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// Archive writes an archive that `docker load` and `podman load` read.
func Archive(w io.Writer, img v1.Image, tag name.Tag, form Form) error {
	out := &archive{Writer: tar.NewWriter(w)}
	layers, err := img.Layers()
	if err != nil {
		return fmt.Errorf("reading the layers of an image: %w", err)
	}
	var list loadManifest
	list.RepoTags = []string{tag.Name()}
	seen := map[string]bool{}
	for _, l := range layers {
		digest, err := l.Digest()
		if err != nil {
			return fmt.Errorf("reading the layers of an image: %w", err)
		}
		list.Layers = append(list.Layers, blob(digest))
		if seen[digest.Hex] {
			continue
		}
		seen[digest.Hex] = true
		size, err := l.Size()
		if err != nil {
			return fmt.Errorf("reading the layers of an image: %w", err)
		}
		content, err := l.Compressed()
		if err != nil {
			return fmt.Errorf("reading the layers of an image: %w", err)
		}
		out.copy(blob(digest), size, content)
		content.Close()
	}
	config, manifest, err := described(img)
	if err != nil {
		return err
	}
	list.Config = blob(config.digest)
	out.write(list.Config, config.content)
	out.encode("manifest.json", []loadManifest{list})
	if form == WithLayout {
		out.layout(manifest, tag)
	}
	if out.err == nil {
		out.err = out.Close()
	}
	if out.err != nil {
		return fmt.Errorf("writing the archive of an image: %w", out.err)
	}
	return nil
}

func blob(digest v1.Hash) string { return path.Join("blobs", digest.Algorithm, digest.Hex) }

// archive is an archive that remembers the first error.
type archive struct {
	*tar.Writer
	err error
}

// layout writes what makes a layout of the blobs.
func (a *archive) layout(manifest document, tag name.Tag) {
	a.write(blob(manifest.digest), manifest.content)
	a.encode("index.json", v1.IndexManifest{SchemaVersion: 2, Manifests: []v1.Descriptor{{
		MediaType: manifest.mediaType, Size: int64(len(manifest.content)), Digest: manifest.digest,
		Annotations: map[string]string{"org.opencontainers.image.ref.name": tag.TagStr(), "io.containerd.image.name": tag.Name()},
	}}})
	a.write("oci-layout", []byte(`{"imageLayoutVersion":"1.0.0"}`))
}

func (a *archive) write(name string, content []byte) {
	a.header(name, int64(len(content)))
	if a.err == nil {
		_, a.err = a.Write(content)
	}
}

func (a *archive) copy(name string, size int64, content io.Reader) {
	a.header(name, size)
	if a.err == nil {
		_, a.err = io.Copy(a.Writer, content)
	}
}

func (a *archive) header(name string, size int64) {
	if a.err == nil {
		a.err = a.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o644, Typeflag: tar.TypeReg})
	}
}

func (a *archive) encode(name string, value any) {
	content, err := json.Marshal(value)
	if a.err == nil {
		a.err = err
	}
	a.write(name, content)
}
