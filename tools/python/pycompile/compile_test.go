package pycompile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// TestNotWritten: byte code that cannot be written is an error that names the file and says why.
func TestNotWritten(t *testing.T) {
	root := t.TempDir()
	for name, content := range map[string]string{"a.py": "x = 1\n", "__pycache__": "no folder"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	failures, err := Files(t.Context(), testenv.Path(t, "AKBUILD_TEST_PYTHON"), root, [][]string{{"a.py"}})
	if err == nil || !strings.HasSuffix(err.Error(), " said: writing the byte code of a.py: Not a directory") {
		t.Errorf("got %v, %v", failures, err)
	}
}
