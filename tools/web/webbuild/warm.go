package webbuild

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"akbuild.internal/tools/base/idle"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Warm runs programs in a tree and a node that stay. A run changes in the tree what differs from the run before; node stays
// while only files differ that the program reads anew, and what node keeps, such as the context of esbuild, is used again.
// Runs are one after the other.
type Warm struct {
	// Idle is how long node and tree wait for the next run before their memory is given back; zero means without end.
	Idle time.Duration
	// Scratch is the folder that the tree is made in; empty means that of temporary files.
	Scratch string

	mu   sync.Mutex
	tree *warmTree
	node *warmNode
	// of is what node was started for.
	of   string
	uses idle.Uses
}

// Close ends node and removes the tree.
func (w *Warm) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.discard()
}

func (w *Warm) discard() {
	w.end()
	if w.tree != nil {
		w.tree.remove()
		w.tree = nil
	}
}

func (w *Warm) end() {
	if w.node != nil {
		w.node.end()
		w.node = nil
	}
}

// Run does what the function Run does, with the same result. inputs are the files that the request may read and their digests:
// no other is in the tree. When it is the staying itself that fails, the program is run by the function Run.
func (w *Warm) Run(ctx context.Context, r Request, inputs map[string]string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.uses.Begin()
	ended, err := w.run(ctx, r, inputs)
	if ended {
		if w.node != nil {
			w.uses.End(w.Idle, &w.mu, w.discard)
		}
		return err
	}
	w.discard()
	if ctx.Err() != nil {
		return r.interrupted()
	}
	fmt.Fprintf(r.Words, "akbuild: a node that stays did not run %s of the web UI (%v); running it by itself\n", r.what(), err)
	return Run(ctx, r)
}

// run runs the program; ended says that it did run to its end, be that good or bad.
func (w *Warm) run(ctx context.Context, r Request, inputs map[string]string) (ended bool, err error) {
	if err := stage.CheckFree(r.Out); err != nil {
		return true, err
	}
	want, err := r.places(inputs)
	if err != nil {
		return false, err
	}
	if w.tree != nil && w.tree.modules != want.modules {
		w.discard()
	}
	if w.tree == nil {
		w.end()
		if w.tree, err = newWarmTree(r, want, w.Scratch); err != nil {
			return false, err
		}
	}
	again, err := w.tree.change(want, r.Rereads)
	if err != nil {
		return false, err
	}
	if of := r.program(inputs); !again || of != w.of {
		w.end()
		w.of = of
	}
	if w.node == nil {
		if w.node, err = r.start(w.tree.root); err != nil {
			return false, err
		}
	}
	status, said, err := w.node.run(ctx)
	if err != nil {
		return false, err
	}
	if status != 0 {
		return true, r.failed(fmt.Errorf("exit status %d", status), said, w.tree.root)
	}
	if err := r.warned(said, w.tree.root); err != nil {
		return true, err
	}
	return true, stage.Dir(r.Out, func(out string) error { return r.take(w.tree.root, out) })
}

// newWarmTree makes a tree with the npm packages alone.
func newWarmTree(r Request, want places, parent string) (*warmTree, error) {
	scratch, err := os.MkdirTemp(parent, "akbuild-web-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", tree.Reason(err))
	}
	t := &warmTree{scratch: scratch, root: filepath.Join(scratch, "tree"), has: map[string]placed{}, modules: want.modules, below: r.Below}
	if err := os.MkdirAll(filepath.Join(t.root, filepath.FromSlash(r.Below)), 0o755); err != nil {
		t.remove()
		return nil, fmt.Errorf("making the folder of a web build: %w", tree.Reason(err))
	}
	if err := r.unpack(t.root); err != nil {
		t.remove()
		return nil, err
	}
	return t, nil
}
