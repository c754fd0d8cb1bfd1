package image

import (
	"fmt"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// document is a file that describes an image.
type document struct {
	content   []byte
	digest    v1.Hash
	mediaType types.MediaType
}

// described is the configuration and the manifest of an image.
func described(img v1.Image) (config, manifest document, err error) {
	fail := func(err error) (document, document, error) {
		return config, manifest, fmt.Errorf("reading what an image says of itself: %w", err)
	}
	if config.content, err = img.RawConfigFile(); err != nil {
		return fail(err)
	}
	if config.digest, err = img.ConfigName(); err != nil {
		return fail(err)
	}
	if manifest.content, err = img.RawManifest(); err != nil {
		return fail(err)
	}
	if manifest.digest, err = img.Digest(); err != nil {
		return fail(err)
	}
	if manifest.mediaType, err = img.MediaType(); err != nil {
		return fail(err)
	}
	return config, manifest, nil
}
