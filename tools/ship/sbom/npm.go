package sbom

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// npmPackage is what the lock pins, of packages.json.
type npmPackage struct {
	Name, Version, Sha512, File, Locked, Reason, Tree string
	Keys                                              []string
}

// npm makes components of npm packages: those that the web UI has code of, which its source maps name, and, marked as such, those
// that its build read beside, of which what was taken cannot be told: parts without maps, fonts, and what builds.
func (p *product) npm(in Input) error {
	content, err := os.ReadFile(in.Packages)
	var pinned []npmPackage
	if err == nil {
		err = json.Unmarshal(content, &pinned)
	}
	if err != nil {
		return fmt.Errorf("reading which npm packages are pinned: %w", err)
	}
	seen := map[string]bool{}
	for _, place := range in.Places {
		if place.Dest == "web/dist" {
			if seen, err = mapped(place.Path); err != nil {
				return err
			}
		}
	}
	for _, n := range pinned {
		c := &Component{Kind: NPM, Name: n.Name, Version: n.Version, Hash: n.Sha512, Properties: map[string]string{}}
		if c.Hash != "" {
			c.HashKind = "SHA-512"
		}
		c.Properties["found"] = "read by the build of the web UI"
		if n.Tree != "" {
			c.Properties["source"] = "in-tree: " + n.Tree
		} else if c.License, err = NPMLicense(filepath.Join(in.Tarballs, n.File)); err != nil {
			return err
		}
		for _, key := range n.Keys {
			if seen[strings.TrimPrefix(key, "web/")] {
				c.Properties["found"] = "in the source maps of web/dist"
			}
			delete(seen, strings.TrimPrefix(key, "web/"))
		}
		if n.Locked != "" {
			c.Properties["deviation"] = fmt.Sprintf("the lock has %s: %s", n.Locked, n.Reason)
		}
		p.add(c)
	}
	for place := range seen {
		name := place[strings.LastIndex(place, "node_modules/")+len("node_modules/"):]
		// The client is generated, and some packages lie in the source.
		p.add(&Component{Kind: NPM, Name: name, Version: p.self.Version, Properties: map[string]string{
			"found": "in the source maps of web/dist", "source": "generated from the schema, or in the source",
		}})
	}
	return nil
}

// mapped is the places of packages, such as node_modules/lit, that source maps name.
func mapped(dist string) (map[string]bool, error) {
	seen := map[string]bool{}
	err := filepath.WalkDir(dist, func(file string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".map") {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var m struct {
			Sources []string `json:"sources"`
		}
		if err := json.Unmarshal(content, &m); err != nil {
			return fmt.Errorf("reading the source map %s: %w", file, err)
		}
		for _, source := range m.Sources {
			if key := packageOf(source); key != "" {
				seen[key] = true
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the web UI is made of: %w", err)
	}
	return seen, nil
}

// packageOf is the place of the package of a source: ../../node_modules/@lit/x/a.js is of node_modules/@lit/x.
func packageOf(source string) string {
	start := strings.Index(source, "node_modules/")
	last := strings.LastIndex(source, "node_modules/")
	if start < 0 {
		return ""
	}
	rest := strings.Split(source[last+len("node_modules/"):], "/")
	n := 1
	if strings.HasPrefix(rest[0], "@") {
		n = 2
	}
	if len(rest) <= n {
		return ""
	}
	return source[start:last] + "node_modules/" + strings.Join(rest[:n], "/")
}
