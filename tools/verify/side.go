package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"unsafe"

	"akbuild.internal/tools/base/tree"
)

//go:embed preload/clock.c
var clock string

// side is one of two machines that build the same.
type side struct {
	// checkout is the copy of this repository, source that of authentik's tree, outputs where Bazel's are.
	checkout, source, outputs string
	// line is the release line of the source, "" for that of its version.
	line string
	// etc replaces /etc; with it everything else is another, too: locale, time zone, home, user, umask, number of processors.
	etc string
	// options are of each build.
	options []string
}

// strange is an environment that no output may depend on. The locale is Turkish: it changes generated identifiers if it
// reaches the generator.
var strange = []string{
	"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "TZ=Pacific/Kiritimati", "USER=somebody", "LOGNAME=somebody", "SOURCE_DATE_EPOCH=1",
	"GOFLAGS=-race", "PYTHONHASHSEED=77", "JAVA_TOOL_OPTIONS=-Duser.language=tr -Duser.timezone=Asia/Kathmandu",
}

// bazel runs Bazel on this side, which says what it does on standard error, and returns its standard output.
func (s side) bazel(ctx context.Context, command string, args ...string) (string, error) {
	cmd, err := s.command(ctx, command, args...)
	if err != nil {
		return "", err
	}
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("building with bazel %s in %s: %w; what it said is above", command, s.checkout, err)
	}
	return string(out), nil
}

// command is a call of Bazel on this side.
func (s side) command(ctx context.Context, command string, args ...string) (*exec.Cmd, error) {
	engine := filepath.Join(s.checkout, "engine", "engine.bazelrc")
	full := []string{"bazel", "--nosystem_rc", "--nohome_rc", "--bazelrc=" + engine, "--output_user_root=" + s.outputs, "--max_idle_secs=120", command}
	if command != "shutdown" {
		full = append(append(full, s.options...), "--disk_cache=", "--remote_cache=")
	}
	full = append(full, args...)
	environ := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "BUILD_WORK") || strings.HasPrefix(variable, "RUNFILES") || strings.HasPrefix(variable, "AUTHENTIK_LINE=")
	})
	environ = append(environ, "AUTHENTIK_SOURCE="+s.source)
	if s.line != "" {
		environ = append(environ, "AUTHENTIK_LINE="+s.line)
	}
	program := full[0]
	if s.etc != "" {
		environ = append(append(environ, strange...), "HOME="+s.outputs)
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("finding this program: %w", err)
		}
		program, full = self, append([]string{"inside", s.etc}, full...)
	} else {
		full = full[1:]
	}
	cmd := exec.CommandContext(ctx, program, full...)
	cmd.Dir, cmd.Env, cmd.Stderr = s.checkout, environ, os.Stderr
	// Bazel's client has its server stop what it does: one that is killed leaves it at work.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return cmd, nil
}

// inside becomes a command in a mount namespace with another /etc, on one processor, with another umask.
func inside(etc string, args []string) error {
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
		return fmt.Errorf("opening a mount namespace: %w; run it with the engine's own root (AUTHENTIK_BUILD_ENGINE=root)", err)
	}
	if err := syscall.Mount("", "/", "", syscall.MS_SLAVE|syscall.MS_REC, ""); err != nil {
		return err
	}
	if err := syscall.Mount(etc, "/etc", "", syscall.MS_BIND, ""); err != nil {
		return fmt.Errorf("replacing /etc: %w", err)
	}
	syscall.Umask(0o077)
	var one [16]uint64
	one[0] = 1
	if _, _, failed := syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(one), uintptr(unsafe.Pointer(&one[0]))); failed != 0 {
		return fmt.Errorf("leaving one processor: %w", failed)
	}
	program, err := exec.LookPath(args[0])
	if err != nil {
		return err
	}
	return syscall.Exec(program, args, os.Environ())
}

// otherEtc makes a copy of /etc in which the time zone is another, and a file for sandboxes that gives programs another clock.
// It returns the option that mounts that.
func otherEtc(ctx context.Context, folder string) (option string, err error) {
	script := `set -e
		cp -a /etc/. "$1"
		ln -sf /usr/share/zoneinfo/Asia/Kolkata "$1/localtime"
		: >"$1/ld.so.preload"
		echo /etc/verify-clock.so >"$1/verify-preload"
		gcc -shared -fPIC -O2 -o "$1/verify-clock.so" -x c -
		LD_PRELOAD="$1/verify-clock.so" date +%Y`
	cmd := exec.CommandContext(ctx, "bash", "-c", script, "etc", folder)
	cmd.Stdin = strings.NewReader(clock)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("making another /etc: %w: %s", err, out)
	}
	return "--sandbox_add_mount_pair=/etc/verify-preload:/etc/ld.so.preload", nil
}

// copyTree copies a tree without what git and Bazel keep beside it. backwards makes the files in the other order, which is that
// in which some file systems list them.
func copyTree(to, from string, backwards bool) error {
	files, err := tree.List(from, tree.Options{Skip: func(rel string, _ bool) bool {
		return rel == ".git" || strings.HasPrefix(rel, "bazel-") && !strings.Contains(rel, "/")
	}})
	if err != nil {
		return err
	}
	for i := range files {
		file := files[i]
		if backwards {
			file = files[len(files)-1-i]
		}
		content, err := os.ReadFile(file.Path)
		if err != nil {
			return err
		}
		info, err := os.Stat(file.Path)
		if err != nil {
			return err
		}
		name := filepath.Join(to, filepath.FromSlash(file.Rel))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, content, info.Mode().Perm()); err != nil {
			return err
		}
	}
	return nil
}

// outputsOf are the outputs of targets, paths below the folder that the second result is.
func (s side) outputsOf(ctx context.Context, targets []string, flags ...string) (paths []string, root string, err error) {
	out, err := s.bazel(ctx, "cquery", append([]string{"set(" + strings.Join(targets, " ") + ")", "--output=files"}, flags...)...)
	if err != nil {
		return nil, "", err
	}
	root, err = s.bazel(ctx, "info", "execution_root")
	return strings.Fields(out), strings.TrimSpace(root), err
}

// note is what a person reads meanwhile.
func note(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "verify: "+format+"\n", args...)
}
