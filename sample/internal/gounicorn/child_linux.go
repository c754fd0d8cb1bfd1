package gounicorn

import "syscall"

// childAttributes gives the core a process group of its own, so that Ctrl-C reaches only us and we stop it after its
// last request, and has the kernel end it if we are killed.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
