// Package published compares a tree with what npm serves of the same release, file by file.
package published

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
)

// Package is a published npm package.
type Package struct {
	file string
	sums map[string]string
	// generated are the files that the generator said it wrote; nil if the package does not tell.
	generated map[string]bool
}

// list is where the generator notes what it wrote.
const list = ".openapi-generator/FILES"

// Read reads the tarball of an npm package.
func Read(file string) (*Package, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading the published package %s: %w", file, tree.Reason(err))
	}
	defer f.Close()
	p := &Package{file: file, sums: map[string]string{}}
	if err := p.read(f); err != nil {
		return nil, fmt.Errorf("reading the published package %s: %w", file, err)
	}
	if len(p.sums) == 0 {
		return nil, fmt.Errorf("reading the published package %s: it holds no file", file)
	}
	return p, nil
}

func (p *Package) read(r io.Reader) error {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("it is not a tarball of npm: %w", err)
	}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("it is not a tarball of npm: %w", err)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		// The folder at the top, package in most tarballs, is no part of the names.
		_, rel, _ := strings.Cut(path.Clean(header.Name), "/")
		content, err := io.ReadAll(archive)
		if err != nil {
			return fmt.Errorf("reading %s in it: %w", rel, err)
		}
		sum := sha256.Sum256(content)
		p.sums[rel] = hex.EncodeToString(sum[:])
		if rel == list {
			p.generated = map[string]bool{}
			for line := range strings.Lines(string(content)) {
				p.generated[strings.TrimSpace(line)] = true
			}
		}
	}
}

// Has says whether the package has a file.
func (p *Package) Has(rel string) bool { return p.sums[rel] != "" }

// manifest lists the files whose names begin with prefix.
func (p *Package) manifest(prefix string) []byte {
	var b strings.Builder
	for _, rel := range slices.Sorted(maps.Keys(p.sums)) {
		if strings.HasPrefix(rel, prefix) {
			fmt.Fprintf(&b, "%s  %s\n", p.sums[rel], rel)
		}
	}
	return []byte(b.String())
}

// Difference is how a tree differs from the published package.
type Difference struct {
	// Same counts the files that both have with the same bytes.
	Same int
	// Different are the files that both have with other bytes, Missing those that only the package has, and Extra those
	// that only the tree has.
	Different, Missing, Extra []string
	// Stale are files that only the package has and that no generation or compilation of this release wrote: left from
	// an earlier one, or notes of the compiler for its next run.
	Stale []string
}

// None says that the tree has what is published, but for stale files.
func (d Difference) None() bool { return len(d.Different)+len(d.Missing)+len(d.Extra) == 0 }

// String names every file, one a line, the stale ones last.
func (d Difference) String() string {
	var b strings.Builder
	for _, kind := range []struct {
		name  string
		files []string
	}{{"different", d.Different}, {"missing", d.Missing}, {"extra", d.Extra}, {"stale in what is published", d.Stale}} {
		for _, f := range kind.files {
			fmt.Fprintf(&b, "%s: %s\n", kind.name, f)
		}
	}
	return b.String()
}

// Compare compares the files whose names begin with prefix: src/, dist/ or package.json. sums is the tree's manifest.
func (p *Package) Compare(prefix string, sums []byte) (Difference, error) {
	var d Difference
	var ours []byte
	total := 0
	for line := range strings.Lines(string(sums)) {
		if _, rel, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok && strings.HasPrefix(rel, prefix) {
			ours = append(ours, line...)
			total++
		}
	}
	lines, err := manifest.Compare(p.file, p.manifest(prefix), ours)
	if err != nil {
		return d, err
	}
	for _, line := range lines {
		switch kind, rel, _ := strings.Cut(line, " "); {
		case kind == "different":
			d.Different = append(d.Different, rel)
		case kind == "extra":
			d.Extra = append(d.Extra, rel)
		case p.stale(rel):
			d.Stale = append(d.Stale, rel)
		default:
			d.Missing = append(d.Missing, rel)
		}
	}
	d.Same = total - len(d.Different) - len(d.Extra)
	return d, nil
}

// stale says that a file of the package is none that its own release wrote.
func (p *Package) stale(rel string) bool {
	if strings.HasSuffix(rel, ".tsbuildinfo") {
		return true
	}
	source := rel
	if compiled, ok := strings.CutPrefix(rel, "dist/"); ok {
		source = "src/" + strings.TrimPrefix(compiled, "esm/")
		for _, suffix := range []string{".d.ts.map", ".js.map", ".d.ts", ".js"} {
			if name, ok := strings.CutSuffix(source, suffix); ok {
				source = name + ".ts"
				break
			}
		}
	}
	return strings.HasPrefix(source, "src/") && p.generated != nil && !p.generated[source]
}
