package sbom

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPackageOf(t *testing.T) {
	for source, want := range map[string]string{
		"../../node_modules/lit/index.js":               "node_modules/lit",
		"../../../node_modules/@lit/reactive/dist/a.js": "node_modules/@lit/reactive",
		"../../node_modules/a/node_modules/b/c.js":      "node_modules/a/node_modules/b",
		"../src/elements/Base.ts":                       "",
		"../../packages/core/node_modules/@x/y/z.js":    "node_modules/@x/y",
		"node_modules/broken":                           "",
	} {
		if got := packageOf(source); got != want {
			t.Errorf("%s is of %q, not %q", source, got, want)
		}
	}
}

func TestLicenseOf(t *testing.T) {
	for metadata, want := range map[string]string{
		"Name: a\nLicense-Expression: MIT\nLicense: other\n\nText": "MIT",
		"Name: a\nLicense: BSD\n\nText":                            "BSD",
		"Name: a\nLicense: " + strings.Repeat("a text ", 20) + "\nClassifier: License :: OSI Approved :: MIT License\n\n": "MIT License",
		"Name: a\n\nLicense: MIT": "",
	} {
		if got := LicenseOf([]byte(metadata)); got != want {
			t.Errorf("the licence of %q is %q, not %q", metadata, got, want)
		}
	}
}

// TestOwners: a file is of the wheel that brought it, what the installer wrote beside it as well, and the rest is authentik's own.
func TestOwners(t *testing.T) {
	self, interp, a := &Component{Name: "authentik"}, &Component{Name: "python"}, &Component{Name: "a"}
	p := &product{self: self, interp: interp, owner: map[string]*Component{
		"site/x/a/__init__.py": a, "site/x/a-1.dist-info/METADATA": a, "bin/a": a,
	}}
	for file, want := range map[string]*Component{
		"site/x/a/__init__.py":                          a,
		"site/x/a/__pycache__/__init__.cpython-313.pyc": a,
		"site/x/a/__pycache__/other.cpython-313.pyc":    nil,
		"site/x/a-1.dist-info/INSTALLER":                a,
		"bin/a":                                         a,
		"bin/authentik":                                 self,
		"bin/unknown":                                   nil,
		"python/lib/python3.13/os.py":                   interp,
		"web/dist/a.js":                                 self,
		"webs":                                          nil,
	} {
		if got := p.ownerOf(file); got != want {
			t.Errorf("%s belongs to %v, not %v", file, got, want)
		}
	}
}

// TestDocuments: what the documents say is all there is, and nothing of when and where.
func TestDocuments(t *testing.T) {
	i := &Inventory{Version: "1", Components: []*Component{
		{Kind: NPM, Name: "@lit/x", Version: "2", License: "MIT", Hash: strings.Repeat("ab", 64), HashKind: "SHA-512", Properties: map[string]string{"deviation": "because"}},
		{Kind: Python, Name: "a", Version: "3", License: "Apache 2.0", Hash: strings.Repeat("cd", 32), HashKind: "SHA-256", Files: 7},
	}}
	var cdx, spdx, notice bytes.Buffer
	if err := i.CycloneDX(&cdx); err != nil {
		t.Fatal(err)
	}
	if err := i.SPDX(&spdx); err != nil {
		t.Fatal(err)
	}
	if err := i.Notice(&notice); err != nil {
		t.Fatal(err)
	}
	for text, wants := range map[string][]string{
		cdx.String():    {`"specVersion": "1.6"`, `"purl": "pkg:npm/%40lit/x@2"`, `"SHA-512"`, `authentik-source-build:deviation`, `"name": "Apache 2.0"`},
		spdx.String():   {`"SPDX-2.3"`, `pkg:pypi/a@3`, `"licenseDeclared": "MIT"`, `"licenseComments": "Apache 2.0"`, `"because"`},
		notice.String(): {"  @lit/x 2: MIT\n", "  a 3: Apache 2.0\n"},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", text, want)
			}
		}
		for _, no := range []string{"serialNumber", "timestamp"} {
			if strings.Contains(text, no) {
				t.Errorf("%s has %s", text, no)
			}
		}
	}
}

func TestMapped(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"maps/a.js.map": `{"sources":["../node_modules/lit/a.js"]}`, "broken/a.js.map": "{"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if seen, err := mapped(filepath.Join(dir, "maps")); err != nil || !seen["node_modules/lit"] {
		t.Errorf("the maps name %v, %v", seen, err)
	}
	if _, err := mapped(filepath.Join(dir, "broken")); err == nil {
		t.Error("a map that is none was read")
	}
}
