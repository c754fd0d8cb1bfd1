package notroot

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestApply: the command is not root, and may not write where the modes forbid it.
func TestApply(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", `id -u; touch "$1/file" 2>/dev/null && echo written`, "sh", dir)
	Apply(cmd)
	out, err := cmd.Output()
	if said := strings.TrimSpace(string(out)); said == "0" || strings.Contains(said, "written") || said == "" {
		t.Errorf("it says %q, %v", said, err)
	}
}
