package kit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/modcache"
)

// Names of the parts of a kit, which engine/kit.sh knows, too.
const (
	ledgerFile = "ledger.tsv"
	nixFolder  = "nix"
)

// Collect makes the folder out a kit of the ledger, or adds to it what the kit there lacks: what it has is looked at, and what of
// that is missing or another is collected again. packages is the folder that keeps the Debian packages.
func Collect(ctx context.Context, ledger Ledger, packages, out string, say io.Writer) error {
	if err := os.MkdirAll(filepath.Join(out, nixFolder), 0o755); err != nil {
		return fmt.Errorf("making the kit %s: %w", out, tree.Reason(err))
	}
	old, err := ReadLedger(filepath.Join(out, ledgerFile))
	if err != nil {
		return err
	}
	sums, err := readSums(out)
	if err != nil {
		return err
	}
	if err := sums.drop(out, old); err != nil {
		return err
	}
	// A kit has the packages of one root.
	old = slices.DeleteFunc(old, func(e Entry) bool { return e.Kind == "debian" })
	var paths []string
	for _, e := range ledger {
		paths = append(paths, e.paths...)
	}
	if err := copyToCache(ctx, paths, filepath.Join(out, nixFolder), url.Values{"compression": {"none"}}); err != nil {
		return err
	}
	for i := range ledger {
		if err := ledger[i].place(packages, out, sums); err != nil {
			return err
		}
	}
	all := append(old, ledger...).sorted()
	if err := writeModules(ledger, filepath.Join(out, nixFolder, modcache.SupplyList)); err != nil {
		return err
	}
	if err := stage.File(filepath.Join(out, ledgerFile), all.Text()); err != nil {
		return err
	}
	added, size, err := sums.write(out, all)
	if err != nil {
		return err
	}
	fmt.Fprintf(say, "kit: %s has %d things from outside; %d files were added, %d MB\n", out, len(all), added, size>>20)
	return nil
}

// copyToCache adds paths of the Nix store, with what they refer to, to the binary cache in the folder.
func copyToCache(ctx context.Context, paths []string, folder string, options url.Values) error {
	if len(paths) == 0 {
		return nil
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("finding the folder of a binary cache: %w", err)
	}
	to := &url.URL{Scheme: "file", Path: folder, RawQuery: options.Encode()}
	_, err = run(ctx, strings.NewReader(strings.Join(paths, "\n")),
		"nix", "--extra-experimental-features", "nix-command", "copy", "--no-check-sigs", "--to", to.String(), "--stdin")
	return err
}

// place says which files of the kit are the entry's; those of Debian that are not there it copies.
func (e *Entry) place(packages, out string, there sums) error {
	if len(e.paths) == 0 {
		for _, file := range e.Files {
			if there[file] == e.SHA256 {
				continue
			}
			delete(there, file)
			// Of one that is there, but not whole, too.
			if err := os.Remove(filepath.Join(out, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("collecting %s: %w", file, tree.Reason(err))
			}
			from := filepath.Join(packages, strings.TrimPrefix(file, "debian/"))
			if err := tree.Copy(out, "", []tree.File{{Rel: file, Path: from}}); err != nil {
				return fmt.Errorf("collecting %s %s: %w", e.Name, e.Version, err)
			}
		}
		return nil
	}
	e.Files = nil
	for _, place := range e.paths {
		info := path.Join(nixFolder, path.Base(place)[:32]+".narinfo")
		content, err := os.ReadFile(filepath.Join(out, info))
		if err != nil {
			return fmt.Errorf("collecting %s %s: %w", e.Name, e.Version, tree.Reason(err))
		}
		found := archive.FindSubmatch(content)
		if found == nil {
			return fmt.Errorf("collecting %s %s: %s names no archive", e.Name, e.Version, info)
		}
		e.Files = append(e.Files, info, path.Join(nixFolder, string(found[1])))
	}
	return nil
}

// archive is the line of a narinfo that names the archive.
var archive = regexp.MustCompile(`(?m)^URL: (.*)$`)

// writeModules adds to the list from which `akbuild modules` learns the hashes of what go.sum names.
func writeModules(ledger Ledger, name string) error {
	list, err := modcache.ReadList(name)
	if err != nil {
		return err
	}
	for _, e := range ledger {
		for _, line := range e.lines {
			list[line] = e.SHA256
		}
	}
	return list.Write(name)
}
