package nix_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/source/sourcemirror"
)

// gitTree are the files at the top of a small source.
type gitTree map[string]string

var releaseTree = gitTree{"README.md": "a release\n", "go.mod": "module goauthentik.io\n"}

// gitRepository is a bare repository that the test writes itself: the engine has no git program.
type gitRepository string

func newGitRepository(t *testing.T, dir string) gitRepository {
	t.Helper()
	for name, content := range map[string]string{
		"HEAD": "ref: refs/heads/main\n", "config": "[core]\n\trepositoryformatversion = 0\n\tbare = true\n", "refs/heads/.keep": "", "objects/.keep": "",
	} {
		put(t, filepath.Join(dir, name), content)
	}
	return gitRepository(dir)
}

func put(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// object writes an object and returns its name.
func (g gitRepository) object(t *testing.T, kind string, content []byte) string {
	t.Helper()
	whole := append(fmt.Appendf(nil, "%s %d\x00", kind, len(content)), content...)
	sum := sha1.Sum(whole)
	name := hex.EncodeToString(sum[:])
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(whole); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(string(g), "objects", name[:2], name[2:]), packed.String())
	return name
}

// commit writes a commit with that tree and makes the tag point to it; without a tag it is only there.
func (g gitRepository) commit(t *testing.T, tree gitTree, message, tag string) string {
	t.Helper()
	var entries bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		sum, err := hex.DecodeString(g.object(t, "blob", []byte(tree[name])))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&entries, "100644 %s\x00%s", name, sum)
	}
	const who = "a <a@example.test> 1577934245 +0000\n"
	rev := g.object(t, "commit", fmt.Appendf(nil, "tree %s\nauthor %scommitter %s\n%s\n", g.object(t, "tree", entries.Bytes()), who, who, message))
	if tag != "" {
		put(t, filepath.Join(string(g), "refs", "tags", tag), rev+"\n")
	}
	return rev
}

// tarball writes the tree as the forge serves it, below one folder.
func tarball(t *testing.T, name string, tree gitTree) {
	t.Helper()
	var content bytes.Buffer
	packed := gzip.NewWriter(&content)
	archive := tar.NewWriter(packed)
	for _, file := range slices.Sorted(maps.Keys(tree)) {
		if err := archive.WriteHeader(&tar.Header{Name: "authentik-x/" + file, Mode: 0o644, Size: int64(len(tree[file]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(tree[file])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, name, content.String())
}

// mirror is a checkout with the release 9.9.9, whose tree is releaseTree, and a folder to look for it in.
type mirror struct {
	*nix
	folder, lines string
}

func newMirror(t *testing.T, rev string) mirror {
	t.Helper()
	m := mirror{nix: newNix(t, checkout(t)), folder: t.TempDir()}
	m.lines = filepath.Join(m.dir, "lines")
	plain := t.TempDir()
	for name, content := range releaseTree {
		put(t, filepath.Join(plain, name), content)
	}
	hash, err := exec.Command("nix-hash", "--type", "sha256", "--sri", plain).Output()
	if err != nil {
		t.Fatal(err)
	}
	content, err := json.Marshal(map[string]any{"inherits": "2025.12", "versions": map[string]any{
		"9.9.9": map[string]string{"rev": rev, "narHash": strings.TrimSpace(string(hash))},
	}})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(m.lines, "9.9", "line.json"), string(content))
	return m
}

// provide runs what the repository rule runs before nix-build, into the store of this test.
func (m mirror) provide(t *testing.T) (string, error) {
	t.Helper()
	for _, entry := range append(slices.Clone(m.environ), "NIX_REMOTE="+m.store) {
		name, value, _ := strings.Cut(entry, "=")
		t.Setenv(name, value)
	}
	return sourcemirror.Provide(context.Background(), sourcemirror.Request{Release: "9.9.9", Lines: m.lines, Mirror: m.folder})
}

const nowhere = "0123456789012345678901234567890123456789"

func TestMirrorHasTheRelease(t *testing.T) {
	for name, fill := range map[string]func(t *testing.T, folder string) (rev string){
		"a bare mirror with the commit": func(t *testing.T, folder string) string {
			return newGitRepository(t, filepath.Join(folder, "authentik.git")).commit(t, releaseTree, "release", "version/9.9.9")
		},
		"the mirror itself": func(t *testing.T, folder string) string {
			return newGitRepository(t, folder).commit(t, releaseTree, "release", "version/9.9.9")
		},
		"a checkout whose tag has moved on": func(t *testing.T, folder string) string {
			g := newGitRepository(t, filepath.Join(folder, "authentik", ".git"))
			g.commit(t, gitTree{"README.md": "patched\n"}, "patched", "version/9.9.9")
			return g.commit(t, releaseTree, "release", "")
		},
		"another commit with the same tree": func(t *testing.T, folder string) string {
			newGitRepository(t, filepath.Join(folder, "copy.git")).commit(t, releaseTree, "copied", "version/9.9.9")
			return nowhere
		},
		"a tarball, beside a repository without the tag": func(t *testing.T, folder string) string {
			newGitRepository(t, filepath.Join(folder, "other.git")).commit(t, releaseTree, "other", "version/1.0.0")
			tarball(t, filepath.Join(folder, "authentik-version-9.9.9.tar.gz"), releaseTree)
			tarball(t, filepath.Join(folder, "authentik-version-19.9.9.tar.gz"), gitTree{"a": "another release"})
			return nowhere
		},
		"a tarball that is named after the commit": func(t *testing.T, folder string) string {
			tarball(t, filepath.Join(folder, nowhere+".tar.gz"), releaseTree)
			return nowhere
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			m := newMirror(t, fill(t, folder))
			m.folder = folder
			path, err := m.provide(t)
			if err != nil {
				t.Fatal(err)
			}
			// Where Nix looks: the source is there without a network.
			out, err := m.run("nix-build", "--no-out-link", "nix", "-A", "source_9_9_9")
			if err != nil {
				t.Fatal(err)
			}
			if out != path {
				t.Errorf("the mirror gave %s, Nix has %s", path, out)
			}
			content, err := os.ReadFile(filepath.Join(m.store+out, "README.md"))
			if err != nil || string(content) != releaseTree["README.md"] {
				t.Errorf("README.md holds %q: %v", content, err)
			}
		})
	}
}

func TestMirrorWithoutTheRelease(t *testing.T) {
	m := newMirror(t, nowhere)
	newGitRepository(t, filepath.Join(m.folder, "authentik.git")).commit(t, releaseTree, "release", "version/9.9.8")
	tarball(t, filepath.Join(m.folder, "authentik-version-9.9.9.1.tar.gz"), releaseTree)
	tarball(t, filepath.Join(m.folder, "authentik-version-9.9.9-rc1.tar.gz"), releaseTree)
	if path, err := m.provide(t); path != "" || err != nil {
		t.Errorf("it gave %q, error %v", path, err)
	}
}

func TestMirrorRefused(t *testing.T) {
	other := gitTree{"README.md": "another\n"}
	for name, c := range map[string]struct {
		fill func(t *testing.T, m *mirror)
		want []string
	}{
		"a tag with other content": {
			func(t *testing.T, m *mirror) {
				newGitRepository(t, filepath.Join(m.folder, "authentik.git")).commit(t, other, "other", "version/9.9.9")
			},
			[]string{
				"taking authentik 9.9.9 from the tag version/9.9.9 in FOLDER/authentik.git: its tree has the hash sha256-",
				"/lines/9.9/line.json says sha256-", "; mistrust it, or fetch it anew: git -C FOLDER/authentik.git fetch --force --tags",
			},
		},
		"a tarball with other content": {
			func(t *testing.T, m *mirror) { tarball(t, filepath.Join(m.folder, "9.9.9.tar.gz"), other) },
			[]string{"taking authentik 9.9.9 from FOLDER/9.9.9.tar.gz: its tree has the hash sha256-", "; mistrust it, or download it again"},
		},
		"a tarball that is none": {
			func(t *testing.T, m *mirror) { put(t, filepath.Join(m.folder, "9.9.9.tar.gz"), "hello") },
			[]string{"taking authentik 9.9.9 from FOLDER/9.9.9.tar.gz: ", "; download it again"},
		},
		"a repository with a file missing": {
			func(t *testing.T, m *mirror) {
				g := newGitRepository(t, filepath.Join(m.folder, "authentik.git"))
				g.commit(t, releaseTree, "release", "version/9.9.9")
				blob := g.object(t, "blob", []byte(releaseTree["README.md"]))
				if err := os.Remove(filepath.Join(string(g), "objects", blob[:2], blob[2:])); err != nil {
					t.Fatal(err)
				}
			},
			[]string{"taking authentik 9.9.9 from the tag version/9.9.9 in FOLDER/authentik.git: looking up file 'README.md': object not found", "; see what is wrong with it: git -C FOLDER/authentik.git fsck"},
		},
		"no folder": {
			func(t *testing.T, m *mirror) { m.folder += "/nowhere" },
			[]string{"looking for authentik 9.9.9 in the mirror FOLDER/nowhere: no such file or directory; AUTHENTIK_MIRROR names a folder with a git mirror or release tarballs, by an absolute path"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMirror(t, nowhere)
			folder := m.folder
			c.fill(t, &m)
			_, err := m.provide(t)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), folder, "FOLDER")
			if strings.Contains(got, "\n") || !strings.HasPrefix(got, c.want[0]) {
				t.Errorf("error %q", got)
			}
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("error %q\nlacks %q", got, want)
				}
			}
		})
	}
}
