package tests

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/testing/testenv"
)

// programs are those of which the result is kept.
var programs = []string{"LOCALES", "BUNDLE", "PROXY", "SFE"}

// TestSameBytes: another folder, umask, user, locale, time zone and number of processors give the same bytes, and none of them
// says where it was made.
func TestSameBytes(t *testing.T) {
	for _, name := range programs {
		t.Run(name, func(t *testing.T) {
			out := sameBytes(t, request(t, "AKBUILD_"+name))
			err := filepath.WalkDir(out, func(file string, e os.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				content, err := os.ReadFile(file)
				for _, place := range []string{"zmir, another", "/sandbox/", "execroot", "bazel-out"} {
					if bytes.Contains(content, []byte(place)) {
						t.Errorf("%s holds %s", file, place)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestAnotherNode: an older Node.js gives the same bytes.
func TestAnotherNode(t *testing.T) {
	node := testenv.Path(t, "AKBUILD_TEST_NODE_20")
	version, err := exec.Command(node, "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "v20.") {
		t.Fatalf("its version is %q, %v", version, err)
	}
	for _, name := range programs {
		t.Run(name, func(t *testing.T) {
			// It calls the import of JSON an experiment.
			sameBytes(t, request(t, "AKBUILD_"+name), "--node", node, "--env", "NODE_OPTIONS=--disable-warning=ExperimentalWarning")
		})
	}
}

// sameBytes runs a program again, with more arguments, compares the result with Bazel's, and returns its folder.
func sameBytes(t *testing.T, a again, more ...string) string {
	t.Helper()
	out, said, err := a.run(t, more...)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	want, err := manifest.Of(a.result)
	if err != nil || len(want) == 0 {
		t.Fatalf("Bazel made %q, %v", want, err)
	}
	got, err := manifest.Of(out)
	if err != nil {
		t.Fatal(err)
	}
	differing, err := manifest.Compare("what Bazel made", want, got)
	if err != nil || len(differing) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(differing, "\n"))
	}
	return out
}
