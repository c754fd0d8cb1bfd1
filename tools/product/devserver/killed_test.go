package devserver

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKillMigration kills a migration when half of it is done; PostgreSQL is ended in order, so that its cluster can be used again.
func TestKillMigration(t *testing.T) {
	for name, c := range map[string]struct {
		stays bool
		state string
		want  string
	}{
		"half-way":     {true, "{\"migrations\": 1}\n{\"migrations\": 3}", ""},
		"over before":  {false, "{\"migrations\": 1}", "it was over before"},
		"not answered": {true, "nothing", "asking the database how far it is"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, stays, c.state)
			if c.stays {
				if err := os.WriteFile(filepath.Join(f.core, "bin", "python.stays"), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			data := filepath.Join(t.TempDir(), "data")
			var applied, all int
			err := f.leavesNothing(Options{Data: data}, func(o Options) (err error) {
				applied, all, err = KillMigration(t.Context(), o, &f.out)
				return err
			})
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("the error is %v, want %q", err, c.want)
				}
				return
			}
			// What the fake database says first is what it says again afterwards.
			if err != nil || applied != 0 || all != 3 {
				t.Errorf("%d of %d were applied, %v", applied, all, err)
			}
			if _, err := os.Stat(filepath.Join(data, "postgresql", "postmaster.pid")); err == nil {
				t.Error("PostgreSQL did not end in order")
			}
		})
	}
	if _, _, err := KillMigration(t.Context(), Options{}, nil); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("without a folder the error is %v", err)
	}
}

// TestThen is called once all is there, and what it says is what comes of the run.
func TestThen(t *testing.T) {
	for _, want := range []error{nil, errors.New("something is missing")} {
		f := newFake(t, stays, applied)
		called := 0
		err := f.run(t.Context(), Options{Password: "let me in", Then: func(_ context.Context, url, password string) error {
			called++
			if url != f.URL || password != "let me in" {
				t.Errorf("it is told %s, %s", url, password)
			}
			return want
		}})
		if !errors.Is(err, want) || called != 1 {
			t.Errorf("the error is %v after %d calls, want %v", err, called, want)
		}
	}
}
