package npm

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func specs(all []Tarball) []string {
	var names []string
	for _, t := range all {
		names = append(names, t.Spec())
	}
	return names
}

// registry has some packages, and counts what it is asked.
type registry struct {
	has   []string
	lock  sync.Mutex
	asked [][]string
}

func (r *registry) Get(_ context.Context, folder string, wanted []Tarball) (map[string]string, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	refused := map[string]string{}
	if len(wanted) > 0 {
		r.asked = append(r.asked, specs(wanted))
	}
	for _, t := range wanted {
		if !slices.Contains(r.has, t.Spec()) {
			refused[t.Spec()] = "404"
		} else if err := os.WriteFile(filepath.Join(folder, t.File), nil, 0o644); err != nil {
			return nil, err
		}
	}
	return refused, nil
}

// memory is a store.
type memory map[string]bool

// kit is one that is final.
type kit struct{ memory }

func (kit) Final() bool { return true }

func (m memory) Final() bool { return false }

func (m memory) Take(context.Context, []Tarball) error { return nil }

func (m memory) Has(t Tarball) bool { return m[t.Spec()] }

func (m memory) Add(ctx context.Context, folder string, tarballs []Tarball) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, t := range tarballs {
		if _, err := os.Stat(filepath.Join(folder, t.File)); err != nil {
			return err
		}
		m[t.Spec()] = true
	}
	return nil
}

func TestFetch(t *testing.T) {
	wanted := []Tarball{{Name: "a", Version: "1.0.0", File: "a.tgz"}, {Name: "b", Version: "1.0.0", File: "b.tgz"}, {Name: "c", Version: "1.0.0", File: "c.tgz"}}
	line := Line{Deviations: []Deviation{
		{Name: "b", Locked: "1.0.0", Used: "1.0.1", Integrity: hash, Reason: "gone"},
		{Name: "c", Locked: "1.0.0", Tree: "packages/c", Reason: "ours"},
	}}
	t.Run("a complete registry deviates nowhere", func(t *testing.T) {
		store := memory{}
		used, err := Fetch(t.Context(), wanted, line, store, &registry{has: []string{"a@1.0.0", "b@1.0.0", "c@1.0.0"}}, io.Discard)
		if got := specs(used); err != nil || !slices.Equal(got, []string{"a@1.0.0", "b@1.0.0", "c@1.0.0"}) || used[1].Locked != "" || len(store) != 3 {
			t.Errorf("used %v of %v, %v", used, store, err)
		}
	})
	t.Run("declared deviations stand in", func(t *testing.T) {
		store, r := memory{}, &registry{has: []string{"a@1.0.0", "b@1.0.1"}}
		used, err := Fetch(t.Context(), wanted, line, store, r, io.Discard)
		if err != nil || used[1].Version != "1.0.1" || used[1].Locked != "1.0.0" || used[2].Tree != "packages/c" || !store["b@1.0.1"] {
			t.Fatalf("used %v of %v, %v", used, store, err)
		}
		if said := used[1].Deviates(); said != "b 1.0.0 is locked, 1.0.1 is used: gone" {
			t.Errorf("said %q", said)
		}
		// What is known to be refused is not asked for again.
		r.asked = nil
		if _, err := Fetch(t.Context(), wanted[:2], line, store, r, io.Discard); err != nil || len(r.asked) != 0 {
			t.Errorf("asked %q again, %v", r.asked, err)
		}
	})
	t.Run("from a kit, no registry is asked for what deviates", func(t *testing.T) {
		r := &registry{}
		used, err := Fetch(t.Context(), wanted, line, kit{memory{"a@1.0.0": true, "b@1.0.1": true}}, r, io.Discard)
		if err != nil || len(r.asked) != 0 || used[1].Version != "1.0.1" || used[2].Tree != "packages/c" {
			t.Errorf("used %v, asked %q, %v", used, r.asked, err)
		}
	})
	t.Run("anything else is an error that names who locks it", func(t *testing.T) {
		_, err := Fetch(t.Context(), wanted, Line{}, memory{}, &registry{has: []string{"a@1.0.0", "b@1.0.0"}}, io.Discard)
		if err == nil || !strings.Contains(err.Error(), "fetching c@1.0.0, which the source's package-lock.json locks: the npm registry does not have it (404)") {
			t.Errorf("got %v", err)
		}
	})
}
