package sbom

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// interpreter makes a component of the interpreter, and of each system library that lies beside it.
func (p *product) interpreter(in Input) error {
	for _, place := range in.Places {
		if place.Dest != "python" {
			continue
		}
		programs, err := filepath.Glob(filepath.Join(place.Path, "libexec", "python3.*"))
		if err != nil || len(programs) != 1 {
			return fmt.Errorf("taking the inventory of the product: there are %d interpreters in %s", len(programs), place.Path)
		}
		name := filepath.Base(programs[0])
		sum, err := sumOf(programs[0])
		if err != nil {
			return err
		}
		p.interp = p.add(&Component{
			Kind: System, Name: "python", Version: strings.TrimPrefix(name, "python"), License: "PSF-2.0", Hash: sum, HashKind: "SHA-256",
			Properties: map[string]string{"pin": "the package " + name + " of the engine, engine/packages.txt"},
		})
		libraries, err := filepath.Glob(filepath.Join(place.Path, "lib", "runtime", "*"))
		if err != nil {
			return err
		}
		for _, library := range libraries {
			if sum, err = sumOf(library); err != nil {
				return err
			}
			base := filepath.Base(library)
			stem, version, _ := strings.Cut(base, ".so")
			p.owner[path.Join("python", "lib", "runtime", base)] = p.add(&Component{
				Kind: System, Name: stem, Version: "so" + version, Hash: sum, HashKind: "SHA-256",
				Properties: map[string]string{"file": base, "pin": "a library of the engine's Debian, engine/packages.txt"},
			})
		}
		return nil
	}
	return fmt.Errorf("taking the inventory of the product: it has no interpreter")
}

func sumOf(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("taking the inventory of the product: %w", err)
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), nil
}
