package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// A case that makes an output, and has nothing to compare it with, is none.
func TestHasOutput(t *testing.T) {
	for name, want := range map[string]bool{"out.txtar": true, "out.sha256": true, "in.txtar": false} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := hasOutput(dir); got != want {
			t.Errorf("a case with %s has an output to compare with: %v, want %v", name, got, want)
		}
	}
}
