package transfer

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"akbuild.internal/tools/ship/image"
	"akbuild.internal/tools/ship/segment"
)

func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	o := image.Options{Config: filepath.Join(dir, "config.json"), Platform: "linux/amd64", Layers: []string{filepath.Join(dir, "a.zst")}}
	if err := os.WriteFile(o.Config, []byte(`{"User":"1000"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := segment.Write(o.Layers[0], o.Layers[0]+".json", []segment.Source{{Dest: "file", Path: o.Config}}); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "image")
	if err := image.Write(out, o); err != nil {
		t.Fatal(err)
	}
	return out
}

// serve runs a registry, behind another handler if one is given, and returns its address.
func serve(t *testing.T, wrap func(http.Handler) http.Handler) string {
	t.Helper()
	handler := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestPush(t *testing.T) {
	t.Setenv("DOCKER_CONFIG", t.TempDir())
	dir, address := folder(t), serve(t, nil)
	var out bytes.Buffer
	if err := Push(t.Context(), dir, address+"/authentik/server:1", &out); err != nil {
		t.Fatal(err)
	}
	index, err := image.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := index.Digest()
	if err != nil {
		t.Fatal(err)
	}
	tag, err := name.NewTag(address + "/authentik/server:1")
	if err != nil {
		t.Fatal(err)
	}
	pulled, err := remote.Index(tag)
	if err != nil {
		t.Fatal(err)
	}
	// What a registry gives back is whole, and what was built.
	img, err := image.First(pulled)
	if err != nil {
		t.Fatal(err)
	}
	if err := image.Check(img); err != nil {
		t.Error(err)
	}
	if got, err := pulled.Digest(); err != nil || got != want || !strings.Contains(out.String(), want.String()) {
		t.Errorf("the registry has %v, %v; it was %v, and printed was %s", got, err, want, out.String())
	}
}

func TestPushRefused(t *testing.T) {
	t.Setenv("DOCKER_CONFIG", t.TempDir())
	dir := folder(t)
	refusing := serve(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", `Basic realm="here"`)
			w.WriteHeader(http.StatusUnauthorized)
		})
	})
	for tag, want := range map[string]string{
		refusing + "/authentik:1":   "the registry refuses with status 401; log in with `docker login`",
		"127.0.0.1:1/authentik:1":   "connection refused",
		"not a name":                "reading the name of an image",
		"127.0.0.1:1/authentik:a b": "it is not of the form registry/name:tag",
	} {
		err := Push(t.Context(), dir, tag, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the error is %v", tag, err)
		}
	}
}

// TestLoad: the program that is found gets an archive that Docker's reader takes for the image.
func TestLoad(t *testing.T) {
	dir, programs := folder(t), t.TempDir()
	got := filepath.Join(programs, "got.tar")
	script := "#!/bin/sh\n[ \"$1\" = load ] && exec /bin/cat >" + got + "\n"
	if err := os.WriteFile(filepath.Join(programs, "podman"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs)
	if err := Load(t.Context(), dir, "authentik/server:built", "", io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	tag, err := name.NewTag("authentik/server:built")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tarball.ImageFromPath(got, &tag); err != nil {
		t.Error(err)
	}
	// Podman would find the layout there, and no healthcheck in it.
	if content, err := os.ReadFile(got); err != nil || bytes.Contains(content, []byte("index.json")) {
		t.Errorf("podman is handed a layout, %v", err)
	}
}

func TestLoadFails(t *testing.T) {
	dir, programs := folder(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(programs, "failing"), []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs)
	for program, want := range map[string]string{
		"":        "there is neither docker nor podman on this machine's PATH; write an archive with --archive FILE",
		"other":   "there is no program other",
		"failing": "failing load`: exit status 3",
	} {
		err := Load(t.Context(), dir, "authentik/server:built", program, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: the error is %v", program, err)
		}
	}
}
