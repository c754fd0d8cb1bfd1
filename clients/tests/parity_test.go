package tests_test

import (
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
)

// Each client that Bazel built has the hash of the one that Nix builds. A difference names the files.
func TestBazelAndNixGiveTheSameTree(t *testing.T) {
	for _, c := range []struct{ bazel, nix string }{
		{"clients/go/src.go", `set.client-go`},
		{"clients/releases/2026.8.3/go_src_upstream.go", `set.client-go.override { version = "2026.8.3"; }`},
		{"clients/typescript/src", `set.client-ts.src`},
		{"clients/typescript/api", `set.client-ts`},
		{"clients/python/src", `set.client-python`},
		{"clients/rust/src", `set.client-rust`},
		{"clients/releases/2026.8.3/ts_src", `(set.client-ts.override { version = "2026.8.3"; }).src`},
		{"clients/tests/small.go", `set.client-go.override { schema = ./nix/packages/clients/tests/small.yml; }`},
	} {
		t.Run(strings.ReplaceAll(c.bazel, "/", " "), func(t *testing.T) {
			nix := mustBuild(t, c.nix)
			bazel, err := filepath.EvalSymlinks(c.bazel)
			if err != nil {
				t.Fatal(err)
			}
			want, err := manifest.Of(bazel)
			if err != nil {
				t.Fatal(err)
			}
			got, err := manifest.Of(nix)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := manifest.Compare(c.bazel, want, got)
			if err != nil {
				t.Fatal(err)
			}
			if len(lines) > 0 {
				t.Errorf("Nix's tree %s is not Bazel's:\n%s", nix, strings.Join(lines, "\n"))
			}
			// The hash of the whole, as Nix has it. Bazel makes every output executable; what the action wrote was 0644.
			if ours, theirs := narHash(t, plain(t, bazel)), narHash(t, nix); ours != theirs {
				t.Errorf("Bazel's tree has the hash %s, Nix's has %s", ours, theirs)
			}
		})
	}
}

// plain is a copy of a tree without executable bits.
func plain(t *testing.T, dir string) string {
	t.Helper()
	files, err := tree.List(dir, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir()
	if err := tree.Copy(copied, "", files); err != nil {
		t.Fatal(err)
	}
	if err := tree.Normalise(copied); err != nil {
		t.Fatal(err)
	}
	return copied
}

func narHash(t *testing.T, dir string) string {
	t.Helper()
	out, err := command(t, "", "nix-hash", "--type", "sha256", "--sri", dir)
	if err != nil {
		t.Fatalf("hashing %s: %v", dir, err)
	}
	return strings.TrimSpace(out)
}
