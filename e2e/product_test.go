package e2e

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"akbuild.internal/tools/cache/httpcache"
)

const product = "//server:authentik"

// strange is an environment that no output may depend on. The locale is Turkish: it changes generated identifiers if it
// reaches the generator.
var strange = []string{
	"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "TZ=Pacific/Kiritimati", "SOURCE_DATE_EPOCH=1", "GOFLAGS=-race",
	"JAVA_TOOL_OPTIONS=-Duser.language=tr -Duser.timezone=Asia/Kathmandu",
}

// TestProduct goes through the life of a checkout. The steps share one Bazel, so they are one test.
func TestProduct(t *testing.T) {
	w := newWorkspace(t)
	offline(t)
	defer func() { _, _ = w.bazel(nil, "shutdown") }()

	// Everything that was fetched once is in the Nix store: an empty Bazel cache needs no network. Another path of the
	// checkout, another output base, umask, locale, time zone and user give the same bytes.
	before := syscall.Umask(0o077)
	cache, err := httpcache.Run(t.Context(), httpcache.Options{Folder: t.TempDir(), Address: "127.0.0.1:8980", Writer: "ci:secret"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := cache.Close(); err != nil {
			t.Error(err)
		}
	}()
	w.must(strange, "build", product, "--config=cache-writer", "--remote_cache="+strings.Replace(cache.URL, "://", "://ci:secret@", 1))
	syscall.Umask(before)
	built := filepath.Join(w.dir, "bazel-bin", "server", "authentik")
	first := digest(t, built)
	if reference := digest(t, filepath.Join(w.runfiles(), "server", "authentik")); first != reference {
		t.Errorf("two builds differ, the one in the other output base and this one:\n%s", differences(first, reference))
	}

	// No test of its own: that would run in another thread, outside of the network namespace.
	second(t, cache.URL, first)

	// A source that is not chosen is not laid out.
	external := w.external()
	for _, repository := range []string{"+authentik+authentik_2025_12_4", "+authentik+authentik_checkout"} {
		if _, err := os.Stat(filepath.Join(external, repository)); err == nil {
			t.Errorf("the repository %s was made for a build of the sample", repository)
		}
	}

	// A line of the server neither generates nor compiles the client, and it does reach the product.
	file := filepath.Join(w.dir, "sample", "internal", "web", "health.go")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := append(append([]byte{}, content...), "\nfunc init() { println(\"edited\") }\n"...)
	if err := os.WriteFile(file, edited, 0o644); err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(w.dir, "sample", "internal", "gone")
	if err := os.Mkdir(gone, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(gone, "gone.go"), []byte("package gone\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.must(strange, "build", product, "--execution_log_json_file="+w.log)
	ran, err := os.ReadFile(w.log)
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range []string{"OpenApiGenerate", "//clients/go:api"} {
		if strings.Contains(string(ran), action) {
			t.Errorf("%s ran for a line of the server", action)
		}
	}
	if !strings.Contains(string(ran), "//internal/web:web") {
		t.Error("the edited package was not compiled")
	}
	if second := digest(t, built); second == first {
		t.Error("an edited line does not change the product")
	}

	// The line taken back, and a folder removed: the product is what it was.
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(gone); err != nil {
		t.Fatal(err)
	}
	w.must(strange, "build", product)
	if third := digest(t, built); third != first {
		t.Errorf("without the edited line it is another product:\n%s", differences(third, first))
	}

	// The commit that is built is told to the web UI and to ak, and to nothing that is compiled.
	w.must(strange, "build", product, "--//:build_hash=0123abc", "--execution_log_json_file="+w.log)
	if ran := w.ran(t); !maps.Equal(ran, map[string]int{"WebBundle": 1, "WebDist": 1, "AuthentikPrograms": 1}) {
		t.Errorf("for another commit %v ran", ran)
	}
	w.must(strange, "build", product)
	if fourth := digest(t, built); fourth != first {
		t.Errorf("without the commit it is another product:\n%s", differences(fourth, first))
	}

	w.laidOutAgain(t)

	// A package of the source may vanish, as it does when another commit is checked out.
	for _, gone := range []string{"cmd/radius", "internal/outpost/radius"} {
		if err := os.RemoveAll(filepath.Join(w.dir, "sample", filepath.FromSlash(gone))); err != nil {
			t.Fatal(err)
		}
	}
	w.must(strange, "build", product)

	t.Run("a release that cannot be fetched", func(t *testing.T) {
		w.refuses(t, nil, "--//:source=2025.12.4", "the source of authentik 2025.12.4 could not be built",
			"AUTHENTIK_SOURCE=/path ./bazelw build --//:source=checkout", "this machine does not reach github.com")
	})
	t.Run("an unknown source", func(t *testing.T) {
		w.refuses(t, nil, "--//:source=2019.1.1", "--//:source names a source that is unknown: use one of sample, checkout, 2025.12.4")
	})
	t.Run("no checkout named", func(t *testing.T) {
		w.refuses(t, nil, "--//:source=checkout", "builds the checkout that AUTHENTIK_SOURCE names, which is not set")
	})
	t.Run("a checkout that is none", func(t *testing.T) {
		w.refuses(t, []string{"AUTHENTIK_SOURCE=" + t.TempDir()}, "--//:source=checkout", "which is no authentik checkout: it has no go.mod")
	})
	// It stays where it is from here on: Bazel goes on looking at the folder of an earlier build.
	checkout := w.checkout(t)
	version := filepath.Join(checkout, "internal/constants/VERSION")
	t.Run("a checkout of no line", func(t *testing.T) {
		if err := os.WriteFile(version, []byte("2031.2.0\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		w.refuses(t, []string{"AUTHENTIK_SOURCE=" + checkout}, "--//:source=checkout", "is authentik 2031.2.0, of which there is no line: AUTHENTIK_LINE=", "docs/lines.md says how a line is added")
		w.refuses(t, []string{"AUTHENTIK_SOURCE=" + checkout, "AUTHENTIK_LINE=2031.2"}, "--//:source=checkout", "AUTHENTIK_LINE says 2031.2, of which there is no folder in lines: there are 2025.10, 2025.12")
	})
	t.Run("a checkout", func(t *testing.T) {
		if err := os.WriteFile(version, []byte("2025.12.99"), 0o644); err != nil {
			t.Fatal(err)
		}
		w := &workspace{t: t, dir: w.dir, root: w.root, log: w.log}
		out, err := w.bazel([]string{"AUTHENTIK_SOURCE=" + checkout, "AUTHENTIK_LINE=sample"}, "build", product, "//backend:contract", "--//:source=checkout")
		if err != nil {
			t.Fatalf("%v\n%s", err, tail(out))
		}
		if !strings.Contains(out, "internal/constants/VERSION:1: the version is 2025.12.99, but authentik/__init__.py says 2025.12.6") {
			t.Errorf("nothing is said of what the checkout does not keep of its contract:\n%s", tail(out))
		}
		if got := digest(t, built); got == first || !strings.Contains(got, "bin/authentik") {
			t.Errorf("the checkout was not built, or the sample was; what differs is\n%s", differences(got, first))
		}
		w.stepsAlone(t, []string{"AUTHENTIK_SOURCE=" + checkout, "AUTHENTIK_LINE=sample"}, "--//:source=checkout")
	})
}

// refuses fails unless a build says each of the parts and no stack trace is all there is.
func (w *workspace) refuses(t *testing.T, environ []string, flag string, parts ...string) {
	t.Helper()
	out, err := w.bazel(environ, "build", product, flag)
	if err == nil {
		t.Fatalf("the build with %s succeeded", flag)
	}
	for _, part := range parts {
		if !strings.Contains(out, part) {
			t.Errorf("the build with %s says\n%s\nwant it to say %q", flag, tail(out), part)
		}
	}
}

// external is the folder of external repositories.
func (w *workspace) external() string {
	w.t.Helper()
	out, err := w.bazel(nil, "info", "output_base")
	if err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return filepath.Join(lines[len(lines)-1], "external")
}

// runfiles is the root of this test's own runfiles.
func (w *workspace) runfiles() string {
	dir, err := os.Getwd()
	if err != nil {
		w.t.Fatal(err)
	}
	return dir
}

// checkout makes a checkout like upstream's: the sample with its schema, another version, and a leftover of git.
func (w *workspace) checkout(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "authentik")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(w.dir, "sample"))); err != nil {
		t.Fatal(err)
	}
	schema, err := os.ReadFile(os.Getenv("AKBUILD_SCHEMA"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"schema.yml": schema, "internal/constants/VERSION": []byte("2025.12.99"), ".git/HEAD": []byte("ref: refs/heads/main\n"),
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
