package postgres

import (
	"context"
	"os/exec"
	"path/filepath"
	"syscall"

	"akbuild.internal/tools/product/notroot"
)

func (s *Server) program(name string) string {
	return filepath.Join(s.options.Programs, name)
}

// command is one of PostgreSQL's programs, which refuse to run as root.
func (s *Server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.program(name), args...)
	cmd.Dir = s.Folder
	// Nothing of the caller's locale, and none of the variables PG*.
	cmd.Env = []string{"PATH=" + s.options.Programs, "HOME=" + s.Folder, "TMPDIR=" + s.Folder, "LC_ALL=C", "TZ=UTC"}
	// A process group of its own, so that a ^C for us is not one for it; and it does not outlive us.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGQUIT}
	notroot.Apply(cmd)
	return cmd
}
