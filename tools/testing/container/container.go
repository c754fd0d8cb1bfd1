// Package container starts programs in a root of their own, as a program that runs containers would: a read-only root, a process
// tree of its own with its first process, one user without rights. It needs no privilege, and works in Bazel's sandbox.
package container

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// User is the user, and the group, that a container runs as.
const User = 1000

// variable hands over to the process that becomes the first of a container what it is to do.
const variable = "AKBUILD_TEST_CONTAINER"

// Options say what runs, and in what.
type Options struct {
	// Root is the folder that becomes the root.
	Root string
	// Binds are folders of the machine, by the place that they have in the container, which has to be there. They can be written to.
	Binds map[string]string
	// Fresh are places, folders that are there, that get an empty folder each that can be written to.
	Fresh []string
	// Env is all variables, PATH among them.
	Env []string
	// Args is the command line.
	Args []string
	// Folder is the working directory.
	Folder string
}

// Main has to be the first thing that TestMain does: in the process that is to become a container it does not return.
func Main() {
	said, ok := os.LookupEnv(variable)
	if !ok {
		return
	}
	var o Options
	err := json.Unmarshal([]byte(said), &o)
	if err == nil {
		err = enter(o)
	}
	fmt.Fprintln(os.Stderr, "container:", err)
	os.Exit(125)
}

// Command is a process that becomes the first of a container when it is started.
func Command(t testing.TB, o Options) *exec.Cmd {
	t.Helper()
	said, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = []string{variable + "=" + string(said)}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWIPC,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: User, HostID: os.Geteuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: User, HostID: os.Getegid(), Size: 1}},
		// To mount, until it becomes what it is to run.
		AmbientCaps: []uintptr{capSysAdmin},
		Pdeathsig:   syscall.SIGKILL,
	}
	return cmd
}

// Exec is another process in a container that runs.
func Exec(t testing.TB, container *exec.Cmd, o Options) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "nsenter", append([]string{
		"--target", fmt.Sprint(container.Process.Pid), "--user", "--preserve-credentials", "--mount", "--pid", "--ipc",
		"--wd=" + filepath.Join("/proc", fmt.Sprint(container.Process.Pid), "root"), "--", "/usr/bin/env", "-i",
	}, append(o.Env, o.Args...)...)...)
	return cmd
}

// lookPath finds a program by the PATH of a container.
func lookPath(name string, env []string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	for _, v := range env {
		list, ok := strings.CutPrefix(v, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(list) {
			path := filepath.Join(dir, name)
			if info, err := os.Stat(path); err == nil && info.Mode()&0o111 != 0 && !info.IsDir() {
				return path, nil
			}
		}
	}
	return "", fmt.Errorf("finding %s: it is nowhere on the container's PATH", name)
}
