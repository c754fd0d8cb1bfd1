package npmpack

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func folder(t *testing.T, mode os.FileMode, when time.Time) string {
	t.Helper()
	dir := t.TempDir()
	for rel, content := range map[string]string{"package.json": "{}", "dist/index.js": "1", "src/" + string(bytes.Repeat([]byte("a"), 150)) + ".ts": "2"} {
		name := filepath.Join(dir, filepath.FromSlash(rel))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, when, when); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func pack(t *testing.T, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, dir); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWrite(t *testing.T) {
	packed := pack(t, folder(t, 0o644, time.Unix(1, 0)))
	if !bytes.Equal(packed, pack(t, folder(t, 0o755, time.Unix(1_700_000_000, 0)))) {
		t.Error("modes or times of the folder change the tarball")
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		got[header.Name] = string(content)
		if header.Mode != 0o644 || header.Uname != "" || header.Uid != 0 {
			t.Errorf("%+v", header)
		}
	}
	want := map[string]string{"package/package.json": "{}", "package/dist/index.js": "1", "package/src/" + string(bytes.Repeat([]byte("a"), 150)) + ".ts": "2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMissingFolder(t *testing.T) {
	if err := Write(io.Discard, filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
