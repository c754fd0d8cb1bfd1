package npm

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Package is an entry of a package-lock.json.
type Package struct {
	// Key is its place below the folder of the lock, such as node_modules/@lit/context/node_modules/lit.
	Key string
	// Name is the package's name, which differs from the end of the key for an alias.
	Name string `json:"name"`
	// Version is the exact version.
	Version string `json:"version"`
	// Integrity is the hash of the tarball as the lock has it: sha512- and base64.
	Integrity string `json:"integrity"`
	// Resolved is the address that npm took it from; of a link the folder that it leads to, with slashes.
	Resolved string `json:"resolved"`
	// Link says that the place is a link to a workspace's folder.
	Link bool `json:"link"`
	// OS, CPU and Libc are the platforms that it is for; empty for all.
	OS   []string `json:"os"`
	CPU  []string `json:"cpu"`
	Libc []string `json:"libc"`
	// HasInstallScript says that npm would run something of the package after laying it out.
	HasInstallScript bool `json:"hasInstallScript"`
}

// Spec is name@version.
func (p Package) Spec() string { return p.Name + "@" + p.Version }

// SHA512 is the hash of the tarball.
func (p Package) SHA512() ([]byte, error) {
	encoded, ok := strings.CutPrefix(p.Integrity, "sha512-")
	sum, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil || len(sum) != 64 {
		return nil, fmt.Errorf("reading the lock entry %s: its integrity %q is no sha512 hash; make the lock again with a current npm: npm install --package-lock-only", p.Key, p.Integrity)
	}
	return sum, nil
}

// ReadLock reads a package-lock.json and returns its entries by key. The root project and workspace folders, which are no
// packages to fetch, are not among them.
func ReadLock(file string) (map[string]Package, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the npm lock %s: %w; make it in the source: npm install --package-lock-only", file, tree.Reason(err))
	}
	var lock struct {
		Version  int                `json:"lockfileVersion"`
		Packages map[string]Package `json:"packages"`
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		return nil, fmt.Errorf("reading the npm lock %s: it is not JSON as npm writes it (%w); make it again in the source: npm install --package-lock-only", file, err)
	}
	if lock.Version != 3 {
		return nil, fmt.Errorf("reading the npm lock %s: its format is version %d, and version 3 is what is known here; make it with npm 9 or newer: npm install --package-lock-only --lockfile-version 3", file, lock.Version)
	}
	packages := map[string]Package{}
	for key, p := range lock.Packages {
		at := strings.LastIndex(key, "node_modules/")
		if at < 0 {
			continue
		}
		if key != path.Clean(key) || strings.HasPrefix(key, "../") || strings.HasPrefix(key, "/") {
			return nil, fmt.Errorf("reading the npm lock %s: the entry %q does not lie below its folder", file, key)
		}
		p.Key = key
		if p.Name == "" {
			p.Name = key[at+len("node_modules/"):]
		}
		if p.Link {
			if p.Resolved == "" || p.Resolved != path.Clean(p.Resolved) || path.IsAbs(p.Resolved) {
				return nil, fmt.Errorf("reading the npm lock %s: the link %s leads to %q, which is no folder of the source", file, key, p.Resolved)
			}
		} else if p.Version == "" {
			return nil, fmt.Errorf("reading the npm lock %s: the entry %s has no version", file, key)
		}
		packages[key] = p
	}
	return packages, nil
}

// Platform is what a build is for.
type Platform struct {
	// OS, CPU and Libc are as package.json has them: linux, x64, glibc.
	OS, CPU, Libc string
}

// Fits reports whether a package is for the platform.
func (p Package) Fits(on Platform) bool {
	return listed(p.OS, on.OS) && listed(p.CPU, on.CPU) && listed(p.Libc, on.Libc)
}

// listed follows npm: a list of names, or of names that are excluded by "!".
func listed(list []string, name string) bool {
	if len(list) == 0 {
		return true
	}
	excluding := true
	for _, entry := range list {
		if other, not := strings.CutPrefix(entry, "!"); not {
			if other == name {
				return false
			}
			continue
		}
		excluding = false
		if entry == name || entry == "any" {
			return true
		}
	}
	return excluding
}
