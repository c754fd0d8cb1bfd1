package product

import (
	"fmt"
	"testing"
	"time"

	"akbuild.internal/tools/product/devserver"
)

// How long a start may take: the first one migrates a database, which takes minutes on a machine that does other work, too.
const (
	FirstStart = 8 * time.Minute
	LaterStart = 2 * time.Minute
)

// Running is the product that was built, with a server that is ready, and a worker that has applied every blueprint.
func Running(t testing.TB, environ ...string) *Product {
	t.Helper()
	p := New(t, Tree(t))
	server := p.Start(t, "server", environ...)
	took := p.UntilReady(t, server, FirstStart)
	worker := p.Start(t, "worker", environ...)
	took += p.UntilApplied(t, worker)
	t.Logf("the product was ready after %s", took.Round(time.Millisecond))
	return p
}

// UntilApplied waits until the worker's tasks have applied every blueprint, and returns how long that took.
func (p *Product) UntilApplied(t testing.TB, worker *Part) time.Duration {
	t.Helper()
	return Until(t, FirstStart, "every blueprint is applied", func() error {
		if worker.HasEnded() {
			t.Fatalf("the worker has ended; it said last:\n%s", worker.Said(12))
		}
		applied, all, err := devserver.Blueprints(t.Context(), p.Tree, p.Environ())
		if err == nil && applied < all {
			err = fmt.Errorf("%d of %d are", applied, all)
		}
		return err
	})
}
