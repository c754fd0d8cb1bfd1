package sbom

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/mail"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// distribution is what the lock pins, of distributions.json.
type distribution struct {
	Name, Version, Wheel, Sha256, Source, Note string
}

// python makes a component of every distribution, and says whose the files of sites are.
func (p *product) python(in Input) error {
	content, err := os.ReadFile(in.Distributions)
	var pinned []distribution
	if err == nil {
		err = json.Unmarshal(content, &pinned)
	}
	if err != nil {
		return fmt.Errorf("reading which Python distributions are pinned: %w", err)
	}
	byWheel := map[string]distribution{}
	for _, d := range pinned {
		byWheel[d.Wheel] = d
	}
	for _, site := range in.Sites {
		if err := p.site(in, site, byWheel); err != nil {
			return err
		}
	}
	if p.self == nil {
		return fmt.Errorf("taking the inventory of the product: authentik itself is not among its distributions")
	}
	return nil
}

// site reads whose the files of a site are.
func (p *product) site(in Input, site Site, pinned map[string]distribution) error {
	content, err := os.ReadFile(site.List)
	if err != nil {
		return fmt.Errorf("reading whose the files of %s are: %w", site.Place, err)
	}
	known := map[string]*Component{}
	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		file, name, _ := strings.Cut(lines.Text(), "\t")
		c := known[name]
		if c == nil {
			if c, err = p.distribution(in, site, name, pinned); err != nil {
				return err
			}
			known[name] = c
		}
		kind, rest, _ := strings.Cut(file, "/")
		switch kind {
		case "site":
			p.owner[path.Join(site.Place, rest)] = c
		case "data":
			p.owner[path.Join("python", rest)] = c
		default:
			p.owner[file] = c
		}
	}
	return nil
}

// distribution is the component of a wheel. One that the lock does not pin is of the source.
func (p *product) distribution(in Input, site Site, file string, pinned map[string]distribution) (*Component, error) {
	parts := strings.Split(file, "-")
	if len(parts) < 5 {
		return nil, fmt.Errorf("taking the inventory of the product: %s is not the name of a wheel", file)
	}
	c := &Component{Kind: Python, Name: normal(parts[0]), Version: parts[1], Properties: map[string]string{}}
	if d, ok := pinned[file]; ok {
		c.Hash, c.HashKind = d.Sha256, "SHA-256"
		c.Properties["source"] = d.Source
		if d.Note != "" {
			c.Properties["deviation"] = d.Note
		}
	} else {
		c.Properties["source"] = "in-tree"
	}
	var err error
	if c.License, err = license(in, site, c.Name, c.Version); err != nil {
		return nil, err
	}
	if c.Name == "authentik" {
		c.Kind = Product
		p.self = c
	}
	return p.add(c), nil
}

// normal is how registries spell a name.
func normal(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("-_.", r) }), "-"))
}

// license is what a distribution's metadata says of its licence.
func license(in Input, site Site, name, version string) (string, error) {
	for _, place := range in.Places {
		if place.Dest != site.Place {
			continue
		}
		found, err := filepath.Glob(filepath.Join(place.Path, "*-"+version+".dist-info", "METADATA"))
		if err != nil {
			return "", err
		}
		for _, file := range found {
			if normal(strings.TrimSuffix(filepath.Base(filepath.Dir(file)), "-"+version+".dist-info")) != name {
				continue
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return "", err
			}
			return LicenseOf(content), nil
		}
	}
	return "", fmt.Errorf("taking the inventory of the product: %s has no metadata of %s %s", site.Place, name, version)
}

// LicenseOf reads the headers of metadata: an expression, else a word, else a classifier.
func LicenseOf(metadata []byte) string {
	head, _, _ := bytes.Cut(metadata, []byte("\n\n"))
	m, err := mail.ReadMessage(bytes.NewReader(append(head, "\n\n"...)))
	if err != nil {
		return ""
	}
	if expression := m.Header.Get("License-Expression"); expression != "" {
		return expression
	}
	// Some write the whole text.
	if word := m.Header.Get("License"); word != "" && len(word) < 60 && word != "UNKNOWN" {
		return word
	}
	var names []string
	for _, classifier := range m.Header["Classifier"] {
		if rest, ok := strings.CutPrefix(classifier, "License :: "); ok {
			names = append(names, path.Base(strings.ReplaceAll(rest, " :: ", "/")))
		}
	}
	return strings.Join(names, " AND ")
}
