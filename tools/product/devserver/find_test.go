package devserver

import (
	"path/filepath"
	"testing"
)

// TestFind: a folder that the user names lies where the user is, not in the runfiles.
func TestFind(t *testing.T) {
	here := t.TempDir()
	t.Setenv("BUILD_WORKING_DIRECTORY", here)
	for _, variable := range []string{productFile, postgresFile} {
		t.Setenv(variable, here)
	}
	for given, want := range map[string]string{"": "", "kept": filepath.Join(here, "kept"), "/kept": "/kept"} {
		o := Options{Data: given}
		if err := o.Find(); err != nil || o.Data != want {
			t.Errorf("--data %q is %q, %v; want %q", given, o.Data, err, want)
		}
	}
}
