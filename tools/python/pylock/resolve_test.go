package pylock

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

// index is a folder of wheels that the real uv resolves from, and a folder of locks.
type index struct {
	t       *testing.T
	wheels  string
	request Request
	stderr  bytes.Buffer
}

func newIndex(t *testing.T) *index {
	t.Helper()
	x := &index{t: t, wheels: t.TempDir()}
	config := filepath.Join(t.TempDir(), "uv.toml")
	x.write(config, "no-index = true\nfind-links = [\""+x.wheels+"\"]\n")
	x.request = Request{
		Folder: t.TempDir(), Python: "3.13", Stderr: &x.stderr,
		UV: testenv.Path(t, testenv.UV), Interpreter: testenv.Path(t, testenv.Python),
		Environ: []string{"UV_CONFIG_FILE=" + config, "UV_PYTHON_DOWNLOADS=never", "UV_NO_CACHE=1", "HOME=" + t.TempDir(), "PATH=/usr/bin:/bin"},
	}
	return x
}

func (x *index) write(file, content string) {
	x.t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		x.t.Fatal(err)
	}
}

// wheel adds a pure wheel that asks for others.
func (x *index) wheel(name, version string, requires ...string) {
	x.t.Helper()
	metadata := "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n"
	for _, r := range requires {
		metadata += "Requires-Dist: " + r + "\n"
	}
	file, err := os.Create(filepath.Join(x.wheels, name+"-"+version+"-py3-none-any.whl"))
	if err != nil {
		x.t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	for _, f := range []struct{ name, content string }{{"METADATA", metadata}, {"WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}, {"RECORD", ""}} {
		w, err := archive.Create(name + "-" + version + ".dist-info/" + f.name)
		if err == nil {
			_, err = w.Write([]byte(f.content))
		}
		if err != nil {
			x.t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		x.t.Fatal(err)
	}
}

func (x *index) resolve(name string) Lock {
	x.t.Helper()
	_, after, err := Resolve(context.Background(), x.request, name)
	if err != nil {
		x.t.Fatalf("%v\n%s", err, x.stderr.String())
	}
	return after
}

// A lock stays as it is until its requirements forbid it or an upgrade is asked for.
func TestResolve(t *testing.T) {
	x := newIndex(t)
	x.wheel("anvil", "1.0")
	x.wheel("bellows", "2.0", "anvil>=1", "tongs; extra == 'long'")
	x.wheel("tongs", "3.0")
	x.write(filepath.Join(x.request.Folder, "forge.in"), "bellows\n")
	x.write(filepath.Join(x.request.Folder, "build.in"), "tongs\n")
	names, err := Names(x.request.Folder)
	if err != nil || !cmp.Equal(names, []string{"build", "forge"}) {
		t.Fatalf("the locks are %q, %v", names, err)
	}
	forge := x.resolve("forge")
	if got := Diff(Lock{}, forge); !cmp.Equal(got, []string{"+ anvil 1.0", "+ bellows 2.0"}) {
		t.Errorf("the first resolution gave %q", got)
	}
	if d := forge.Distributions["bellows"]; d.File != "bellows-2.0-py3-none-any.whl" || len(d.SHA256) != 64 || !cmp.Equal(d.Requires, []string{"anvil"}) {
		t.Errorf("the pin is %+v", d)
	}
	content, err := os.ReadFile(filepath.Join(x.request.Folder, "forge.lock"))
	if err != nil || bytes.Contains(content, []byte("/")) {
		t.Errorf("the lock names a place: %s, %v", content, err)
	}

	x.wheel("anvil", "1.1")
	x.wheel("bellows", "2.1", "anvil")
	if got := Diff(forge, x.resolve("forge")); got != nil {
		t.Errorf("without a reason there is a change: %q", got)
	}
	x.request.UpgradePackages = []string{"anvil"}
	one := x.resolve("forge")
	if got := Diff(forge, one); !cmp.Equal(got, []string{"  anvil 1.0 -> 1.1"}) {
		t.Errorf("the upgrade of one gave %q", got)
	}
	x.request.UpgradePackages, x.request.Upgrade = nil, true
	if got := Diff(one, x.resolve("forge")); !cmp.Equal(got, []string{"  bellows 2.0 -> 2.1"}) {
		t.Errorf("the upgrade of all gave %q", got)
	}
}

func TestResolveNothingFits(t *testing.T) {
	x := newIndex(t)
	x.wheel("anvil", "1.0")
	in := filepath.Join(x.request.Folder, "forge.in")
	x.write(in, "anvil>=2\n")
	_, _, err := Resolve(context.Background(), x.request, "forge")
	if err == nil || err.Error() != "resolving "+in+": uv found no versions that satisfy it (above)" {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(x.stderr.String(), "anvil") {
		t.Errorf("uv said %q", x.stderr.String())
	}
	if _, err := os.Stat(filepath.Join(x.request.Folder, "forge.lock")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a lock: %v", err)
	}
}
