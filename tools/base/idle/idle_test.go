package idle

import (
	"sync"
	"testing"
	"time"
)

// TestUses: what stays is given back after its last use, once, and never if it is to stay.
func TestUses(t *testing.T) {
	var lock sync.Mutex
	var uses Uses
	released := make(chan string, 3)
	use := func(name string, after time.Duration) {
		lock.Lock()
		defer lock.Unlock()
		uses.Begin()
		uses.End(after, &lock, func() { released <- name })
	}
	lock.Lock()
	uses.Begin()
	uses.End(time.Nanosecond, &lock, func() { released <- "first" })
	// It waits for the lock meanwhile.
	time.Sleep(10 * time.Millisecond)
	uses.Begin()
	lock.Unlock()
	use("never", 0)
	use("last", time.Millisecond)
	if got := <-released; got != "last" {
		t.Errorf("%s was given back", got)
	}
	time.Sleep(10 * time.Millisecond)
	if len(released) > 0 {
		t.Errorf("%s was given back, too", <-released)
	}
}
