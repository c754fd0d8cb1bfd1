package sbom

import (
	"debug/buildinfo"
	"debug/elf"
	"debug/gosym"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/source/placeholder"
	"golang.org/x/mod/modfile"
)

// goModules makes a component of every Go module that the server has code of. Its build did not write down which ones these are; the
// table of its functions, which a stack trace is made of, names the package of each.
func (p *product) goModules(in Input) error {
	var program string
	for _, place := range in.Places {
		if place.Dest == "bin" {
			program = filepath.Join(place.Path, "authentik")
		}
	}
	packages, err := packagesOf(program)
	if err != nil {
		return fmt.Errorf("reading which packages %s is made of: %w", program, err)
	}
	content, err := os.ReadFile(in.GoMod)
	if err != nil {
		return fmt.Errorf("reading which Go modules are pinned: %w", err)
	}
	file, err := modfile.ParseLax(in.GoMod, content, nil)
	if err != nil {
		return fmt.Errorf("reading which Go modules are pinned: %w", err)
	}
	sums, err := os.ReadFile(in.GoSum)
	if err != nil {
		return fmt.Errorf("reading which Go modules are pinned: %w", err)
	}
	hashes := map[string]string{}
	for _, line := range strings.Split(string(sums), "\n") {
		if f := strings.Fields(line); len(f) == 3 {
			hashes[f[0]+"@"+f[1]] = strings.TrimPrefix(f[2], "h1:")
		}
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return fmt.Errorf("reading what %s was compiled with: %w", program, err)
	}
	p.add(&Component{Kind: Go, Name: "std", Version: strings.TrimPrefix(info.GoVersion, "go"), License: "BSD-3-Clause", Properties: map[string]string{
		"pin": "golang.org/toolchain of that version, nix/pins/go.json", "program": "bin/authentik",
	}})
	modules := map[string]bool{}
	for _, r := range file.Require {
		modules[r.Mod.Path] = true
	}
	for _, r := range file.Require {
		if !covers(packages, r.Mod.Path) {
			continue
		}
		c := &Component{Kind: Go, Name: r.Mod.Path, Version: r.Mod.Version, Properties: map[string]string{"program": "bin/authentik"}}
		sum := hashes[r.Mod.Path+"@"+r.Mod.Version]
		raw, err := base64.StdEncoding.DecodeString(sum)
		// Of a client that is generated go.sum may have the published module's hash, which is not what was compiled.
		if err != nil || len(raw) != 32 || !placeholder.Has(in.Vendor, r.Mod.Path) {
			c.Properties["source"] = "generated from the schema, or in the source"
		} else {
			// That of the module's files, as go.sum has it, not of its zip.
			c.Properties["go.sum"] = "h1:" + sum
			c.Hash, c.HashKind = hex.EncodeToString(raw), "SHA-256"
			if c.License, c.Texts, err = goLicense(in.Vendor, r.Mod.Path, modules); err != nil {
				return err
			}
		}
		p.add(c)
	}
	return nil
}

func covers(packages map[string]bool, module string) bool {
	for name := range packages {
		if name == module || strings.HasPrefix(name, module+"/") {
			return true
		}
	}
	return false
}

// packagesOf is the packages that a program has functions of.
func packagesOf(program string) (map[string]bool, error) {
	file, err := elf.Open(program)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	table, text := file.Section(".gopclntab"), file.Section(".text")
	if table == nil || text == nil {
		return nil, fmt.Errorf("it has no table of functions, so it is no Go program")
	}
	content, err := table.Data()
	if err != nil {
		return nil, err
	}
	symbols, err := gosym.NewTable(nil, gosym.NewLineTable(content, text.Addr))
	if err != nil {
		return nil, err
	}
	packages := map[string]bool{}
	for _, f := range symbols.Funcs {
		// A dot in the last part of a path is escaped.
		if name, err := url.PathUnescape(f.PackageName()); err == nil && name != "" {
			// What lies in a vendor folder is called by the folder as well.
			if _, vendored, ok := strings.Cut(name, "/vendor/"); ok {
				name = vendored
			}
			packages[name] = true
		}
	}
	return packages, nil
}
