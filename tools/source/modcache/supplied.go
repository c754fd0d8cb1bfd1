package modcache

import (
	"io"
	"os"
	"strings"

	"akbuild.internal/tools/base/nixstore"
	"golang.org/x/mod/sumdb/dirhash"
)

// supplied is what the store has of lines that the index does not have, or otherwise: a supply said which files they name. What a supply
// says is no more than that: only a file that has the hash of its line is among them.
func supplied(lines, missing []Line, known, index List) List {
	gone := map[string]bool{}
	for _, l := range missing {
		gone[l.Text] = true
	}
	found := List{}
	for _, l := range lines {
		sha := known[l.Text]
		if !gone[l.Text] && index[l.Text] != sha && l.vouchesFor(nixstore.FilePath(l.StoreName(), sha)) {
			found[l.Text] = sha
		}
	}
	return found
}

// vouchesFor reports whether a file has the hash that the line says.
func (l Line) vouchesFor(name string) bool {
	var sum string
	var err error
	if l.Mod {
		sum, err = dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return os.Open(name) })
	} else {
		sum, err = dirhash.HashZip(name, dirhash.Hash1)
	}
	return err == nil && strings.HasSuffix(l.Text, " "+sum)
}
