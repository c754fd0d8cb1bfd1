// Package image writes and moves images in the layout of the Open Container Initiative.
package image

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/ship/segment"
)

// VersionLabel is the label of an image that says which version of authentik it has.
const VersionLabel = "org.opencontainers.image.version"

// Options say what an image consists of.
type Options struct {
	// Layers are segments, the lowest first; the description of each lies beside it.
	Layers []string
	// Config is a file with the part `config` of the image's configuration.
	Config string
	// Version is that of authentik.
	Version string
	// Platform is what it runs on, such as linux/amd64.
	Platform string
}

// Write writes the folder out: an index with the one image.
func Write(out string, o Options) error {
	img, platform, err := build(o)
	if err != nil {
		return err
	}
	index := mutate.AppendManifests(mutate.IndexMediaType(empty.Index, types.OCIImageIndex), mutate.IndexAddendum{
		Add: img, Descriptor: v1.Descriptor{Platform: platform},
	})
	return stage.Dir(out, func(tmp string) error {
		if _, err := layout.Write(tmp, index); err != nil {
			return fmt.Errorf("writing the image %s: %w", out, err)
		}
		return nil
	})
}

func build(o Options) (v1.Image, *v1.Platform, error) {
	platform, err := v1.ParsePlatform(o.Platform)
	if err != nil {
		return nil, nil, fmt.Errorf("making an image for %s: %w", o.Platform, err)
	}
	config, err := readConfig(o)
	if err != nil {
		return nil, nil, err
	}
	// Whoever builds it, and when, is nothing that the image would say.
	epoch := v1.Time{Time: time.Unix(0, 0).UTC()}
	var addenda []mutate.Addendum
	for _, path := range o.Layers {
		l, err := newLayer(path)
		if err != nil {
			return nil, nil, err
		}
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		addenda = append(addenda, mutate.Addendum{Layer: l, MediaType: types.OCILayerZStd, History: v1.History{Created: epoch, CreatedBy: name}})
	}
	base := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	base, err = mutate.ConfigFile(base, &v1.ConfigFile{
		Architecture: platform.Architecture, OS: platform.OS, Variant: platform.Variant,
		Created: epoch, Config: config, RootFS: v1.RootFS{Type: "layers"},
	})
	if err != nil {
		return nil, nil, fmt.Errorf("making an image: %w", err)
	}
	img, err := mutate.Append(base, addenda...)
	if err != nil {
		return nil, nil, fmt.Errorf("making an image: %w", err)
	}
	return img, platform, nil
}

func readConfig(o Options) (v1.Config, error) {
	var config v1.Config
	content, err := os.ReadFile(o.Config)
	if err != nil {
		return config, fmt.Errorf("reading the configuration of an image: %w", err)
	}
	// A key that nothing reads would be a promise that the image does not keep.
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&config); err != nil {
		return config, fmt.Errorf("reading the configuration %s of an image: %w", o.Config, err)
	}
	if o.Version != "" {
		labels := map[string]string{VersionLabel: o.Version}
		maps.Copy(labels, config.Labels)
		config.Labels = labels
	}
	return config, nil
}

// layer is a segment as a layer. What it is was found out when it was written: nothing is unpacked, and it is read once.
type layer struct {
	path string
	segment.Description
}

func newLayer(path string) (v1.Layer, error) {
	d, err := segment.Describe(path + ".json")
	if err != nil {
		return nil, err
	}
	return partial.CompressedToLayer(layer{path: path, Description: d})
}

func (l layer) Digest() (v1.Hash, error) {
	return v1.Hash{Algorithm: "sha256", Hex: l.Description.Digest}, nil
}

func (l layer) DiffID() (v1.Hash, error) {
	return v1.Hash{Algorithm: "sha256", Hex: l.Description.DiffID}, nil
}

func (l layer) Size() (int64, error) { return l.Description.Size, nil }

func (layer) MediaType() (types.MediaType, error) { return types.OCILayerZStd, nil }

func (l layer) Compressed() (io.ReadCloser, error) {
	file, err := os.Open(l.path)
	if err != nil {
		return nil, err
	}
	end, err := segment.End()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(file, bytes.NewReader(end)), file}, nil
}

// Version is the version of authentik among the distributions that a folder has, installed.
func Version(site string) (string, error) {
	found, err := filepath.Glob(filepath.Join(site, "authentik-*.dist-info"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("asking %s for the version of authentik: there are %d folders authentik-*.dist-info", site, len(found))
	}
	return strings.TrimSuffix(strings.TrimPrefix(filepath.Base(found[0]), "authentik-"), ".dist-info"), nil
}
