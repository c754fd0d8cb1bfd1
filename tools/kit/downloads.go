package kit

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/base/tree"
)

// readers say what each script of nix/suppliers/registry downloads, from the variables that its derivation gives it.
var readers = map[string]func(v map[string]string) []Entry{
	"fetch-crates.sh": func(v map[string]string) (all []Entry) {
		for line := range strings.Lines(v["crates"]) {
			crate, sum, _ := strings.Cut(strings.TrimSpace(line), " ")
			e := named("crates", crate, Source)
			e.SHA256 = sum
			all = append(all, e)
		}
		return all
	},
	"fetch-distribution.sh": func(v map[string]string) []Entry {
		return []Entry{distribution(v["name"], v["pname"], v["version"])}
	},
	"fetch-github.sh": func(v map[string]string) []Entry {
		return []Entry{{Kind: "source", Name: v["owner"] + "/" + v["repo"], Version: v["rev"], Origin: Source}}
	},
	"fetch-go-file.sh": func(v map[string]string) []Entry {
		e := Entry{Kind: "go", Name: v["path"], Version: v["version"], Origin: Source}
		e.lines = []string{e.Name + " " + e.Version + " " + v["h1"]}
		if v["part"] == "mod" {
			e.Name += "/go.mod"
			e.lines = []string{v["path"] + " " + e.Version + "/go.mod " + v["h1"]}
		}
		return []Entry{e}
	},
	"fetch-go-module.sh": func(v map[string]string) []Entry {
		e := named("go", v["module"], Source)
		if e.Name == "golang.org/toolchain" {
			e.Origin = Seed
		}
		return []Entry{e}
	},
	"fetch-maven.sh": func(v map[string]string) []Entry {
		at := strings.LastIndex(v["coordinates"], ":")
		return []Entry{named("maven", v["coordinates"][:at]+"@"+v["coordinates"][at+1:], Seed)}
	},
	"fetch-npm.sh": func(v map[string]string) []Entry { return []Entry{named("npm", v["package"], Seed)} },
	"fetch-pypi.sh": func(v map[string]string) []Entry {
		name, version, _ := strings.Cut(v["requirement"], "==")
		return []Entry{distribution(v["name"], name, version)}
	},
}

// named is an entry called name@version.
func named(kind, spec, origin string) Entry {
	at := strings.LastIndex(spec, "@")
	return Entry{Kind: kind, Name: spec[:at], Version: spec[at+1:], Origin: origin}
}

// distribution is a wheel, which is used as it comes, or an archive, from which one is built.
func distribution(file, name, version string) Entry {
	e := Entry{Kind: "pypi", Name: name, Version: version, Origin: Source}
	if strings.HasSuffix(file, ".whl") {
		e.Origin = Seed
	}
	return e
}

// scriptName is the name of a file in the Nix store, without its hash.
var scriptName = regexp.MustCompile(`^[a-z0-9]{32}-(.*)$`)

// entries are those of derivations that download.
func entries(ctx context.Context, all map[string]derivation, asks map[string][]string) (Ledger, error) {
	var ledger Ledger
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		d := all[name]
		script := scriptName.ReplaceAllString(path.Base(d.Env["script"]), "$1")
		read := readers[script]
		if read == nil {
			return nil, fmt.Errorf("taking the inventory: the derivation %s downloads with '%s', of which the ledger does not know what that is; add it to tools/kit", name, script)
		}
		for _, e := range read(d.Env) {
			e.paths, e.Asks = []string{d.Env["out"]}, asks[name]
			ledger, paths = append(ledger, e), append(paths, d.Env["out"])
		}
	}
	if err := present(ctx, all, paths); err != nil {
		return nil, err
	}
	for i := range ledger {
		if err := ledger[i].look(ctx); err != nil {
			return nil, err
		}
	}
	return ledger, nil
}

// present has everything that is downloaded in the store: a build that took what was made of it from a cache has not.
func present(ctx context.Context, all map[string]derivation, paths []string) error {
	missing, err := nixstore.Missing(ctx, paths)
	if err != nil || len(missing) == 0 {
		return err
	}
	realise := []string{"--realise"}
	for name, d := range all {
		if slices.Contains(missing, d.Env["out"]) {
			realise = append(realise, nixstore.Folder()+"/"+name)
		}
	}
	_, err = run(ctx, nil, "nix-store", realise...)
	return err
}

// look reads the entry's file: its size, its licence and, where its pin is another, its hash.
func (e *Entry) look(ctx context.Context) error {
	place := e.paths[0]
	info, err := os.Stat(place)
	if err != nil {
		return fmt.Errorf("reading %s in the Nix store: %w", place, tree.Reason(err))
	}
	file := place
	if info.IsDir() {
		if e.Kind == "crates" {
			file = path.Join(place, e.Name+"-"+e.Version+".crate")
			if info, err = os.Stat(file); err != nil {
				return fmt.Errorf("reading %s in the Nix store: %w", file, tree.Reason(err))
			}
		} else {
			sri, err := nixstore.TreeHash(ctx, place)
			if err != nil {
				return err
			}
			e.SHA256, file = sri, ""
		}
	}
	if file == "" {
		return nil
	}
	e.Size = info.Size()
	sum, err := hashOf(file)
	if err != nil {
		return err
	}
	if e.SHA256 != "" && e.SHA256 != sum {
		return fmt.Errorf("reading %s in the Nix store: its hash is %s, and it is pinned by %s; repair the store: nix-store --verify --check-contents --repair", file, sum, e.SHA256)
	}
	e.SHA256 = sum
	e.License = licenseOf(e.Kind, file)
	return nil
}

// hashOf is the sha256 of a file.
func hashOf(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReaderSize(file, 1<<20)); err != nil {
		return "", fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
