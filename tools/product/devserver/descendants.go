package devserver

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

// adoptOrphans makes this process the parent of whatever its descendants leave behind, so that it can be found and ended.
func adoptOrphans() error {
	const setChildSubreaper = 36
	if _, _, problem := syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0); problem != 0 {
		return fmt.Errorf("becoming the parent of what is left behind: %w", problem)
	}
	return nil
}

// process is one that runs, or has ended and was not waited for.
type process struct {
	pid, parent, session int
	zombie               bool
}

// processes are all of them.
func processes() map[int]process {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	found := map[int]process{}
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
		found[pid] = process{pid: pid, parent: parent, session: session, zombie: fields[0] == "Z"}
	}
	return found
}

// descendants are the processes below this one, but for those at and below the ones that are spared.
func descendants(spared ...int) []process {
	all := processes()
	var found []process
	for pid, p := range all {
		for at := p; at.pid != 0 && !slices.Contains(spared, at.pid); at = all[at.parent] {
			if at.parent == os.Getpid() {
				found = append(found, all[pid])
				break
			}
		}
	}
	return found
}

// endSession ends what is left of a session.
func endSession(session int) {
	endAll(func() []process {
		return slices.DeleteFunc(descendants(), func(p process) bool { return p.session != session })
	})
}

// endDescendants ends whatever runs below this process, but for one process and what is below that.
func endDescendants(spared int) {
	endAll(func() []process { return descendants(spared) })
}

// endAll ends processes: it asks them first.
func endAll(list func() []process) {
	signal := syscall.SIGTERM
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		running := list()
		for _, p := range running {
			if p.zombie && p.parent == os.Getpid() {
				// An orphan: nobody else waits for it. Of a part that we started, its own Wait may be first.
				_, _ = syscall.Wait4(p.pid, nil, syscall.WNOHANG, nil)
			}
		}
		running = slices.DeleteFunc(running, func(p process) bool { return p.zombie })
		if len(running) == 0 {
			return
		}
		if signal == syscall.SIGTERM || time.Since(begin) > killTimeout {
			for _, p := range running {
				_ = syscall.Kill(p.pid, signal)
			}
			signal = syscall.SIGKILL
		}
	}
}
