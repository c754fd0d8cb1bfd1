package container

import (
	"os"
	"path/filepath"
	"testing"

	ispec "github.com/opencontainers/image-spec/specs-go/v1"
	rspec "github.com/opencontainers/runtime-spec/specs-go"
	"github.com/opencontainers/umoci/oci/cas/dir"
	"github.com/opencontainers/umoci/oci/casext"
	"github.com/opencontainers/umoci/oci/layer"
)

// Unpack has umoci, a program that others wrote, read the only image of a layout and make its root, below a folder that ends with
// the test. It compares each digest with what it reads. As whoever runs the test may give files to nobody, all of them are theirs; the
// owners that the image wants umoci notes beside them.
func Unpack(t testing.TB, layout string) string {
	t.Helper()
	engine, err := dir.Open(layout)
	if err != nil {
		t.Fatalf("unpacking the image %s: %v", layout, err)
	}
	defer engine.Close()
	root := filepath.Join(t.TempDir(), layer.RootfsName)
	err = layer.UnpackRootfs(t.Context(), engine, root, only(t, casext.NewEngine(engine)), &layer.UnpackOptions{
		OnDiskFormat: layer.DirRootfs{MapOptions: layer.MapOptions{
			Rootless:    true,
			UIDMappings: []rspec.LinuxIDMapping{{ContainerID: 0, HostID: uint32(os.Geteuid()), Size: 1}},
			GIDMappings: []rspec.LinuxIDMapping{{ContainerID: 0, HostID: uint32(os.Getegid()), Size: 1}},
		}},
	})
	if err != nil {
		t.Fatalf("unpacking the image %s: %v", layout, err)
	}
	return root
}

// only is the manifest of an image that is alone in its layout.
func only(t testing.TB, engine casext.Engine) ispec.Manifest {
	t.Helper()
	index, err := engine.GetIndex(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(index.Manifests) != 1 {
		t.Fatalf("the layout has %d images, and one was expected", len(index.Manifests))
	}
	blob, err := engine.FromDescriptor(t.Context(), index.Manifests[0])
	if err != nil {
		t.Fatal(err)
	}
	defer blob.Close()
	manifest, ok := blob.Data.(ispec.Manifest)
	if !ok {
		t.Fatalf("the image is of the kind %s, and a manifest was expected", index.Manifests[0].MediaType)
	}
	return manifest
}
