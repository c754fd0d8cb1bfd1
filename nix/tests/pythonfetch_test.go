package nix_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// program is akbuild.
func program(t *testing.T) string {
	t.Helper()
	file := os.Getenv("AKBUILD_AKBUILD")
	if file == "" {
		testenv.Absent(t, "AKBUILD_AKBUILD is not set: run it with ./bazelw test //nix/tests:nix_test")
	}
	file, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// fetch runs akbuild python-fetch for the set, as the repository rule does, and returns what it says and the arguments that
// tell Nix of the deviations.
func (s *pythonSet) fetch(t *testing.T, begin ...string) (said string, arguments []string, err error) {
	t.Helper()
	files, err := s.run(slices.Concat([]string{"nix-instantiate", "--eval", "--strict", "--json"}, withLock, []string{"-A", "python-wheels.fetches"})...)
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "files.json", files)
	cmd := exec.Command(program(t), append([]string{"python-fetch", "--files", "files.json", "--lock", "lock.json", "--locked-by", "/tree/uv.lock",
		"--deviations", "deviations.json", "--store", s.nix.store, "--"}, begin...)...)
	cmd.Dir, cmd.Env = s.dir, s.environ
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return out.String(), nil, errors.New(problem.String())
	}
	return out.String(), []string{"--arg", "pythonDeviations", "builtins.fromJSON (builtins.readFile ./deviations.json)"}, nil
}

// empty takes every file out of the index.
func (s *pythonSet) empty(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.index, "*.whl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

// What was fetched together lies where the derivations expect it: the build that follows asks the index for nothing.
func TestPythonFetchedTogether(t *testing.T) {
	s := newPythonSet(t)
	if said, _, err := s.fetch(t); err != nil || said != "" {
		t.Fatalf("it says %q, %v", said, err)
	}
	s.empty(t)
	if got := list(t, s.build(t)); len(got) != 2 {
		t.Errorf("the set has %v", got)
	}
	// A bump fetches the one file that is new: the index has no other any more.
	s.lock["anvil"] = s.wheel(t, "anvil", "1.1")
	s.save(t)
	if _, _, err := s.fetch(t); err != nil {
		t.Fatal(err)
	}
	s.empty(t)
	if got := list(t, s.build(t)); got["anvil"].Version != "1.1" {
		t.Errorf("the set has %v", got)
	}
}

// An archive is fetched without running anything of it, whether it names a build backend or not, by the one process and by its
// derivation; and what builds it is started while the wheels are fetched.
func TestPythonArchiveFetched(t *testing.T) {
	for name, project := range map[string]string{
		"a backend": "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"\n",
		"none":      "",
	} {
		t.Run(name, func(t *testing.T) { pythonArchive(t, project) })
	}
}

func pythonArchive(t *testing.T, project string) {
	s := newPythonSet(t)
	var content bytes.Buffer
	packed := gzip.NewWriter(&content)
	archive := tar.NewWriter(packed)
	for _, file := range []struct{ name, text string }{
		{"anvil-1.0/PKG-INFO", "Metadata-Version: 2.1\nName: anvil\nVersion: 1.0\n"},
		{"anvil-1.0/pyproject.toml", project},
		{"anvil-1.0/setup.py", "raise SystemExit('the archive was run')\n"},
	} {
		if file.text == "" {
			continue
		}
		if err := archive.WriteHeader(&tar.Header{Name: file.name, Mode: 0o644, Size: int64(len(file.text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(file.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), packed.Close()); err != nil {
		t.Fatal(err)
	}
	s.write(t, filepath.Join(s.index, "anvil-1.0.tar.gz"), content.String())
	if err := os.Remove(filepath.Join(s.index, s.lock["anvil"].File)); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content.Bytes())
	s.lock["anvil"] = pin{Version: "1.0", File: "anvil-1.0.tar.gz", SHA256: hex.EncodeToString(sum[:]), Requires: []string{}}
	s.save(t)
	if _, _, err := s.fetch(t, "/usr/bin/touch", "begun"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "begun")); err != nil {
		t.Error(err)
	}
	missing, err := s.run("nix-store", "--check-validity", "--print-invalid", eval[string](t, s.nix, `toString (import ./nix { pythonLock = ./lock.json; }).pythonPackages.anvil.src`))
	if err != nil || missing != "" {
		t.Errorf("the archive is not in the store: %q, %v", missing, err)
	}
	alone := newNix(t, s.dir)
	alone.environ, alone.options = append(alone.environ, "PIP_CONFIG_FILE="+filepath.Join(s.index, "pip.conf")), s.options
	if _, err := alone.run("nix-build", "--no-out-link", "-E", `(import ./nix { pythonLock = ./lock.json; }).pythonPackages.anvil.src`); err != nil {
		t.Errorf("the derivation alone: %v", err)
	}
}

// A file that an overlay replaces is not asked for, and its own is.
func TestPythonFetchWithAnOverlay(t *testing.T) {
	s := newPythonSet(t)
	s.empty(t)
	s.lock["bellows"] = s.wheel(t, "bellows", "2.0", "anvil")
	newer := s.wheel(t, "anvil", "1.1")
	s.write(t, "nix/overlays/default.nix", `[ (self: super: { pythonPackages = super.pythonPackages.overrideScope (pself: psuper: {
	  anvil = psuper.anvil.override { version = "1.1"; file = "`+newer.File+`"; sha256 = "`+newer.SHA256+`"; };
	}); }) ]`)
	if _, _, err := s.fetch(t); err != nil {
		t.Fatal(err)
	}
	s.empty(t)
	if got := list(t, s.build(t)); got["anvil"].Version != "1.1" {
		t.Errorf("the set has %v", got)
	}
}

func TestPythonFileThatTheIndexNoLongerHas(t *testing.T) {
	s := newPythonSet(t)
	if err := os.Remove(filepath.Join(s.index, s.lock["anvil"].File)); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.fetch(t)
	const want = "akbuild: fetching anvil-1.0-py3-none-any.whl (anvil 1.0), which /tree/uv.lock locks: the Python index that pip is configured for does not have it; " +
		"if it has another that will do, declare a deviation in nix/releases/python.json, docs/python.md says how\n"
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v", err)
	}

	// With a deviation it is said, and the requirements are still compared with what is locked.
	newer := s.wheel(t, "anvil", "1.0.1")
	p := s.lock["anvil"]
	p.Deviation = &deviation{Version: newer.Version, File: newer.File, SHA256: newer.SHA256, Reason: "1.0 was withdrawn"}
	s.lock["anvil"] = p
	s.save(t)
	said, arguments, err := s.fetch(t)
	if err != nil || said != "anvil 1.0, which /tree/uv.lock locks, is no longer to be had: 1.0.1 is used in its place (1.0 was withdrawn)\n" {
		t.Fatalf("it says %q, %v", said, err)
	}
	s.empty(t)
	want2 := distribution{
		Name: "anvil", Version: "1.0.1", Wheel: newer.File, Source: "registry wheel", StandsFor: "1.0",
		Note: "in place of 1.0, which is locked and no longer to be had: 1.0 was withdrawn",
	}
	if got := list(t, s.build(t, arguments...)); got["anvil"] != want2 {
		t.Errorf("the set has %+v", got["anvil"])
	}
}

// Where the index is complete nothing deviates, whatever is declared.
func TestPythonDeviationThatIsNotNeeded(t *testing.T) {
	s := newPythonSet(t)
	newer := s.wheel(t, "anvil", "1.0.1")
	p := s.lock["anvil"]
	p.Deviation = &deviation{Version: newer.Version, File: newer.File, SHA256: newer.SHA256, Reason: "1.0 was withdrawn"}
	s.lock["anvil"] = p
	s.save(t)
	said, arguments, err := s.fetch(t)
	if err != nil || said != "" {
		t.Fatalf("it says %q, %v", said, err)
	}
	if got := list(t, s.build(t, arguments...)); got["anvil"].Version != "1.0" || got["anvil"].Note != "" {
		t.Errorf("the set has %+v", got["anvil"])
	}
}

// A deviation is for what is not there; other bytes under the same name are not passed over.
func TestPythonHashInTheLockWithAFlippedByte(t *testing.T) {
	s := newPythonSet(t)
	p := s.lock["anvil"]
	right := p.SHA256
	flipped := "0"
	if right[0] == '0' {
		flipped = "1"
	}
	p.SHA256 = flipped + right[1:]
	p.Deviation = &deviation{Version: "1.0", File: p.File, SHA256: right, Reason: "none"}
	s.lock["anvil"] = p
	s.save(t)
	_, _, err := s.fetch(t)
	want := "akbuild: fetching anvil-1.0-py3-none-any.whl (anvil 1.0), which /tree/uv.lock locks with the sha256 " + p.SHA256 +
		": the Python index that pip is configured for has it with the sha256 " + right + "; see which is right, and lock again with `uv lock` if it is the index\n"
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v", err)
	}
	if content, err := os.ReadFile(filepath.Join(s.dir, "deviations.json")); err == nil {
		t.Errorf("a list of deviations was written: %s", content)
	}
}

// The sample's lock is read by Bazel and by plain Nix through the same program; both must find it in step.
func TestPythonLockOfTheSample(t *testing.T) {
	akbuild := program(t)
	from := os.Getenv("AKBUILD_CHECKOUT")
	out := filepath.Join(t.TempDir(), "lock.json")
	cmd := exec.Command(akbuild, "python-lock", "--tree", filepath.Join(from, "sample"), "--group", "dev",
		"--declared", filepath.Join(from, "nix", "releases", "python.json"), "--out", out)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Distributions map[string]pin
		Groups        map[string]map[string]pin
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		t.Fatal(err)
	}
	// authentik imports cachetools and does not ask for it: it comes through google-auth.
	if !slices.Contains(lock.Distributions["google-auth"].Requires, "cachetools") {
		t.Errorf("google-auth asks for %q", lock.Distributions["google-auth"].Requires)
	}
	if len(lock.Distributions) != 174 || lock.Groups["dev"]["schemathesis"].File == "" {
		t.Errorf("the set has %d distributions, and schemathesis %q", len(lock.Distributions), lock.Groups["dev"]["schemathesis"].File)
	}
}
