package npm

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"akbuild.internal/tools/base/tree"
)

// Registry downloads tarballs, in several calls at the same time.
type Registry interface {
	// Get downloads what it can of these into the folder, under their file names, each with the locked hash, and returns
	// those that the registry does not have with what it said.
	Get(ctx context.Context, folder string, wanted []Tarball) (refused map[string]string, err error)
}

// Store keeps tarballs.
type Store interface {
	// Take takes those tarballs that it can have without the registry.
	Take(ctx context.Context, tarballs []Tarball) error
	// Final reports whether a declared deviation stands for what the store does not have, without a question to the registry.
	Final() bool
	// Has reports whether a tarball is there.
	Has(Tarball) bool
	// Add puts the tarballs that lie in the folder under their file names there.
	Add(ctx context.Context, folder string, tarballs []Tarball) error
}

// Fetch downloads the tarballs that the store does not have, puts them there, and returns the list of what is used: a deviation
// of the line stands for a locked version that the registry does not have, and for nothing else. Progress is said on say.
func Fetch(ctx context.Context, wanted []Tarball, line Line, store Store, registry Registry, say io.Writer) ([]Tarball, error) {
	folder, err := os.MkdirTemp("", "npm-packages-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for npm packages: %w", err)
	}
	defer os.RemoveAll(folder)
	deviations := map[string]Deviation{}
	for _, d := range line.Deviations {
		deviations[d.Name+"@"+d.Locked] = d
	}
	if err := store.Take(ctx, wanted); err != nil {
		return nil, err
	}
	used := slices.Clone(wanted)
	var missing []Tarball
	for i, t := range wanted {
		if store.Has(t) {
			continue
		}
		// Asking again for what is known to be refused would make each build wait for the registry.
		if d, declared := deviations[t.Spec()]; declared {
			other, err := t.deviate(d)
			if err != nil {
				return nil, err
			}
			if other.Tree == "" {
				if err := store.Take(ctx, []Tarball{other}); err != nil {
					return nil, err
				}
			}
			if other.Tree == "" && store.Has(other) || other.Tree != "" && store.Final() {
				used[i] = other
				continue
			}
		}
		missing = append(missing, t)
	}
	if len(missing) == 0 {
		return used, nil
	}
	fmt.Fprintf(say, "fetching %d npm packages\n", len(missing))
	// Those that may be refused are asked for apart: npm stops at the first refusal, whatever else is under way.
	doubtful := slices.DeleteFunc(slices.Clone(missing), func(t Tarball) bool { _, declared := deviations[t.Spec()]; return !declared })
	sure := slices.DeleteFunc(missing, func(t Tarball) bool { _, declared := deviations[t.Spec()]; return declared })
	instead := map[string]Tarball{}
	group, both := errgroup.WithContext(ctx)
	group.Go(func() error {
		refused, err := registry.Get(both, folder, sure)
		for _, t := range sure {
			if said, no := refused[t.Spec()]; no && err == nil {
				err = fmt.Errorf("fetching %s, which the source's package-lock.json locks: the npm registry does not have it (%s); name what to use in its place in the npm data of the release line, docs/web.md says how", t.Spec(), said)
			}
		}
		return err
	})
	group.Go(func() (err error) {
		instead, err = deviating(both, folder, doubtful, deviations, registry)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, t := range used {
		if other, deviates := instead[t.Spec()]; deviates {
			used[i] = other
		}
	}
	got := slices.DeleteFunc(slices.Clone(used), func(t Tarball) bool {
		_, err := os.Stat(filepath.Join(folder, t.File))
		return t.Tree != "" || err != nil
	})
	return used, store.Add(ctx, folder, got)
}

// deviating downloads tarballs that the registry may not have, and, for those that it has not, what is declared for them. It returns
// that, by the specification of what is locked.
func deviating(ctx context.Context, folder string, doubtful []Tarball, deviations map[string]Deviation, registry Registry) (map[string]Tarball, error) {
	refused, err := registry.Get(ctx, folder, doubtful)
	if err != nil {
		return nil, err
	}
	instead := map[string]Tarball{}
	var others []Tarball
	for _, t := range doubtful {
		if _, no := refused[t.Spec()]; !no {
			continue
		}
		other, err := t.deviate(deviations[t.Spec()])
		if err != nil {
			return nil, err
		}
		instead[t.Spec()] = other
		if other.Tree == "" {
			others = append(others, other)
		}
	}
	if refused, err = registry.Get(ctx, folder, others); err != nil {
		return nil, err
	}
	for _, t := range others {
		if said, no := refused[t.Spec()]; no {
			return nil, fmt.Errorf("fetching %s in place of %s: the npm registry does not have it either (%s)", t.Spec(), t.Locked, said)
		}
	}
	return instead, nil
}

// Client is npm's own command, as configured on the machine.
type Client struct {
	// Program is the path of npm.
	Program string
}

// Get downloads with one process of npm, and with one more for each refusal.
func (c Client) Get(ctx context.Context, folder string, wanted []Tarball) (map[string]string, error) {
	refused := map[string]string{}
	if len(wanted) == 0 {
		return refused, nil
	}
	cache, err := os.MkdirTemp("", "npm-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for npm's downloads: %w", err)
	}
	defer os.RemoveAll(cache)
	for missing := wanted; len(missing) > 0; {
		said := c.add(ctx, cache, missing)
		if said == "" {
			break
		}
		at := slices.IndexFunc(missing, func(t Tarball) bool { return refusal(said) && names(said, t) })
		if at < 0 {
			return nil, fmt.Errorf("fetching %d npm packages: npm failed; ./bazelw doctor tests the way to the registry; npm said: %s", len(missing), said)
		}
		refused[missing[at].Spec()] = firstLine(said)
		missing = slices.DeleteFunc(slices.Clone(missing), func(t Tarball) bool {
			_, err := os.Stat(cached(cache, t))
			_, no := refused[t.Spec()]
			return err == nil || no
		})
	}
	for _, t := range wanted {
		if _, no := refused[t.Spec()]; no {
			continue
		}
		if err := tree.Copy(folder, "", []tree.File{{Rel: t.File, Path: cached(cache, t)}}); err != nil {
			return nil, fmt.Errorf("fetching %s: what the registry gave does not have the hash of the lock (%s); if the lock is right, the registry or what is between is not to be trusted", t.Spec(), t.Integrity)
		}
	}
	return refused, nil
}

// cached is where npm's cache holds a tarball: under its hash.
func cached(cache string, t Tarball) string {
	return filepath.Join(cache, "_cacache", "content-v2", "sha512", t.SHA512[:2], t.SHA512[2:4], t.SHA512[4:])
}

// refusal reports whether npm says that the registry does not give a package, which asking again does not change.
func refusal(said string) bool {
	return slices.ContainsFunc([]string{"E404", "ETARGET", "E403"}, func(code string) bool { return strings.Contains(said, code) })
}

// names reports whether npm's words are about the package: by its specification, or by its address in the registry.
func names(said string, t Tarball) bool {
	for _, word := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" \t\n'\"`,;()", r) }) {
		word = strings.TrimRight(word, ".:")
		if word == t.Spec() || strings.HasSuffix(strings.ReplaceAll(word, "%2f", "/"), "/"+t.Name) {
			return true
		}
	}
	return false
}

// add lets npm download into its cache; it returns what npm said if it failed.
func (c Client) add(ctx context.Context, cache string, wanted []Tarball) string {
	args := []string{"cache", "add", "--cache", cache, "--loglevel", "error", "--no-update-notifier", "--fund=false"}
	for _, t := range wanted {
		args = append(args, t.Spec())
	}
	command := exec.CommandContext(ctx, c.Program, args...)
	// Node has certificates of its own; the machine's are those that Nix is told of.
	if certificates := os.Getenv("NIX_SSL_CERT_FILE"); certificates != "" {
		command.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+certificates)
	}
	out, err := command.CombinedOutput()
	if err == nil {
		return ""
	}
	return strings.TrimSpace(string(out) + " " + err.Error())
}

func firstLine(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "npm error "))
		if line != "" && !strings.HasPrefix(line, "code ") {
			return line
		}
	}
	return strings.TrimSpace(text)
}
