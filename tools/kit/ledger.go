package kit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Entry is a thing from outside.
type Entry struct {
	// Kind is the kind of registry that it comes from: debian, pypi, npm, go, maven, crates; or source.
	Kind string
	// Name and Version are the registry's.
	Name, Version string
	// SHA256 is the hash of its file; of a folder that of its archive (NAR).
	SHA256 string
	// Size is the file's, in bytes.
	Size int64
	// License is what it says of itself; empty if it says nothing.
	License string
	// Origin is Seed or Source.
	Origin string
	// Asks are the repositories of Bazel that are made of it, and the engine.
	Asks []string
	// Files are its files in a kit, which several entries may share.
	Files []string

	// paths are its places in the Nix store, which has it again where two name it otherwise; lines are those of a go.sum that name it.
	paths, lines []string
}

// What is done with a thing: a seed is used as it comes, of a source what is used is built here.
const (
	Seed   = "seed"
	Source = "source"
)

// header names the columns of a ledger.
var header = []string{"kind", "name", "version", "sha256", "size", "license", "origin", "asked by", "files"}

// Ledger is the list of all.
type Ledger []Entry

// sorted sorts and joins what is the same, asked for by several.
func (l Ledger) sorted() Ledger {
	same := func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version), cmp.Compare(a.SHA256, b.SHA256))
	}
	slices.SortStableFunc(l, same)
	var joined Ledger
	for _, e := range l {
		if n := len(joined); n == 0 || same(joined[n-1], e) != 0 {
			joined = append(joined, e)
			continue
		}
		j := &joined[len(joined)-1]
		j.Asks, j.Files = append(slices.Clone(j.Asks), e.Asks...), append(slices.Clone(j.Files), e.Files...)
		j.paths, j.lines = append(slices.Clone(j.paths), e.paths...), append(slices.Clone(j.lines), e.lines...)
	}
	for i := range joined {
		for _, list := range []*[]string{&joined[i].Asks, &joined[i].Files, &joined[i].paths, &joined[i].lines} {
			*list = slices.Clone(*list)
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
	}
	return joined
}

// Text is the ledger as a table: a line an entry, columns divided by tabs.
func (l Ledger) Text() []byte {
	var text bytes.Buffer
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	fmt.Fprintln(&text, strings.Join(header, "\t"))
	for _, e := range l {
		row := []string{e.Kind, e.Name, e.Version, e.SHA256, fmt.Sprint(e.Size), cmp.Or(e.License, "-"), e.Origin, strings.Join(e.Asks, " "), strings.Join(e.Files, " ")}
		for i := range row {
			row[i] = clean.Replace(row[i])
		}
		fmt.Fprintln(&text, strings.Join(row, "\t"))
	}
	return text.Bytes()
}

// ReadLedger reads a ledger; one that is not there is empty.
func ReadLedger(name string) (Ledger, error) {
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the ledger %s: %w", name, tree.Reason(err))
	}
	var l Ledger
	for number, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		row := strings.Split(line, "\t")
		if number == 0 && slices.Equal(row, header) {
			continue
		}
		if len(row) != len(header) {
			return nil, fmt.Errorf("reading the ledger %s: line %d has %d columns and not %d; remove the kit and collect it again", name, number+1, len(row), len(header))
		}
		e := Entry{Kind: row[0], Name: row[1], Version: row[2], SHA256: row[3], Origin: row[6], Asks: strings.Fields(row[7]), Files: strings.Fields(row[8])}
		if row[5] != "-" {
			e.License = row[5]
		}
		if _, err := fmt.Sscan(row[4], &e.Size); err != nil {
			return nil, fmt.Errorf("reading the ledger %s: the size of line %d is '%s'; remove the kit and collect it again", name, number+1, row[4])
		}
		l = append(l, e)
	}
	return l, nil
}
