package tidy

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"akbuild.internal/tools/base/tree"
)

// Formatter formats files while the generator is still writing others.
type Formatter struct {
	rules Rules
	root  string
	queue chan string
	done  sync.WaitGroup
	last  string

	mu    sync.Mutex
	ready map[string]result
	begun map[string]bool
	// again are files that the generator wrote a second time; they are formatted at the end.
	again map[string]bool
}

// result is a formatted file, and what the raw one looked like to the file system.
type result struct {
	raw     fs.FileInfo
	content []byte
}

// NewFormatter starts formatting for a generator that writes below root.
func NewFormatter(generator, root string) *Formatter {
	f := &Formatter{rules: For(generator), root: root, ready: map[string]result{}, begun: map[string]bool{}, again: map[string]bool{}, queue: make(chan string, 4096)}
	// One at a time: the generator has a core, this has the other.
	f.done.Add(1)
	go func() {
		defer f.done.Done()
		for name := range f.queue {
			_, _ = f.File(name)
		}
	}()
	return f
}

// Writing says that the generator is about to write a file, and so has finished the one before.
func (f *Formatter) Writing(name string) {
	if f.last != "" && f.last != name {
		f.enqueue(f.last)
	}
	f.last = name
	f.mu.Lock()
	defer f.mu.Unlock()
	f.again[name] = f.begun[name]
	f.begun[name] = true
}

func (f *Formatter) enqueue(name string) {
	rel, err := filepath.Rel(f.root, name)
	if err != nil || f.rules.Format == nil || !strings.HasSuffix(name, f.rules.Suffix) || !f.rules.Keep(filepath.ToSlash(rel)) {
		return
	}
	select {
	case f.queue <- name:
	default:
		// The queue is full; Tree formats the file at the end.
	}
}

// Close ends the formatting ahead; Tree does the rest.
func (f *Formatter) Close() {
	close(f.queue)
	f.done.Wait()
}

// File is a file's formatted content.
func (f *Formatter) File(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("formatting %s: %w", name, tree.Reason(err))
	}
	f.mu.Lock()
	known, ok := f.ready[name]
	ok = ok && !f.again[name]
	f.mu.Unlock()
	if ok && known.raw.Size() == info.Size() && known.raw.ModTime().Equal(info.ModTime()) {
		return known.content, nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("formatting %s: %w", name, tree.Reason(err))
	}
	content, err := f.rules.Format(raw)
	if err != nil {
		return nil, fmt.Errorf("formatting the generated file %s:%w; the generator wrote what its language does not allow, try another version of it", filepath.Base(name), err)
	}
	f.mu.Lock()
	f.ready[name] = result{info, content}
	f.mu.Unlock()
	return content, nil
}
