package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"akbuild.internal/tools/product/notroot"
	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/product/processes"
)

const (
	// askers ask at the same time, for as long as loadTime.
	askers   = 16
	loadTime = 8 * time.Second
	// startPatience is how long a start may take, and a migration.
	startPatience = 5 * time.Minute
)

// asked are paths that the Go server answers by itself, and by asking the core.
var asked = []struct{ name, path string }{
	{"a static file", "/static/dist/assets/icons/icon.png"},
	{"the API", "/api/v3/root/config/"},
}

// serve compares the product that runs with the same source by hand: go build, and a uv venv.
func (b *bench) serve() {
	b.build("", product)
	plain := b.plain()
	venv, _ := plain.python()
	plain.server()
	hand, programs := plain.tree(), filepath.Join(plain.folder, "bin")
	if err := os.MkdirAll(programs, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	// Both are installed as one installs them: in a folder of their own, not as Bazel's links.
	tree := filepath.Join(plain.folder, "product")
	command{b.scratch, os.Environ(), []string{"cp", "-rL", filepath.Join(b.workspace, "bazel-bin", "server", "authentik"), tree}}.run()
	command{b.scratch, os.Environ(), []string{"cp", plain.program(), filepath.Join(programs, "authentik")}}.run()
	command{b.scratch, os.Environ(), []string{"cp", "-rL", filepath.Join(tree, "web", "dist"), filepath.Join(hand, "web", "dist")}}.run()
	database, err := postgres.Run(context.Background(), postgres.Options{Programs: filepath.Dir(b.postgres)})
	if err != nil {
		fail("%v", err)
	}
	end := func() { _ = database.Close() }
	defer end()
	endings = append(endings, end)
	ours := &served{b: b, dir: b.scratch, program: filepath.Join(tree, "bin", "ak"), path: filepath.Join(tree, "bin"), database: database}
	theirs := &served{b: b, dir: hand, program: filepath.Join(hand, "lifecycle", "ak"), path: programs + ":" + filepath.Join(venv, "bin"), database: database}
	step("migrating the database")
	ours.start()
	ours.end()
	// Byte code of the tree is written by the first start.
	theirs.start()
	theirs.end()
	step("starting the server and asking it, 5 times each way")
	var starts [2][]time.Duration
	rates := map[string]*[2][]float64{}
	for range 5 {
		for i, s := range []*served{ours, theirs} {
			starts[i] = append(starts[i], s.start())
			for _, a := range asked {
				if rates[a.name] == nil {
					rates[a.name] = &[2][]float64{}
				}
				rates[a.name][i] = append(rates[a.name][i], s.rate(a.path))
			}
			s.end()
		}
	}
	for _, a := range asked {
		o, t := median(rates[a.name][0]), median(rates[a.name][1])
		b.row("requests for "+a.name+", by hand / product", t/o, 1/0.95, fmt.Sprintf("%.0f / %.0f a second", t, o))
	}
	o, t := median(starts[0]), median(starts[1])
	b.row("start to ready, database migrated / by hand", o.Seconds()/t.Seconds(), 1, seconds(o)+" / "+seconds(t))
}

// served is a server that can be started.
type served struct {
	b                  *bench
	dir, program, path string
	database           *postgres.Server
	cmd                *exec.Cmd
	address, home      string
}

// start starts it and returns how long it took until it said that it is ready.
func (s *served) start() time.Duration {
	home, err := os.MkdirTemp("/tmp", "akbench")
	if err != nil {
		fail("making a folder: %v", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail("looking for a free port: %v", err)
	}
	s.address, s.home = listener.Addr().String(), home
	listener.Close()
	log, err := os.Create(filepath.Join(home, "log"))
	if err != nil {
		fail("making a log: %v", err)
	}
	defer log.Close()
	s.cmd = exec.Command(s.program, "server")
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.dir, log, log
	s.cmd.Env = append(s.database.Environ(),
		"PATH="+s.path+":/usr/bin:/bin", "HOME="+home, "TMPDIR="+home, "LANG=C.UTF-8",
		"AUTHENTIK_SECRET_KEY=not a secret, because only measures use this one, and it is long enough",
		"AUTHENTIK_STORAGE__FILE__PATH="+filepath.Join(home, "data"), "AUTHENTIK_LISTEN__HTTP="+s.address,
		"AUTHENTIK_LISTEN__HTTPS=127.0.0.1:0", "AUTHENTIK_LISTEN__METRICS=127.0.0.1:0",
		"AUTHENTIK_DISABLE_UPDATE_CHECK=true", "AUTHENTIK_DISABLE_STARTUP_ANALYTICS=true", "AUTHENTIK_ERROR_REPORTING__ENABLED=false")
	notroot.Apply(s.cmd)
	if s.cmd.SysProcAttr == nil {
		s.cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	s.cmd.SysProcAttr.Setsid = true
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		fail("starting %s: %v", s.program, err)
	}
	endings = append(endings, func() { processes.EndSession(s.cmd.Process.Pid) })
	for {
		response, err := http.Get("http://" + s.address + "/-/health/ready/")
		if err == nil {
			response.Body.Close()
			if response.StatusCode/100 == 2 {
				return time.Since(begin)
			}
		}
		if time.Since(begin) > startPatience {
			said, _ := os.ReadFile(filepath.Join(home, "log"))
			fail("starting %s: it is not ready after %s:\n%s", s.program, startPatience, said[max(0, len(said)-4000):])
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// end ends it with all that it has started.
func (s *served) end() {
	processes.EndSession(s.cmd.Process.Pid)
	_ = s.cmd.Wait()
	removeAll(s.home)
}

// rate is how many requests a second are answered.
func (s *served) rate(path string) float64 {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: askers}}
	var answered atomic.Int64
	var group sync.WaitGroup
	begin := time.Now()
	for range askers {
		group.Go(func() {
			for time.Since(begin) < loadTime {
				response, err := client.Get("http://" + s.address + path)
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
					response.Body.Close()
				}
				if err != nil || response.StatusCode != http.StatusOK {
					fail("asking for %s: %v, %v", path, response, err)
				}
				answered.Add(1)
			}
		})
	}
	group.Wait()
	return float64(answered.Load()) / time.Since(begin).Seconds()
}
