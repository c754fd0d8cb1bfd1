package tests

import (
	"bytes"
	"debug/elf"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestOutposts: each is one static program; the proxy has every file that it serves in itself, and the outpost for remote access asks
// where guacd lies.
func TestOutposts(t *testing.T) {
	programs := map[string][]byte{}
	for name, variable := range map[string]string{"ldap": "AKBUILD_LDAP", "proxy": "AKBUILD_PROXY", "rac": "AKBUILD_RAC", "radius": "AKBUILD_RADIUS"} {
		content, err := os.ReadFile(path(t, variable))
		if err != nil {
			t.Fatal(err)
		}
		file, err := elf.NewFile(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range file.Progs {
			if part.Type == elf.PT_INTERP || part.Type == elf.PT_DYNAMIC {
				t.Errorf("%s is not static: it has a %v", name, part.Type)
			}
		}
		programs[name] = content
	}
	if !bytes.Contains(programs["rac"], []byte("AUTHENTIK_GUACD")) {
		t.Error("the outpost for remote access does not ask where guacd lies")
	}
	files, dist := 0, path(t, "AKBUILD_PROXY_DIST")
	err := filepath.WalkDir(dist, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(file)
		rel, _ := filepath.Rel(dist, file)
		if !bytes.Contains(programs["proxy"], content) || !bytes.Contains(programs["proxy"], []byte("dist/"+rel)) {
			t.Errorf("the proxy does not have %s", rel)
		}
		files++
		return err
	})
	if err != nil || files < 5 {
		t.Errorf("%d files are served, %v", files, err)
	}
}
