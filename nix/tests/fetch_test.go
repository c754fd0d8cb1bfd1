package nix_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/dirhash"
)

const (
	goMod  = "module example.test/m\n\ngo 1.25\n"
	source = "package m\n"
)

// goProxy makes a file-system Go module proxy that holds example.test/m v1.0.0 and returns its folder and the pin.
func goProxy(t *testing.T, dir string) (string, map[string]string) {
	t.Helper()
	versions := filepath.Join(dir, "example.test", "m", "@v")
	if err := os.MkdirAll(versions, 0o755); err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	for _, file := range []struct{ name, content string }{{"go.mod", goMod}, {"m.go", source}} {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: "example.test/m@v1.0.0/" + file.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(file.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"v1.0.0.info": []byte(`{"Version":"v1.0.0"}`), "v1.0.0.mod": []byte(goMod), "v1.0.0.zip": content.Bytes(), "list": []byte("v1.0.0\n"),
	} {
		if err := os.WriteFile(filepath.Join(versions, name), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h1, err := dirhash.HashZip(filepath.Join(versions, "v1.0.0.zip"), dirhash.Hash1)
	if err != nil {
		t.Fatal(err)
	}
	h1Mod, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(goMod)), nil })
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content.Bytes())
	return dir, map[string]string{"h1": h1, "goMod": h1Mod, "sha256": hex.EncodeToString(sum[:])}
}

// fetch builds the module's fixed-output derivation with the pin, from the proxy, in a real sandbox.
func fetch(t *testing.T, proxy string, pin map[string]string) error {
	t.Helper()
	root := checkout(t)
	file := filepath.Join(root, "nix", "pins", "go.json")
	pins := map[string]map[string]string{}
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &pins)
	}
	if err != nil {
		t.Fatal(err)
	}
	pins["example.test/m@v1.0.0"] = pin
	if content, err = json.Marshal(pins); err == nil {
		err = os.WriteFile(file, content, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	n := newNix(t, root)
	n.environ = append(n.environ, "GOPROXY=file://"+proxy, "GOSUMDB=off", "GOFLAGS=-mod=mod")
	n.options = []string{"--option", "extra-sandbox-paths", proxy}
	_, err = n.run("nix-build", "--no-out-link", "-E", `(import ./nix { supplier = "registry"; }).fetchGoModule "example.test/m@v1.0.0"`)
	return err
}

// flip changes one byte in the middle of a file.
func flip(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(content, []byte(source))
	content[at] ^= 1
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFetchGoModule(t *testing.T) {
	t.Run("as pinned", func(t *testing.T) {
		proxy, pin := goProxy(t, t.TempDir())
		if err := fetch(t, proxy, pin); err != nil {
			t.Error(err)
		}
	})
	t.Run("one byte of the pin flipped", func(t *testing.T) {
		proxy, pin := goProxy(t, t.TempDir())
		first := "0"
		if pin["sha256"][0] == '0' {
			first = "1"
		}
		pin["sha256"] = first + pin["sha256"][1:]
		err := fetch(t, proxy, pin)
		if err == nil || !strings.Contains(err.Error(), "hash mismatch in fixed-output derivation") || !strings.Contains(err.Error(), "example.test-m-v1.0.0.zip") {
			t.Errorf("error %v, want one that names the artifact and says that its hash does not match", err)
		}
	})
	t.Run("one byte of the download flipped", func(t *testing.T) {
		proxy, pin := goProxy(t, t.TempDir())
		flip(t, filepath.Join(proxy, "example.test", "m", "@v", "v1.0.0.zip"))
		err := fetch(t, proxy, pin)
		if err == nil || !strings.Contains(err.Error(), "did not give example.test/m@v1.0.0 as nix/pins/go.json has it") {
			t.Errorf("error %v, want one that names the module and the pins file", err)
		}
	})
	t.Run("no registry", func(t *testing.T) {
		dir := t.TempDir()
		_, pin := goProxy(t, t.TempDir())
		err := fetch(t, dir, pin)
		if err == nil || !strings.Contains(err.Error(), "the Go module proxy that go is configured for did not give example.test/m@v1.0.0") {
			t.Errorf("error %v, want one that names the registry and the module", err)
		}
	})
}
