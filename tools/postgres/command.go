package postgres

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// nobody is whom PostgreSQL takes us for if we are root: the C library has to know the id, and every passwd has this one.
const nobody = 65534

func (s *Server) program(name string) string {
	return filepath.Join(s.options.Programs, name)
}

// command is one of PostgreSQL's programs, which refuse to run as root. In a user namespace root is somebody else; to the
// world outside everything still belongs to root. That needs no privilege, and works in sandboxes too.
func (s *Server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.program(name), args...)
	cmd.Dir = s.Folder
	// Nothing of the caller's locale, and none of the variables PG*.
	cmd.Env = []string{"PATH=" + s.options.Programs, "HOME=" + s.Folder, "TMPDIR=" + s.Folder, "LC_ALL=C", "TZ=UTC"}
	// A process group of its own, so that a ^C for us is not one for it; and it does not outlive us.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: 0, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: nobody, HostID: os.Getegid(), Size: 1}}
	}
	return cmd
}
