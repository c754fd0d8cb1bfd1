// Package bundle runs the product as an administrator does: from a copy that nobody can write to, not as root, with a PostgreSQL; and
// takes away what may go away.
package bundle

import (
	"fmt"
	"net/http"
	"os"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/product/devserver"
	"akbuild.internal/tools/product/notroot"
	"akbuild.internal/tools/testing/product"
)

// TestBundle is one test, since the migration of a real database takes a minute. What one part leaves the next one uses.
func TestBundle(t *testing.T) {
	p := product.New(t, product.ReadOnlyCopy(t))
	t.Run("read-only", func(t *testing.T) { readOnly(t, p) })
	server := p.Start(t, "server")
	t.Logf("ready after %s, with a database that was empty", p.UntilReady(t, server, product.FirstStart).Round(time.Millisecond))
	if status, err := p.Status("/-/health/live/"); err != nil || status/100 != 2 {
		t.Errorf("whether it is alive it answers %d, %v", status, err)
	}
	if applied, all, err := devserver.Blueprints(t.Context(), p.Tree, p.Environ()); err != nil || applied > 0 || all == 0 {
		t.Errorf("before there is a worker %d of %d blueprints are applied, %v", applied, all, err)
	}
	worker := p.Start(t, "worker")
	t.Logf("blueprints were applied after %s", p.UntilApplied(t, worker).Round(time.Millisecond))
	for _, part := range []*product.Part{server, worker} {
		if out, err := p.Command(t, []string{"TMPDIR=" + part.Temp, "AUTHENTIK_LISTEN__HTTP=" + p.Address}, "ak", "healthcheck").CombinedOutput(); err != nil {
			t.Errorf("the healthcheck of the %s: %v: %s", part.Name, err, out)
		}
	}
	if t.Failed() {
		return
	}
	t.Run("clients", func(t *testing.T) { clients(t, p) })
	t.Run("database", func(t *testing.T) { databaseGoes(t, p, server, worker) })
	t.Run("core", func(t *testing.T) { server = coreGoes(t, p, server) })
	t.Run("end", func(t *testing.T) { endUnderLoad(t, p, server) })
	t.Run("worker's end", func(t *testing.T) { ends(t, worker, time.Now(), workerEnd(t)) })
	t.Run("settings", func(t *testing.T) { settings(t, p) })
}

// readOnly: who runs the product cannot write to it. Whatever else passes does so without.
func readOnly(t *testing.T, p *product.Product) {
	cmd := p.Command(t, nil, "python", "-c", `
import os, sys
print(os.geteuid() == 0, os.access(sys.argv[1], os.W_OK), os.access(sys.argv[1] + "/site", os.W_OK))`, p.Tree)
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "False False False\n" {
		t.Errorf("it is root, may write to the tree, may write in it: %s%v", out, err)
	}
	touch := p.Command(t, nil, "python", "-c", `open(__import__("sys").argv[1] + "/new", "w")`, p.Tree)
	if err := touch.Run(); err == nil {
		t.Error("a file was made in the tree")
	}
	if os.Geteuid() == 0 && touch.SysProcAttr.UidMappings[0].ContainerID != notroot.Nobody {
		t.Error("it runs as root")
	}
}

// databaseGoes: without a PostgreSQL nothing ends, it is said that it is not there, and all goes on when it is back.
func databaseGoes(t *testing.T, p *product.Product, parts ...*product.Part) {
	if err := p.Database.Stop(); err != nil {
		t.Fatal(err)
	}
	gone := time.Now()
	status := 0
	said := product.Until(t, 15*time.Second, "the server says that it is not ready", func() (err error) {
		if status, err = p.Status(product.Ready); err == nil && status/100 != 5 {
			err = fmt.Errorf("it answers %d", status)
		}
		return err
	})
	time.Sleep(time.Until(gone.Add(20 * time.Second)))
	for _, part := range parts {
		if part.HasEnded() {
			t.Errorf("the %s ended when PostgreSQL went; it said last:\n%s", part.Name, part.Said(12))
		}
	}
	if err := p.Database.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	back := p.UntilReady(t, parts[0], time.Minute)
	t.Logf("%d after %s; ready %s after PostgreSQL was back", status, said.Round(time.Millisecond), back.Round(time.Millisecond))
	clients(t, p)
	taskIsWorkedOff(t, p)
}

// coreGoes: the Python core is killed. Until there is a new one it is said that it is away. The sample's server ends instead, and can be
// started again.
func coreGoes(t *testing.T, p *product.Product, server *product.Part) *product.Part {
	core := server.Core(t)
	for _, pid := range core {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	if product.Sample(t) {
		if code := server.Ended(t, 10*time.Second); code == 0 {
			t.Error("the server ends with 0, though its core was killed")
		}
		server = p.Start(t, "server")
	} else {
		product.Until(t, 10*time.Second, "the server says that the core is away", func() error {
			status, err := p.Status(product.Ready)
			if err == nil && status != http.StatusServiceUnavailable {
				err = fmt.Errorf("it answers %d", status)
			}
			return err
		})
	}
	t.Logf("ready again after %s", p.UntilReady(t, server, product.LaterStart).Round(time.Millisecond))
	if again := server.Core(t); again[0] == core[0] {
		t.Errorf("the core is still process %d", core[0])
	}
	clients(t, p)
	return server
}

// serverEnd is how long a server may take to end: who told it kills it after that. A worker of authentik's first ends the tasks at
// hand, which may take longer.
const serverEnd = 10 * time.Second

func workerEnd(t *testing.T) time.Duration {
	if product.Sample(t) {
		return serverEnd
	}
	return time.Minute
}

// ends: the part has ended in time, with 0, and with all that it started.
func ends(t *testing.T, part *product.Part, since time.Time, within time.Duration) {
	part.Signal(t, syscall.SIGTERM)
	if code := part.Ended(t, within-time.Since(since)); code != 0 {
		t.Errorf("the %s ends with %d:\n%s", part.Name, code, part.Said(20))
	}
	product.Until(t, within-time.Since(since), "nothing of it is left", func() error {
		if left := part.Running(); len(left) > 0 {
			return fmt.Errorf("the %s left running: %v", part.Name, left)
		}
		return nil
	})
	t.Logf("the %s and all that it had started ended within %s", part.Name, time.Since(since).Round(time.Millisecond))
}
