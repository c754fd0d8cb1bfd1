package kit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

const sumsFile = "SHA256SUMS"

// own are the files that are written anew each time.
var own = []string{sumsFile, ledgerFile, "nix/nix-cache-info", "nix/go-modules.json"}

// sums are the files of a kit with their hashes, as sha256sum(1) writes and checks them.
type sums map[string]string

func readSums(out string) (sums, error) {
	content, err := os.ReadFile(filepath.Join(out, sumsFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the kit %s: %w", out, tree.Reason(err))
	}
	s := sums{}
	for line := range strings.Lines(string(content)) {
		if sum, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			s[file] = sum
		}
	}
	return s, nil
}

// drop removes what is not as it was collected, so that it is collected again: with it all files of the thing that it belongs to.
func (s sums) drop(out string, ledger Ledger) error {
	for file, wanted := range maps.Clone(s) {
		if slices.Contains(own, file) {
			delete(s, file)
			continue
		}
		if sum, err := hashOf(filepath.Join(out, file)); err == nil && sum == wanted {
			continue
		}
		gone := []string{file}
		for _, e := range ledger {
			if slices.Contains(e.Files, file) {
				gone = append(gone, e.Files...)
			}
		}
		for _, file := range gone {
			delete(s, file)
			if err := os.Remove(filepath.Join(out, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("collecting %s again: %w", file, tree.Reason(err))
			}
		}
	}
	return nil
}

// write hashes what is new, removes what is of no entry, and writes the sums: last, so that a kit that was not finished is none.
func (s sums) write(out string, ledger Ledger) (added int, size int64, err error) {
	belongs := map[string]bool{}
	for _, e := range ledger {
		for _, file := range e.Files {
			belongs[file] = true
		}
	}
	there := sums{}
	err = filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		file, err := filepath.Rel(out, name)
		if err != nil {
			return err
		}
		file = filepath.ToSlash(file)
		mine := slices.Contains(own, file)
		switch {
		case file == sumsFile:
			return nil
		case !mine && !belongs[file]:
			return os.Remove(name)
		case s[file] != "":
			there[file] = s[file]
			return nil
		}
		if there[file], err = hashOf(name); err != nil || mine {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		added++
		size += info.Size()
		return nil
	})
	if err != nil {
		return 0, 0, fmt.Errorf("finishing the kit %s: %w", out, tree.Reason(err))
	}
	for file := range belongs {
		if there[file] == "" {
			return 0, 0, fmt.Errorf("finishing the kit %s: %s is in its ledger and was not collected; call again with the source that it is of", out, file)
		}
	}
	var text bytes.Buffer
	for _, file := range slices.Sorted(maps.Keys(there)) {
		fmt.Fprintf(&text, "%s  %s\n", there[file], file)
	}
	return added, size, stage.File(filepath.Join(out, sumsFile), text.Bytes())
}
