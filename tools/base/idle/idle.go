// Package idle gives back what stays for the next use, a process for example, when nobody has used it for a while.
package idle

import (
	"sync"
	"time"
)

// Uses counts the uses of what stays. Its methods are called with the lock held that guards what stays.
type Uses struct{ count int }

// Begin counts a use.
func (u *Uses) Begin() { u.count++ }

// End has release called, with the lock held, if no other use has begun for so long; zero means never.
func (u *Uses) End(after time.Duration, lock sync.Locker, release func()) {
	if after == 0 {
		return
	}
	last := u.count
	time.AfterFunc(after, func() {
		lock.Lock()
		defer lock.Unlock()
		if u.count == last {
			release()
		}
	})
}
