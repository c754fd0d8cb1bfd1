package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the engine cannot show is refused by its name, before anything is made.
func TestFoldersThatCannotBeShown(t *testing.T) {
	cache := t.TempDir()
	if err := os.WriteFile(filepath.Join(cache, "nix-cache-info"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	colon := filepath.Join(t.TempDir(), "a:b")
	if err := os.Mkdir(colon, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		environ []string
		folder  string
		want    string
	}{
		{"a cache below /usr", []string{"XDG_CACHE_HOME=/usr/local/cache"}, "", "the cache folder is /usr/local/cache/authentik-build, which cannot be seen in the engine: it has a /usr of its own"},
		{"a cache below /etc", []string{"XDG_CACHE_HOME=/etc"}, "", "it has a /etc of its own; use a folder elsewhere"},
		{"a cache that is no path", []string{"XDG_CACHE_HOME=cache"}, "", "XDG_CACHE_HOME is 'cache', which is no absolute path"},
		{"a cache that cannot be made", []string{"XDG_CACHE_HOME=CHECKOUT/../" + strings.Repeat("x", 300)}, "", "cannot be made or written to; set XDG_CACHE_HOME"},
		{"a cache with a colon", []string{"XDG_CACHE_HOME=" + colon}, "", "a name with a colon or a line break"},
		{"a cache in the checkout", []string{"XDG_CACHE_HOME=CHECKOUT/cache"}, "", "lies in the checkout, where Bazel would take its outputs for sources"},
		{"a source below /usr", []string{"AUTHENTIK_SOURCE=/usr/share"}, "", "AUTHENTIK_SOURCE is /usr/share, which cannot be seen in the engine"},
		{"a source that is not there", []string{"AUTHENTIK_SOURCE=/nowhere"}, "", "AUTHENTIK_SOURCE is /nowhere, which is no folder"},
		{"a source that is the root", []string{"AUTHENTIK_SOURCE=/"}, "", "AUTHENTIK_SOURCE is the root of the file system"},
		{"a mirror that is not there", []string{"AUTHENTIK_MIRROR=mirror"}, "", "AUTHENTIK_MIRROR is CHECKOUT/mirror, which is no folder"},
		{"a proxy that is not there", []string{"GOPROXY=https://proxy.test|file:///nowhere/a%20b,direct"}, "", "a Go module proxy of GOPROXY is /nowhere/a b, which is no folder"},
		{"a proxy below /usr", []string{"GOPROXY=file:///usr/share"}, "", "a Go module proxy of GOPROXY is /usr/share, which cannot be seen in the engine"},
		{"a kit that is none", []string{"AUTHENTIK_BUILD_KIT=CHECKOUT"}, "", "AUTHENTIK_BUILD_KIT is CHECKOUT, which is no kit, or one that was never finished: make one with ./bazelw kit"},
		{"a kit that is not there", []string{"AUTHENTIK_BUILD_KIT=kit"}, "", "AUTHENTIK_BUILD_KIT is CHECKOUT/kit, which is no folder"},
		{"a binary cache that is none", []string{"AUTHENTIK_BUILD_NIX_CACHE=CHECKOUT"}, "", "AUTHENTIK_BUILD_NIX_CACHE is CHECKOUT, which is no binary cache of Nix: make one with ./bazelw nix-cache"},
		{"a binary cache that nobody vouches for", []string{"AUTHENTIK_BUILD_NIX_CACHE=CACHE"}, "", "AUTHENTIK_BUILD_NIX_CACHE is set and AUTHENTIK_BUILD_NIX_KEY is not"},
		{"a binary cache with half a key", []string{"AUTHENTIK_BUILD_NIX_CACHE=CACHE", "AUTHENTIK_BUILD_NIX_KEY=team"}, "", "AUTHENTIK_BUILD_NIX_KEY is not: set it to the public key"},
		{"a call from below /usr", nil, "/usr/share", "the folder of the call is /usr/share, which cannot be seen in the engine"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := newMachine(t)
			var environ []string
			for _, variable := range test.environ {
				environ = append(environ, strings.NewReplacer("CHECKOUT", m.checkout, "=CACHE", "="+cache).Replace(variable))
			}
			cmd := m.command(environ, "info")
			if test.folder != "" {
				cmd.Dir = test.folder
			}
			output, err := cmd.CombinedOutput()
			if err == nil {
				t.Error("the call succeeded")
			}
			want(t, "the message", string(output), strings.ReplaceAll(test.want, "CHECKOUT", m.checkout))
			if lines := strings.Count(string(output), "\n"); lines != 1 {
				t.Errorf("the message has %d lines: %s", lines, output)
			}
			if m.runs() != 0 {
				t.Error("a root was made")
			}
		})
	}
}

// A login's PATH on Debian has no sbin; the programs there are found all the same.
func TestProgramsInSbin(t *testing.T) {
	m := newMachine(t)
	if _, err := os.Stat("/usr/sbin/chroot"); err != nil {
		t.Fatal("this test needs a chroot in /usr/sbin: ", err)
	}
	if _, problem, err := m.call(nil, "info"); err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	if err := os.Remove(filepath.Join(m.checkout, "shims", "chroot")); err != nil {
		t.Fatal(err)
	}
	out, problem, err := m.call([]string{"FAKE_NEEDS=chroot"}, "info")
	if err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	want(t, "the output", out, "finds /usr/sbin/chroot")
}
