package placeholder

import (
	"os"
	"path/filepath"
	"testing"
)

// TestHas: the client's placeholder is not the module.
func TestHas(t *testing.T) {
	vendor := t.TempDir()
	for _, name := range []string{"example.org/there/a.go", "example.org/client/" + Name} {
		name = filepath.Join(vendor, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("package a\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for module, want := range map[string]bool{"example.org/there": true, "example.org/client": false, "example.org/none": false} {
		if got := Has(vendor, module); got != want {
			t.Errorf("Has(%s) is %t", module, got)
		}
	}
}
