package image

import (
	"fmt"

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
