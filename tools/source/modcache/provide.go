package modcache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/base/tree"
)

// Request says whose modules Provide provides.
type Request struct {
	// Go is the go binary.
	Go string
	// GoMod and GoSum name the module's files.
	GoMod, GoSum string
	// Except are modules to leave out: the generated client.
	Except []string
	// Index is the list of everything seen before; empty for DefaultIndex.
	Index string
	// List is the file to write: the lines of go.sum, those of Except left out, with the sha256 of their files.
	List string
	// Progress gets a line before a download.
	Progress io.Writer
}

// Provide has every file that go.sum names in the Nix store, downloading those that it lacks, and writes the list.
func Provide(ctx context.Context, r Request) error {
	lines, err := ReadGoSum(r.GoSum, r.Except)
	if err != nil {
		return err
	}
	if err := checkGoMod(r.GoMod, r.GoSum, lines, r.Except); err != nil {
		return err
	}
	if r.Index == "" {
		if r.Index, err = DefaultIndex(); err != nil {
			return err
		}
	}
	index, err := ReadList(r.Index)
	if err != nil {
		return err
	}
	known := maps.Clone(index)
	for _, folder := range nixstore.Supplies() {
		list, err := ReadList(filepath.Join(folder, SupplyList))
		if err != nil {
			return err
		}
		maps.Copy(known, list)
	}
	missing, err := lacking(ctx, lines, known)
	if err != nil {
		return err
	}
	// Whoever builds without the supply later finds in the store what came of it.
	if err := remember(r.Index, supplied(lines, missing, known, index)); err != nil {
		return err
	}
	found := List{}
	for _, l := range lines {
		found[l.Text] = known[l.Text]
	}
	if len(missing) > 0 {
		fmt.Fprintf(r.Progress, "akbuild modules: fetching %d of the %d files that %s names\n", len(missing), len(lines), r.GoSum)
		fetched, fetchErr := fetch(ctx, r, lines, missing)
		// What did come is kept, whatever happened to the rest.
		if err := remember(r.Index, fetched); err != nil && fetchErr == nil {
			return err
		}
		if fetchErr != nil {
			return fetchErr
		}
		maps.Copy(found, fetched)
	}
	return found.Write(r.List)
}

// lacking are the lines whose file is not in the store, or is not known.
func lacking(ctx context.Context, lines []Line, known List) ([]Line, error) {
	var lacking []Line
	var paths []string
	at := map[string][]Line{}
	for _, l := range lines {
		sha, ok := known[l.Text]
		if !ok {
			lacking = append(lacking, l)
			continue
		}
		path := nixstore.FilePath(l.StoreName(), sha)
		if at[path] == nil {
			paths = append(paths, path)
		}
		at[path] = append(at[path], l)
	}
	gone, err := nixstore.Missing(ctx, paths)
	if err != nil {
		return nil, err
	}
	for _, path := range gone {
		lacking = append(lacking, at[path]...)
	}
	return lacking, nil
}

// fetch downloads the files of the missing lines and puts them into the store. It returns what it could do with the error.
func fetch(ctx context.Context, r Request, lines, missing []Line) (List, error) {
	scratch, err := os.MkdirTemp("", "akbuild-modules-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer removeAll(scratch)
	d := downloader{Request: r, lines: lines, scratch: scratch}
	files, fetchErr := d.download(ctx, missing)
	found, err := store(ctx, filepath.Join(scratch, "store"), files)
	if fetchErr != nil {
		return found, fetchErr
	}
	return found, err
}

// file is a downloaded file and the line that names it.
type file struct {
	Line
	place string
}

// store puts the files into the Nix store; it links them below dir under the names that they have there.
func store(ctx context.Context, dir string, files []file) (List, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", tree.Reason(err))
	}
	found := List{}
	var names, want []string
	for _, f := range files {
		sha, err := sha256Of(f.place)
		if err != nil {
			return nil, err
		}
		found[f.Text] = sha
		path := nixstore.FilePath(f.StoreName(), sha)
		// A folder each: two modules may have one name in the store.
		named := filepath.Join(dir, sha, f.StoreName())
		if err := os.MkdirAll(filepath.Dir(named), 0o755); err != nil {
			return nil, fmt.Errorf("making a temporary folder: %w", tree.Reason(err))
		}
		if err := os.Link(f.place, named); err != nil && !os.IsExist(err) {
			return nil, fmt.Errorf("naming the downloaded %s: %w", f.place, tree.Reason(err))
		}
		names, want = append(names, named), append(want, path)
	}
	added, err := nixstore.AddFiles(ctx, names)
	if err != nil {
		return nil, err
	}
	for i, path := range added {
		if path != want[i] {
			return nil, fmt.Errorf("adding %s to the Nix store: it came to %s, not to %s, where nix/packages/go-modules.nix looks", names[i], path, want[i])
		}
	}
	return found, nil
}

func sha256Of(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("reading the downloaded %s: %w", name, tree.Reason(err))
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("reading the downloaded %s: %w", name, tree.Reason(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// removeAll also removes what the go command made read-only.
func removeAll(dir string) {
	_ = filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			_ = os.Chmod(p, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}
