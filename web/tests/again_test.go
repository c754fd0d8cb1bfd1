package tests

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
)

// TestSameBytes: another folder, umask, user, locale, time zone and number of processors give the same bytes, and none of them
// says where it was made.
func TestSameBytes(t *testing.T) {
	for _, name := range []string{"LOCALES", "BUNDLE", "PROXY", "SFE"} {
		t.Run(name, func(t *testing.T) {
			a := request(t, "AKBUILD_"+name)
			out, said, err := a.run(t)
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
			err = filepath.WalkDir(out, func(file string, e os.DirEntry, err error) error {
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
