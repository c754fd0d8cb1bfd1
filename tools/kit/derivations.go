package kit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/base/tree"
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
	asks, path string
}

// roots are those of the checkout with that output base, and of the modules of Bazel that all checkouts share. They are looked for
// where they lie: Nix, when it is asked for all roots, forgets those that it cannot see, such as those of other checkouts in a test.
func roots(outputBase string, wanted func(asks string) bool) ([]root, error) {
	var found []root
	for _, place := range []string{
		// Of repositories of ours, of those that rules_nixpkgs makes, and of modules.
		filepath.Join(outputBase, "nix-roots", "*", "*"),
		filepath.Join(outputBase, "external", "*", "bazel-support", "nix-out-link"),
		filepath.Join(nixstore.State(), "gcroots", "authentik-build", "*"),
	} {
		links, err := filepath.Glob(place)
		if err != nil {
			return nil, fmt.Errorf("taking the inventory: %w", err)
		}
		for _, link := range links {
			target, err := os.Readlink(link)
			if err != nil {
				return nil, fmt.Errorf("taking the inventory: reading the link %s: %w", link, tree.Reason(err))
			}
			asks := filepath.Base(link)
			if name, inBase := strings.CutPrefix(link, outputBase+"/"); inBase {
				// Bazel calls a repository by what declares it, too.
				name = strings.Split(name, "/")[1]
				if asks = name[strings.LastIndexAny(name, "+~")+1:]; !wanted(asks) {
					continue
				}
			}
			found = append(found, root{asks: asks, path: target})
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("taking the inventory: no repository of this checkout is made yet; make them: ./bazelw build --nobuild //server:authentik")
	}
	return found, nil
}

// downloads are the derivations of fixed output that lie behind the roots, by name, with who asks for them.
func downloads(ctx context.Context, from []root) (all map[string]derivation, asks map[string][]string, err error) {
	derivers, err := derivers(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	names := map[string]bool{}
	for _, deriver := range derivers {
		names[deriver] = true
	}
	known, err := show(ctx, slices.Sorted(maps.Keys(names)))
	if err != nil {
		return nil, nil, err
	}
	all, asks = map[string]derivation{}, map[string][]string{}
	for i, r := range from {
		for name, d := range behind(known, path.Base(derivers[i])) {
			all[name], asks[name] = d, append(asks[name], r.asks)
		}
	}
	return all, asks, nil
}

// derivers are the derivations that the roots were made by, in their order.
func derivers(ctx context.Context, from []root) ([]string, error) {
	query := []string{"--query", "--deriver"}
	for _, r := range from {
		if _, err := os.Stat(r.path); err != nil {
			return nil, fmt.Errorf("taking the inventory: %s, which the repository %s is made of, is gone from the Nix store; have it again: ./bazelw doctor --repair", r.path, r.asks)
		}
		query = append(query, r.path)
	}
	out, err := run(ctx, nil, "nix-store", query...)
	if err != nil {
		return nil, err
	}
	found := strings.Fields(out)
	for i, deriver := range found {
		if deriver == "unknown-deriver" {
			return nil, fmt.Errorf("taking the inventory: Nix does not know how %s was made; make it anew: ./bazelw clean --expunge", from[i].path)
		}
	}
	return found, nil
}

// behind are the downloads among a derivation and all that it is made of.
func behind(known map[string]derivation, deriver string) map[string]derivation {
	found, seen := map[string]derivation{}, map[string]bool{}
	for next := []string{deriver}; len(next) > 0; next = next[1:] {
		name := next[0]
		if seen[name] {
			continue
		}
		seen[name] = true
		d := known[name]
		if d.fetches() {
			found[name] = d
		}
		next = append(next, slices.Sorted(maps.Keys(d.Inputs.Drvs))...)
	}
	return found
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
