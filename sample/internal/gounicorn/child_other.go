//go:build !linux

package gounicorn

import "syscall"

// childAttributes gives the core a process group of its own, so that Ctrl-C reaches only us and we stop it after its
// last request.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
