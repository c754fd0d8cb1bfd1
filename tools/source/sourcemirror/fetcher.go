package sourcemirror

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/base/nixstore"
)

// fetcher has Nix read what a mirror holds.
type fetcher struct {
	release
	scratch string
}

// Of a repository Nix is asked for the commit or the tag. That it is shallow (has no older commits) is no matter.
const (
	fetchRev     = `{ url, name, rev, tag }: let t = builtins.fetchGit { inherit url name rev; allRefs = true; shallow = true; }; in { path = t.outPath; hash = t.narHash; }`
	fetchTag     = `{ url, name, rev, tag }: let t = builtins.fetchGit { inherit url name; ref = "refs/tags/" + tag; shallow = true; }; in { path = t.outPath; hash = t.narHash; }`
	fetchTarball = `{ url, name, rev, tag }: { path = builtins.fetchTarball { inherit url name; }; }`
)

// fetched is the answer of those expressions.
type fetched struct{ Path, Hash string }

// fromGit takes the release from a repository: its commit or, where that is not there, its tag. It is not found when the
// repository has neither.
func (f fetcher) fromGit(ctx context.Context, place string) (found bool, err error) {
	// Nix clones a bare repository, with a git program; one in a working folder it reads by itself.
	work, err := os.MkdirTemp(f.scratch, "work-")
	if err != nil {
		return false, fmt.Errorf("making a temporary folder: %w", err)
	}
	if place, err = filepath.Abs(place); err != nil {
		return false, fmt.Errorf("finding the mirror %s: %w", place, err)
	}
	if err := os.Symlink(place, filepath.Join(work, ".git")); err != nil {
		return false, fmt.Errorf("making a temporary folder: %w", err)
	}
	for _, try := range []struct{ expression, what, name string }{
		{fetchRev, "the commit " + f.Rev + " in " + place, f.Rev},
		{fetchTag, "the tag " + f.tag() + " in " + place, "refs/tags/" + f.tag()},
	} {
		got, problem, err := f.eval(ctx, try.expression, work)
		switch {
		case err != nil:
			return false, err
		case strings.Contains(problem, "not found") && strings.Contains(problem, "'"+try.name+"'"):
			// Not there; of a file that is not there Nix names the file.
			continue
		case problem != "":
			return false, fmt.Errorf("taking authentik %s from %s: %s; see what is wrong with it: git -C %s fsck", f.Version, try.what, problem, place)
		case got.Path != f.storePath():
			return false, f.differs(try.what, got.Hash, "fetch it anew: git -C "+place+" fetch --force --tags")
		}
		return true, nil
	}
	return false, nil
}

func (f fetcher) fromTarball(ctx context.Context, place string) error {
	got, problem, err := f.eval(ctx, fetchTarball, place)
	switch {
	case err != nil:
		return err
	case problem != "":
		return fmt.Errorf("taking authentik %s from %s: %s; download it again", f.Version, place, problem)
	case got.Path != f.storePath():
		hash, err := nixstore.TreeHash(ctx, got.Path)
		if err != nil {
			return err
		}
		return f.differs(place, hash, "download it again")
	}
	return nil
}

// eval evaluates one of the expressions. The problem is what Nix says last when it fails.
func (f fetcher) eval(ctx context.Context, expression, place string) (got fetched, problem string, err error) {
	cmd := exec.CommandContext(ctx, "nix-instantiate", "--eval", "--strict", "--json", "--read-write-mode",
		"--argstr", "url", (&url.URL{Scheme: "file", Path: place}).String(), "--argstr", "name", f.name(),
		"--argstr", "rev", f.Rev, "--argstr", "tag", f.tag(), "-E", expression)
	// Nix keeps what it unpacks in a cache of the user's; of a mirror there is no need.
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(f.scratch, "cache"), "NO_COLOR=1", "TERM=dumb")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return got, "", fmt.Errorf("looking for authentik %s in a mirror: interrupted", f.Version)
		}
		if problem := lastWords(said.String()); problem != "" {
			return got, problem, nil
		}
		return got, "", fmt.Errorf("running nix-instantiate: %w; ./bazelw exec -- brings Nix", err)
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		return got, "", fmt.Errorf("reading the answer of nix-instantiate: %w", err)
	}
	return got, "", nil
}

// accessor is what Nix calls the folder that a fetcher reads, by an address with everything that it was asked.
var accessor = regexp.MustCompile(`«[^»]*»/?`)

// lastWords is the last error that Nix names, in one line; the ones before it say where it was on its way.
func lastWords(said string) string {
	at := strings.LastIndex(said, "error:")
	if at < 0 {
		return ""
	}
	return accessor.ReplaceAllString(strings.Join(strings.Fields(said[at+len("error:"):]), " "), "")
}
