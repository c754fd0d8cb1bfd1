package sourcemirror

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/base/tree"
)

// Request says which release Provide looks for, and where.
type Request struct {
	// Release is its version, and Lines the folder of release lines, one of which pins it.
	Release, Lines string
	// Mirror is the folder to look into.
	Mirror string
}

// Provide puts the release's tree into the Nix store and returns its path; it is empty when the folder has neither the
// release's tag nor a tarball of it.
func Provide(ctx context.Context, r Request) (string, error) {
	rel, err := readRelease(r.Lines, r.Release)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(r.Mirror)
	if err != nil {
		return "", fmt.Errorf("looking for authentik %s in the mirror %s: %w; AUTHENTIK_MIRROR names a folder with a git mirror or release tarballs, by an absolute path", rel.Version, r.Mirror, tree.Reason(err))
	}
	path := rel.storePath()
	if missing, err := nixstore.Missing(ctx, []string{path}); err != nil || len(missing) == 0 {
		return path, err
	}
	scratch, err := os.MkdirTemp("", "akbuild-mirror-")
	if err != nil {
		return "", fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(scratch)
	f := fetcher{release: rel, scratch: scratch}
	for _, place := range repositories(r.Mirror, entries) {
		if found, err := f.fromGit(ctx, place); found || err != nil {
			return path, err
		}
	}
	for _, place := range tarballs(r.Mirror, rel, entries) {
		return path, f.fromTarball(ctx, place)
	}
	return "", nil
}

// repositories are the git repositories that the folder is, or has in it.
func repositories(mirror string, entries []os.DirEntry) []string {
	candidates := []string{mirror, filepath.Join(mirror, ".git")}
	for _, e := range entries {
		candidates = append(candidates, filepath.Join(mirror, e.Name()), filepath.Join(mirror, e.Name(), ".git"))
	}
	var found []string
	for _, c := range candidates {
		if isFile(filepath.Join(c, "HEAD")) && isDir(filepath.Join(c, "objects")) && isDir(filepath.Join(c, "refs")) {
			found = append(found, c)
		}
	}
	return found
}

// tarballs are the files that are named after the release's version or its commit.
func tarballs(mirror string, r release, entries []os.DirEntry) []string {
	named := regexp.MustCompile(`(^|[^0-9.])(` + regexp.QuoteMeta(r.Version) + `|` + regexp.QuoteMeta(r.Rev) + `)\.(tar|tar\.gz|tgz|tar\.xz|tar\.bz2|tar\.zst|zip)$`)
	var found []string
	for _, e := range entries {
		if named.MatchString(e.Name()) {
			found = append(found, filepath.Join(mirror, e.Name()))
		}
	}
	return found
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// differs is the error for a tree that is not the release's.
func (r release) differs(what, hash, repair string) error {
	return fmt.Errorf("taking authentik %s from %s: its tree has the hash %s, %s says %s; mistrust it, or %s", r.Version, what, hash, r.file, r.NarHash, repair)
}
