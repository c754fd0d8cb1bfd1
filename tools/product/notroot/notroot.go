// Package notroot lets programs that refuse to run as root, or behave otherwise then, run as somebody else.
package notroot

import (
	"os"
	"os/exec"
	"syscall"
)

// Nobody is whom a program takes itself for: the C library has to know the id, and every passwd has this one.
const Nobody = 65534

// Apply makes a command that was not started yet run as somebody who is not root, if we are root. In a user namespace root is
// somebody else, without root's rights; to the world outside everything still belongs to root. That needs no privilege, and
// works in sandboxes too.
func Apply(cmd *exec.Cmd) {
	if os.Geteuid() != 0 {
		return
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: Nobody, HostID: 0, Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: Nobody, HostID: os.Getegid(), Size: 1}}
}
