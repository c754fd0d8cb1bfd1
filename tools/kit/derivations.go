package kit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nixstore"
)

// derivation is what Nix says of one.
type derivation struct {
	Env     map[string]string
	Outputs map[string]struct{ Hash string }
	Inputs  struct{ Drvs map[string]any }
}

// fetches reports whether it is a download: its hash is known before.
func (d derivation) fetches() bool { return d.Outputs["out"].Hash != "" }

// root is a garbage-collection root and what it keeps.
type root struct {
	// asks is the repository whose root it is.
	asks, path, deriver string
}

// roots are those of the checkout with that output base, and of the modules of Bazel that all checkouts share.
func roots(ctx context.Context, outputBase string, wanted func(asks string) bool) ([]root, error) {
	out, err := run(ctx, nil, "nix-store", "--gc", "--print-roots")
	if err != nil {
		return nil, err
	}
	shared := filepath.Join(nixstore.State(), "gcroots", "authentik-build")
	var found []root
	for line := range strings.Lines(out) {
		link, target, is := strings.Cut(strings.TrimSpace(line), " -> ")
		link = strings.Trim(link, `"`)
		place, inBase := strings.CutPrefix(link, outputBase+"/")
		if name, ok := strings.CutPrefix(link, shared+"/"); ok {
			found = append(found, root{asks: name, path: target})
		} else if parts := strings.Split(place, "/"); is && inBase && len(parts) > 1 {
			// Bazel calls a repository by what declares it, too.
			asks := parts[1][strings.LastIndexAny(parts[1], "+~")+1:]
			if wanted(asks) {
				found = append(found, root{asks: asks, path: target})
			}
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("taking the inventory: no repository of this checkout is made yet; make them: ./bazelw build --nobuild //server:authentik")
	}
	paths := []string{"--query", "--deriver"}
	for _, r := range found {
		paths = append(paths, r.path)
	}
	if out, err = run(ctx, nil, "nix-store", paths...); err != nil {
		return nil, err
	}
	for i, deriver := range strings.Fields(out) {
		if found[i].deriver = path.Base(deriver); deriver == "unknown-deriver" {
			return nil, fmt.Errorf("taking the inventory: Nix does not know how %s was made; make it anew: ./bazelw clean --expunge", found[i].path)
		}
	}
	return found, nil
}

// downloads are the derivations of fixed output that lie behind the roots, by name, with who asks for them.
func downloads(ctx context.Context, from []root) (all map[string]derivation, asks map[string][]string, err error) {
	names := map[string]bool{}
	for _, r := range from {
		names[nixstore.Folder()+"/"+r.deriver] = true
	}
	known, err := show(ctx, slices.Sorted(maps.Keys(names)))
	if err != nil {
		return nil, nil, err
	}
	all, asks = map[string]derivation{}, map[string][]string{}
	for _, r := range from {
		seen := map[string]bool{}
		for next := []string{r.deriver}; len(next) > 0; next = next[1:] {
			name := next[0]
			if seen[name] {
				continue
			}
			seen[name] = true
			d := known[name]
			if d.fetches() {
				all[name], asks[name] = d, append(asks[name], r.asks)
			}
			next = append(next, slices.Sorted(maps.Keys(d.Inputs.Drvs))...)
		}
	}
	return all, asks, nil
}

// show reads derivations and all that they are made of.
func show(ctx context.Context, names []string) (map[string]derivation, error) {
	out, err := run(ctx, strings.NewReader(strings.Join(names, "\n")), "nix", "--extra-experimental-features", "nix-command", "derivation", "show", "--recursive", "--stdin")
	if err != nil {
		return nil, err
	}
	var said struct{ Derivations map[string]derivation }
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		return nil, fmt.Errorf("reading what Nix says of derivations: %w", err)
	}
	return said.Derivations, nil
}

// run runs a command of Nix.
func run(ctx context.Context, in *strings.Reader, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	if in != nil {
		cmd.Stdin = in
	}
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("asking Nix: interrupted")
		}
		return "", fmt.Errorf("asking Nix (%s %s): %w %s", name, args[0], err, strings.Join(strings.Fields(problem.String()), " "))
	}
	return out.String(), nil
}
