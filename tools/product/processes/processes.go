// Package processes finds and ends what a program has started, whatever became of those in between.
package processes

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// killTimeout is how long what a part left behind may take to end by itself.
const killTimeout = 5 * time.Second

// AdoptOrphans makes this process the parent of whatever its descendants leave behind, so that it can be found and ended.
func AdoptOrphans() error {
	const setChildSubreaper = 36
	if _, _, problem := syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0); problem != 0 {
		return fmt.Errorf("becoming the parent of what is left behind: %w", problem)
	}
	return nil
}

// Process is one that runs, or has ended and was not waited for.
type Process struct {
	// Pid, Parent and Session are the numbers of the process, of the one above it, and of its session.
	Pid, Parent, Session int
	// Zombie says that it has ended.
	Zombie bool
}

// All are all processes of the machine, by number.
func All() map[int]Process {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	found := map[int]Process{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		// The name, in parentheses, may hold anything; behind it come state, parent, group and session.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) < 4 {
			continue
		}
		parent, _ := strconv.Atoi(fields[1])
		session, _ := strconv.Atoi(fields[3])
		found[pid] = Process{Pid: pid, Parent: parent, Session: session, Zombie: fields[0] == "Z"}
	}
	return found
}

// Descendants are the processes below this one, but for those at and below the ones that are spared.
func Descendants(spared ...int) []Process {
	all := All()
	var found []Process
	for pid, p := range all {
		for at := p; at.Pid != 0 && !slices.Contains(spared, at.Pid); at = all[at.Parent] {
			if at.Parent == os.Getpid() {
				found = append(found, all[pid])
				break
			}
		}
	}
	return found
}

// EndSession ends what is left of a session.
func EndSession(session int) {
	endAll(func() []Process {
		return slices.DeleteFunc(Descendants(), func(p Process) bool { return p.Session != session })
	})
}

// EndDescendants ends whatever runs below this process, but for one process and what is below that.
func EndDescendants(spared int) {
	endAll(func() []Process { return Descendants(spared) })
}

// endAll ends processes: it asks them first.
func endAll(list func() []Process) {
	signal := syscall.SIGTERM
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		running := list()
		for _, p := range running {
			if p.Zombie && p.Parent == os.Getpid() {
				// An orphan: nobody else waits for it. Of a part that we started, its own Wait may be first.
				_, _ = syscall.Wait4(p.Pid, nil, syscall.WNOHANG, nil)
			}
		}
		running = slices.DeleteFunc(running, func(p Process) bool { return p.Zombie })
		if len(running) == 0 {
			return
		}
		if signal == syscall.SIGTERM || time.Since(begin) > killTimeout {
			for _, p := range running {
				_ = syscall.Kill(p.Pid, signal)
			}
			signal = syscall.SIGKILL
		}
	}
}
