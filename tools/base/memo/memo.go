// Package memo is what a persistent worker remembers from one request to the next: results that depend on nothing but their
// key. A program that runs once remembers nothing, and comes to the same results.
package memo

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
)

// Key names a result: a hash of all that it depends on.
type Key [sha256.Size]byte

// KeyOf is the key of a result that depends on these parts and their order.
func KeyOf(parts ...[]byte) Key {
	hash := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(hash, "%d:", len(part))
		hash.Write(part)
	}
	return Key(hash.Sum(nil))
}

// Memo holds results. The methods of a nil Memo do nothing.
type Memo struct {
	mu sync.Mutex
	// used are the results of the request that runs, before those of the one before it that it has not asked for yet.
	used, before map[Key][]byte
}

type contextKey struct{}

// In is a context in which the memo is found.
func (m *Memo) In(ctx context.Context) context.Context {
	return context.WithValue(ctx, contextKey{}, m)
}

// From is the memo of a context; nil where there is none.
func From(ctx context.Context) *Memo {
	m, _ := ctx.Value(contextKey{}).(*Memo)
	return m
}

// Next begins a request: what the one before it did not ask for is forgotten.
func (m *Memo) Next() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used, m.before = nil, m.used
}

// Get is a result that is remembered.
func (m *Memo) Get(key Key) ([]byte, bool) {
	if m == nil {
		return nil, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.used[key]
	if !ok {
		if value, ok = m.before[key]; ok {
			m.put(key, value)
		}
	}
	return value, ok
}

// Put remembers a result. The caller does not change it afterwards.
func (m *Memo) Put(key Key, value []byte) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

func (m *Memo) put(key Key, value []byte) {
	if m.used == nil {
		m.used = map[Key][]byte{}
	}
	m.used[key] = value
}
