package generator

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"akbuild.internal/tools/base/idle"
	"akbuild.internal/tools/base/tree"
)

// Warm is a Java that stays: it starts with the first run of the tool and serves the following ones, until a run fails, none
// has come for a while, or Close is called. Its runs are one after the other.
type Warm struct {
	// Classes is the folder of the compiled program //tools/client/generatorhost for the jar's version, which runs inside that Java.
	Classes string

	// Idle is how long Java waits for the next run before its memory is given back; zero means without end.
	Idle time.Duration

	mu   sync.Mutex
	java *warmJava
	// of is what java was started for.
	of   Jar
	uses idle.Uses
}

// Reused counts what runs did not do again.
type Reused struct {
	// Classes are the runs that had the classes of an earlier one, with what Java had compiled of them.
	Classes int
	// Names are the names of schemas that were remembered in a search for the schema of an enumeration.
	Names int
}

// Reused is of the runs of the Java that is there now; nothing that is generated tells. For tests.
func (w *Warm) Reused() Reused {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.java == nil {
		return Reused{}
	}
	return w.java.reused
}

// Close ends Java.
func (w *Warm) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.discard()
}

func (w *Warm) discard() {
	if w.java != nil {
		_ = w.java.end()
		w.java = nil
	}
}

// run runs the tool in the Java that is there, or in a new one; out gets what it prints, one Write for each line.
func (w *Warm) run(ctx context.Context, j Jar, out io.Writer, args []string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.uses.Begin()
	if w.of != j {
		w.discard()
	}
	stayed := w.java != nil
	said, err := w.once(ctx, j, out, args)
	if stayed && !said && err != nil && ctx.Err() == nil {
		// It ended without a word: it was killed while it waited, for its memory perhaps.
		_, err = w.once(ctx, j, out, args)
	}
	if w.java != nil {
		w.uses.End(w.Idle, &w.mu, w.discard)
	}
	return err
}

// once runs the tool; said tells whether it printed anything.
func (w *Warm) once(ctx context.Context, j Jar, out io.Writer, args []string) (said bool, err error) {
	if w.java == nil {
		java, err := w.start(j)
		if err != nil {
			return false, err
		}
		w.java, w.of = java, j
	}
	process := w.java.cmd.Process
	stop := context.AfterFunc(ctx, func() { _ = process.Kill() })
	defer stop()
	if said, err = w.java.run(out, args); err != nil {
		w.discard()
	}
	return said, err
}

// start starts Java in a network namespace of its own, in which it reaches nothing.
func (w *Warm) start(j Jar) (*warmJava, error) {
	scratch, err := os.MkdirTemp("", "akbuild-java-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	java := &warmJava{scratch: scratch}
	if err := java.start(j, w.Classes); err != nil {
		os.RemoveAll(scratch)
		return nil, fmt.Errorf("starting Java in a namespace without a network: %w; build without the worker: --config=noworkers", tree.Reason(err))
	}
	return java, nil
}
