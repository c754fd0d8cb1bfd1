package image

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"io"
	"path"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
)

// Read is the index in a folder that Write made.
func Read(folder string) (v1.ImageIndex, error) {
	index, err := layout.ImageIndexFromPath(folder)
	if err != nil {
		return nil, fmt.Errorf("reading the image %s: %w", folder, err)
	}
	return index, nil
}

// First is the image of an index that has but one.
func First(index v1.ImageIndex) (v1.Image, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, fmt.Errorf("reading an index of images: %w", err)
	}
	if len(manifest.Manifests) != 1 {
		return nil, fmt.Errorf("reading an index of images: it has %d, and one was expected", len(manifest.Manifests))
	}
	return index.Image(manifest.Manifests[0].Digest)
}

// Name reads what an image is to be called, such as registry.example.org/authentik:1.
func Name(text string) (name.Tag, error) {
	tag, err := name.NewTag(text)
	if err != nil {
		return tag, fmt.Errorf("reading the name of an image, %q: it is not of the form registry/name:tag: %w", text, err)
	}
	return tag, nil
}

// loadManifest is what Docker wants to read of an archive; Podman reads index.json, or this.
type loadManifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// Archive writes an archive that `docker load` and `podman load` read: the layout, with Docker's list of what is in it.
func Archive(w io.Writer, img v1.Image, tag name.Tag) error {
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
	index := v1.IndexManifest{SchemaVersion: 2, Manifests: []v1.Descriptor{{
		MediaType: manifest.mediaType, Size: int64(len(manifest.content)), Digest: manifest.digest,
		Annotations: map[string]string{"org.opencontainers.image.ref.name": tag.TagStr(), "io.containerd.image.name": tag.Name()},
	}}}
	out.write(list.Config, config.content)
	out.write(blob(manifest.digest), manifest.content)
	out.encode("index.json", index)
	out.encode("manifest.json", []loadManifest{list})
	out.write("oci-layout", []byte(`{"imageLayoutVersion":"1.0.0"}`))
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
