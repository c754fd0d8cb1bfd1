package tests

import (
	"archive/tar"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/CycloneDX/cyclonedx-go"
	spdxjson "github.com/spdx/tools-golang/json"

	"akbuild.internal/tools/testing/testenv"
)

// property is the value of one of a component's properties, of ours.
func property(c cyclonedx.Component, name string) string {
	if c.Properties == nil {
		return ""
	}
	for _, p := range *c.Properties {
		if p.Name == "authentik-source-build:"+name {
			return p.Value
		}
	}
	return ""
}

// TestSBOM: each file that is shipped belongs to a component, and each component is pinned by a lock, or made from the source.
func TestSBOM(t *testing.T) {
	file, err := os.Open(testenv.Path(t, "AKBUILD_TEST_SBOM"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	bom := cyclonedx.NewBOM()
	if err := cyclonedx.NewBOMDecoder(file, cyclonedx.BOMFileFormatJSON).Decode(bom); err != nil {
		t.Fatal(err)
	}
	files, kinds, refs := 0, map[string]int{}, map[string]bool{}
	for _, c := range *bom.Components {
		kind, _, _ := strings.Cut(strings.TrimPrefix(c.PackageURL, "pkg:"), "/")
		kinds[kind]++
		if c.Version == "" || refs[c.BOMRef] {
			t.Errorf("%s has no version, or is there twice", c.BOMRef)
		}
		refs[c.BOMRef] = true
		if c.Hashes == nil && property(c, "source") == "" && property(c, "pin") == "" {
			t.Errorf("%s is pinned by nothing", c.BOMRef)
		}
		if kind == "golang" && c.Licenses == nil && property(c, "source") == "" {
			t.Errorf("the licence of %s is not known", c.BOMRef)
		}
		if n, err := strconv.Atoi(property(c, "files")); err == nil {
			files += n
		} else if kind != "golang" && kind != "npm" {
			t.Errorf("%s has no files", c.BOMRef)
		}
	}
	if shipped := countFiles(t); files != shipped {
		t.Errorf("%d files belong to components, and %d are shipped", files, shipped)
	}
	for kind, least := range map[string]int{"pypi": 100, "golang": 20, "npm": 2, "generic": 20} {
		if kinds[kind] < least {
			t.Errorf("there are %d components of the kind %s", kinds[kind], kind)
		}
	}
	t.Logf("%d files, components: %v", files, kinds)
}

// TestSPDX: what is said as SPDX is read by its library, and is as much.
func TestSPDX(t *testing.T) {
	path := testenv.Path(t, "AKBUILD_TEST_SBOM")
	file, err := os.Open(filepath.Join(filepath.Dir(path), strings.Replace(filepath.Base(path), ".cdx.", ".spdx.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := spdxjson.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Packages) < 150 || len(doc.Packages) != len(doc.Relationships) {
		t.Errorf("there are %d packages and %d relationships", len(doc.Packages), len(doc.Relationships))
	}
}

// countFiles is the number of files of the product that the image has.
func countFiles(t *testing.T) int {
	t.Helper()
	layers, err := built(t, "AKBUILD_TEST_IMAGE").Layers()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, l := range layers[1:] {
		r, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		each(t, r, func(h *tar.Header, _ io.Reader) {
			if h.Typeflag == tar.TypeReg {
				n++
			}
		})
		r.Close()
	}
	return n
}
