package nix_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// pin is an entry of a set that akbuild python-lock makes.
type pin struct {
	Version   string     `json:"version"`
	File      string     `json:"file"`
	SHA256    string     `json:"sha256"`
	Requires  []string   `json:"requires"`
	Git       *git       `json:"git,omitempty"`
	Deviation *deviation `json:"deviation,omitempty"`
}

type git struct {
	Owner   string `json:"owner"`
	Repo    string `json:"repo"`
	Rev     string `json:"rev"`
	Hash    string `json:"hash,omitempty"`
	Version string `json:"version"`
}

type deviation struct {
	Version string `json:"version"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Reason  string `json:"reason"`
}

// pythonSet is a checkout whose environment is the two small wheels of an index of its own.
type pythonSet struct {
	*nix
	index string
	lock  map[string]pin
}

func newPythonSet(t *testing.T) *pythonSet {
	t.Helper()
	index := t.TempDir()
	s := &pythonSet{nix: newNix(t, checkout(t)), index: index, lock: map[string]pin{}}
	s.lock["anvil"] = s.wheel(t, "anvil", "1.0")
	s.lock["bellows"] = s.wheel(t, "bellows", "2.0", "anvil")
	s.save(t)
	pip := filepath.Join(index, "pip.conf")
	s.write(t, pip, "[global]\nno-index = true\nfind-links = "+index+"\n")
	s.environ = append(s.environ, "PIP_CONFIG_FILE="+pip)
	s.options = []string{"--option", "extra-sandbox-paths", index}
	return s
}

// wheel puts a wheel into the index and returns its pin.
func (s *pythonSet) wheel(t *testing.T, name, version string, requires ...string) pin {
	t.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	info := fmt.Sprintf("%s-%s.dist-info/", name, version)
	for _, file := range []struct{ name, text string }{
		{name + ".py", "strength = 1\n"},
		{info + "METADATA", fmt.Sprintf("Metadata-Version: 2.1\nName: %s\nVersion: %s\n", name, version)},
		{info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
		{info + "RECORD", ""},
	} {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: file.name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, file.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content.Bytes())
	p := pin{Version: version, File: fmt.Sprintf("%s-%s-py3-none-any.whl", name, version), SHA256: hex.EncodeToString(sum[:]), Requires: requires}
	if p.Requires == nil {
		p.Requires = []string{}
	}
	s.write(t, filepath.Join(s.index, p.File), content.String())
	return p
}

func (s *pythonSet) write(t *testing.T, file, content string) {
	t.Helper()
	if !filepath.IsAbs(file) {
		file = filepath.Join(s.dir, file)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// save writes the set.
func (s *pythonSet) save(t *testing.T) {
	t.Helper()
	content, err := json.Marshal(map[string]any{"python": "3.13", "distributions": s.lock, "groups": map[string]any{"dev": map[string]pin{}}})
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "lock.json", string(content))
}

// withLock are the arguments that make nix/ take the set.
var withLock = []string{"nix", "--arg", "pythonLock", "./lock.json"}

// build builds python-wheels and returns the folder on this machine.
func (s *pythonSet) build(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := s.run(slices.Concat([]string{"nix-build", "--no-out-link"}, withLock, []string{"-A", "python-wheels"}, arguments)...)
	if err != nil {
		t.Fatal(err)
	}
	return s.store + out
}

type distribution struct{ Name, Version, Wheel, Source, Note, StandsFor string }

func list(t *testing.T, folder string) map[string]distribution {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "distributions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []distribution
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	found := map[string]distribution{}
	for _, d := range all {
		found[d.Name] = d
	}
	return found
}

// content reads a file of a wheel. The folder's links lead into the store, which is below a folder of its own here.
func (s *pythonSet) content(t *testing.T, folder, wheel, file string) string {
	t.Helper()
	target, err := os.Readlink(filepath.Join(folder, "wheels", wheel))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(s.store + target)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	f, err := archive.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
