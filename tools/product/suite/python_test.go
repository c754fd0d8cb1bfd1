package suite

import (
	"path/filepath"
	"slices"
	"testing"

	"akbuild.internal/tools/product/postgres"
)

// TestUploadsOfTests: what tests upload does not go into the tree, which is read-only.
func TestUploadsOfTests(t *testing.T) {
	s := &session{home: t.TempDir(), database: &postgres.Server{}}
	for variable, folder := range map[string]string{"AUTHENTIK_TREE_DATA": "data", "AUTHENTIK_TREE_MEDIA": "media"} {
		if want := variable + "=" + filepath.Join(s.work(), folder); !slices.Contains(s.pythonEnviron(), want) {
			t.Errorf("the environment is %q, want %s", s.pythonEnviron(), want)
		}
	}
}
