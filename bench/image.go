package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"akbuild.internal/tools/ship/image"
)

const ociImage = "//server:image"

// image compares the image with the sum of its layers, and looks at which of these a line of the core changes.
func (b *bench) image() {
	step("making the image")
	b.build("", ociImage)
	before, sum := b.layers()
	size := bytesOf(resolved(filepath.Join(b.workspace, "bazel-bin", "server", "image")))
	b.row("image / sum of its layers", float64(size)/float64(sum), 1.02, fmt.Sprintf("%d / %d bytes", size, sum))

	file := b.subject.file("authentik/core/models.py")
	original, restore := editable(file)
	defer restore()
	step("changing a line of %s", filepath.Base(file))
	if err := os.WriteFile(file, append(slices.Clone(original), "\nBENCH = 1\n"...), 0o644); err != nil {
		fail("changing %s: %v", file, err)
	}
	took := b.build("", ociImage).wall
	after, _ := b.layers()
	changed := 0
	for i, digest := range after {
		if i >= len(before) || digest != before[i] {
			changed++
		}
	}
	if after[len(after)-1] == before[len(before)-1] {
		restore()
		fail("a line of the core changed nothing in the last layer")
	}
	b.row("layers that a line of the core changes, the last one", float64(changed), 1, fmt.Sprintf("of %d; %s to the image", len(after), seconds(took)))
}

// layers are the digests of the image's layers, and how many bytes they have.
func (b *bench) layers() (digests []string, sum int64) {
	index, err := image.Read(filepath.Join(b.workspace, "bazel-bin", "server", "image"))
	if err != nil {
		fail("reading the image: %v", err)
	}
	img, err := image.First(index)
	if err != nil {
		fail("reading the image: %v", err)
	}
	layers, err := img.Layers()
	if err != nil {
		fail("reading the image: %v", err)
	}
	for _, l := range layers {
		digest, err := l.Digest()
		if err != nil {
			fail("reading the image: %v", err)
		}
		n, err := l.Size()
		if err != nil {
			fail("reading the image: %v", err)
		}
		digests, sum = append(digests, digest.String()), sum+n
	}
	return digests, sum
}
