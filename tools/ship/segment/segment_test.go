package segment

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// plant writes files below a folder, all with the same wrong mode and time.
func plant(t *testing.T, mode os.FileMode, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Now(), time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var files = map[string]string{"bin/ak": "#!/bin/sh\n", "lib/x.so": "\x7fELF...", "a": "", "data.txt": "text"}

func pack(t *testing.T, sources ...Source) (string, Description) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if err := Write(out, out+".json", sources); err != nil {
		t.Fatal(err)
	}
	d, err := Describe(out + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return out, d
}

// entries is what a joined archive holds: name, mode, owner and content of each entry.
func entries(t *testing.T, archive []byte) []string {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var found []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if h.ModTime.Unix() != 0 || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s was made by %q at %v", h.Name, h.Uname, h.ModTime)
		}
		found = append(found, strings.TrimSpace(strings.Join([]string{h.Name, h.FileInfo().Mode().String(), h.Linkname, string(content)}, " ")))
	}
}

func TestSegmentsAreOneArchive(t *testing.T) {
	first, d := pack(t, Source{Dest: "top/first", Path: plant(t, 0o600, files)})
	second, _ := pack(t, Source{Dest: "top/second", Path: plant(t, 0o755, map[string]string{"b": "b"})})
	var out bytes.Buffer
	if err := Join(&out, []string{first, second}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"top/ drwxr-xr-x", "top/first/ drwxr-xr-x", "top/first/a -rw-r--r--", "top/first/bin/ drwxr-xr-x", "top/first/bin/ak -rwxr-xr-x  #!/bin/sh",
		"top/first/data.txt -rw-r--r--  text", "top/first/lib/ drwxr-xr-x", "top/first/lib/x.so -rwxr-xr-x  \x7fELF...",
		"top/ drwxr-xr-x", "top/second/ drwxr-xr-x", "top/second/b -rw-r--r--  b",
	}
	if got := entries(t, out.Bytes()); !slices.Equal(got, want) {
		t.Errorf("the archive holds\n%q, not\n%q", got, want)
	}
	if d.Files != 4 || d.Bytes != int64(len("#!/bin/sh\n\x7fELF...text")) {
		t.Errorf("the description says %+v", d)
	}
}

// TestDescription: digest, size and DiffID are those of the archive that the segment alone is.
func TestDescription(t *testing.T) {
	segment, d := pack(t, Source{Dest: "top", Path: plant(t, 0o600, files)})
	var out bytes.Buffer
	if err := Join(&out, []string{segment}); err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	digest := func(b []byte) string { sum := sha256.Sum256(b); return hex.EncodeToString(sum[:]) }
	if d.Digest != digest(out.Bytes()) || d.Size != int64(out.Len()) || d.DiffID != digest(plain) {
		t.Errorf("the description says %+v, and it is %s of %d bytes and %s", d, digest(out.Bytes()), out.Len(), digest(plain))
	}
}

// TestSameBytes: modes, times and the folder do not matter, nor does the order of the parts.
func TestSameBytes(t *testing.T) {
	more := map[string]string{"z": "z"}
	_, a := pack(t, Source{Dest: "top", Path: plant(t, 0o600, files)}, Source{Dest: "b", Path: plant(t, 0o600, more)})
	_, b := pack(t, Source{Dest: "b", Path: plant(t, 0o755, more)}, Source{Dest: "top", Path: plant(t, 0o777, files)})
	if a != b {
		t.Errorf("%+v is not %+v", a, b)
	}
}

func TestArchiveKeepsOwnersAndLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.tar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(f)
	for _, h := range []*tar.Header{
		{Name: "./", Typeflag: tar.TypeDir, Mode: 0o755},
		{Name: "./data/", Typeflag: tar.TypeDir, Mode: 0o700, Uid: 1000, Gid: 1000, Uname: "somebody", ModTime: time.Now()},
		{Name: "./bin", Typeflag: tar.TypeSymlink, Linkname: "usr/bin", Mode: 0o777},
	} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	segment, _ := pack(t, Source{Path: path})
	var out bytes.Buffer
	if err := Join(&out, []string{segment}); err != nil {
		t.Fatal(err)
	}
	want := []string{"bin Lrwxrwxrwx usr/bin", "data/ drwx------"}
	if got := entries(t, out.Bytes()); !slices.Equal(got, want) {
		t.Errorf("the archive holds %q, not %q", got, want)
	}
}

func TestErrors(t *testing.T) {
	dir := plant(t, 0o600, files)
	for name, test := range map[string]struct {
		sources []Source
		want    string
	}{
		"twice":  {[]Source{{Dest: "top", Path: dir}, {Dest: "top", Path: dir}}, "two of the parts bring it"},
		"absent": {[]Source{{Dest: "top", Path: filepath.Join(dir, "none")}}, "none to pack it: no such file or directory"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		err := Write(out, out+".json", test.sources)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v", name, err)
		}
		if left, _ := filepath.Glob(out + "*"); len(left) != 0 {
			t.Errorf("%s: %v was left behind", name, left)
		}
	}
	for _, arg := range []string{"", "a", "=b", "/a=b", "../a=b", "a/=b"} {
		if _, err := ParseSource(arg); err == nil {
			t.Errorf("%q was taken", arg)
		}
	}
}
