package image

import (
	"fmt"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// Check reads everything of an image and compares it with its digests.
func Check(img v1.Image) error {
	// It knows layers of gzip only, and so looks at the rest.
	if err := validate.Image(img, validate.Fast); err != nil {
		return fmt.Errorf("checking an image: %w", err)
	}
	layers, err := img.Layers()
	if err != nil {
		return fmt.Errorf("checking an image: %w", err)
	}
	for _, l := range layers {
		if err := same(l.Digest, l.Compressed); err != nil {
			return fmt.Errorf("checking a layer: %w", err)
		}
		if err := same(l.DiffID, l.Uncompressed); err != nil {
			return fmt.Errorf("checking what a layer holds: %w", err)
		}
	}
	return nil
}

func same(said func() (v1.Hash, error), open func() (io.ReadCloser, error)) error {
	want, err := said()
	if err != nil {
		return err
	}
	content, err := open()
	if err != nil {
		return err
	}
	defer content.Close()
	got, _, err := v1.SHA256(content)
	if err == nil && got != want {
		err = fmt.Errorf("it is %s, and said to be %s", got, want)
	}
	return err
}
