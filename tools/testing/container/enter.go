package container

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// From linux/capability.h and linux/prctl.h.
const (
	capSysAdmin     = 21
	prSetNoNewPrivs = 38
	prCapAmbient    = 47
	ambientClearAll = 4
)

// Of statfs(2), and what mount(2) calls the same: a namespace may not take away from a mount what its owner said.
var locked = map[int64]uintptr{2: syscall.MS_NOSUID, 4: syscall.MS_NODEV, 8: syscall.MS_NOEXEC, 1024: syscall.MS_NOATIME, 4096: syscall.MS_RELATIME}

// devices are those of the machine that a container has.
var devices = []string{"full", "null", "random", "tty", "urandom", "zero"}

// enter makes the root and becomes the command. It returns what went wrong.
func enter(o Options) error {
	runtime.LockOSThread()
	if err := syscall.Mount("", "/", "", syscall.MS_PRIVATE|syscall.MS_REC, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	if err := syscall.Mount(o.Root, o.Root, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
		return fmt.Errorf("mounting %s: %w", o.Root, err)
	}
	if err := readOnly(o.Root); err != nil {
		return err
	}
	in := func(place string) string { return filepath.Join(o.Root, place) }
	if err := syscall.Mount("proc", in("/proc"), "proc", syscall.MS_NOSUID|syscall.MS_NODEV|syscall.MS_NOEXEC, ""); err != nil {
		// Below a container that hides parts of it, it may not be mounted anew.
		if err := syscall.Mount("/proc", in("/proc"), "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("mounting /proc: %w", err)
		}
	}
	for _, place := range append([]string{"/dev"}, o.Fresh...) {
		if err := syscall.Mount("tmpfs", in(place), "tmpfs", syscall.MS_NOSUID|syscall.MS_NODEV, "mode=0755"); err != nil {
			return fmt.Errorf("mounting an empty folder at %s: %w", place, err)
		}
	}
	for _, name := range devices {
		place := in("/dev/" + name)
		if err := os.WriteFile(place, nil, 0o600); err != nil {
			return err
		}
		if err := syscall.Mount("/dev/"+name, place, "", syscall.MS_BIND, ""); err != nil {
			return fmt.Errorf("mounting /dev/%s: %w", name, err)
		}
	}
	for link, target := range map[string]string{"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"} {
		if err := os.Symlink(target, in("/dev/"+link)); err != nil {
			return err
		}
	}
	if err := os.Mkdir(in("/dev/shm"), 0o777); err != nil {
		return err
	}
	for place, folder := range o.Binds {
		if err := os.MkdirAll(in(place), 0o755); err != nil {
			return err
		}
		if err := syscall.Mount(folder, in(place), "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("mounting %s at %s: %w", folder, place, err)
		}
	}
	return become(o)
}

func readOnly(root string) error {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(root, &fs); err != nil {
		return err
	}
	flags := uintptr(syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY)
	for of, is := range locked {
		if fs.Flags&of != 0 {
			flags |= is
		}
	}
	if err := syscall.Mount("", root, "", flags, ""); err != nil {
		return fmt.Errorf("making %s read-only: %w", root, err)
	}
	return nil
}

// become makes the folder the root, gives up what was needed for that, and becomes the command.
func become(o Options) error {
	if err := os.Chdir(o.Root); err != nil {
		return err
	}
	if err := syscall.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("changing the root: %w", err)
	}
	if err := syscall.Unmount(".", syscall.MNT_DETACH); err != nil {
		return fmt.Errorf("letting go of the old root: %w", err)
	}
	if err := os.Chdir(filepath.Join("/", o.Folder)); err != nil {
		return err
	}
	for _, call := range [][2]uintptr{{prSetNoNewPrivs, 1}, {prCapAmbient, ambientClearAll}} {
		if _, _, e := syscall.RawSyscall6(syscall.SYS_PRCTL, call[0], call[1], 0, 0, 0, 0); e != 0 {
			return fmt.Errorf("giving up rights: %w", e)
		}
	}
	program, err := lookPath(o.Args[0], o.Env)
	if err != nil {
		return err
	}
	return fmt.Errorf("starting %s: %w", program, syscall.Exec(program, o.Args, o.Env))
}
