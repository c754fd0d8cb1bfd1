package installed

import (
	"context"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// How long requests under way may take when the server is told to end, and everything: whoever told it kills it after ten seconds.
const (
	drainTime = 6 * time.Second
	endTime   = 9 * time.Second
)

var (
	keptLock sync.Mutex
	kept     []*http.Server
)

// Keep remembers a server of pages until the program ends.
func Keep(server *http.Server) *http.Server {
	keptLock.Lock()
	defer keptLock.Unlock()
	kept = append(kept, server)
	return server
}

// End ends the program's parts in order: its servers take no more requests and answer those under way, then shutdown tells the core to
// end, and what is left of it after a while is killed.
func End(shutdown func()) {
	begin := time.Now()
	drain()
	core := children()
	// It does not return: nobody is there who listens to it.
	go shutdown()
	for len(alive(core)) > 0 && time.Since(begin) < endTime {
		time.Sleep(20 * time.Millisecond)
	}
	for _, pid := range alive(core) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}

func drain() {
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	keptLock.Lock()
	defer keptLock.Unlock()
	var group sync.WaitGroup
	for _, server := range kept {
		group.Add(1)
		go func() {
			defer group.Done()
			_ = server.Shutdown(ctx)
		}()
	}
	group.Wait()
}

// children are the processes below this one.
func children() []int {
	parents := map[int]int{}
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + entry.Name() + "/stat")
		if err != nil {
			continue
		}
		// The name, in parentheses, may hold anything; behind it come the state and the parent.
		if fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:])); len(fields) > 1 {
			parents[pid], _ = strconv.Atoi(fields[1])
		}
	}
	var found []int
	for pid := range parents {
		for at := parents[pid]; at != 0; at = parents[at] {
			if at == os.Getpid() {
				found = append(found, pid)
				break
			}
		}
	}
	return found
}

// alive are those of the processes that have not ended.
func alive(pids []int) []int {
	var found []int
	for _, pid := range pids {
		if syscall.Kill(pid, 0) == nil {
			found = append(found, pid)
		}
	}
	return found
}
