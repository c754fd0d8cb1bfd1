package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// steps are what somebody does who builds the measured source without Bazel, as upstream's Makefile and Dockerfile do: one after the other,
// of what was fetched before, from empty caches. Each is taken once a run.
type steps struct {
	b *bench
	// folder is of this source alone.
	folder string
	// took are the times of those that were taken.
	clientsTook                 [2]time.Duration
	goTook, pythonTook, webTook time.Duration
	// venv is where the core is installed, and web where the web UI is built.
	venv string
	web  *plainWeb
}

// plain are the steps of the source in turn.
func (b *bench) plain() *steps {
	s := b.plains[b.subject.name]
	if s == nil {
		s = &steps{b: b, folder: filepath.Join(b.scratch, "plain-"+b.subject.name)}
		b.plains[b.subject.name] = s
		if err := os.MkdirAll(s.folder, 0o755); err != nil {
			fail("making a folder: %v", err)
		}
	}
	return s
}

// all is what all of them take together, and what of.
func (s *steps) all() (time.Duration, string) {
	clients := s.clients()
	server := s.server()
	_, python := s.python()
	web := s.webUI()
	return clients[0] + clients[1] + server + python + web,
		fmt.Sprintf("clients %s + %s, go build %s, PEP 517 builds and uv pip install %s, npm ci --offline, build, build:sfe %s",
			seconds(clients[0]), seconds(clients[1]), seconds(server), seconds(python), seconds(web))
}

// clients generates those in Go and TypeScript with the generator's command line.
func (s *steps) clients() [2]time.Duration {
	if s.clientsTook[0] == 0 {
		step("generating both clients with the stock command line")
		s.clientsTook = [2]time.Duration{
			s.b.stock("go", goOptions, filepath.Join(s.folder, "client-go")).wall,
			s.b.stock("typescript-fetch", typescriptOptions, filepath.Join(s.folder, "client-ts")).wall,
		}
	}
	return s.clientsTook
}

// tree is the folder with the overlaid source in which the server was built.
func (s *steps) tree() string { return filepath.Join(s.folder, "tree") }

// program is the server that was built.
func (s *steps) program() string { return filepath.Join(s.folder, "server") }

// server builds the server with the go command alone, in the overlaid tree.
func (s *steps) server() time.Duration {
	if s.goTook > 0 {
		return s.goTook
	}
	b := s.b
	step("building the server with the go command alone, cache empty")
	b.build("", "//server:vendor")
	command{b.scratch, os.Environ(), []string{"cp", "-r", b.subject.tree, s.tree()}}.run()
	removeAll(filepath.Join(s.tree(), "vendor"))
	command{b.scratch, os.Environ(), []string{"cp", "-rL", filepath.Join(b.workspace, "bazel-bin", "server", "vendor"), filepath.Join(s.tree(), "vendor")}}.run()
	environ := []string{
		"PATH=" + filepath.Dir(b.goBin) + ":/usr/bin:/bin", "HOME=" + b.scratch, "GOCACHE=" + filepath.Join(s.folder, "go-cache"),
		"GOFLAGS=-mod=vendor -trimpath", "GOPROXY=off", "GOTOOLCHAIN=local", "GOENV=off", "GOTELEMETRY=off", "CGO_ENABLED=0", "GOWORK=off",
	}
	s.goTook = command{s.tree(), environ, []string{b.goBin, "build", "-o", s.program(), "./cmd/server"}}.run().wall
	return s.goTook
}

// python is plainPython, once.
func (s *steps) python() (string, time.Duration) {
	if s.venv == "" {
		s.venv, s.pythonTook = s.plainPython()
	}
	return s.venv, s.pythonTook
}

// copied is the copy of the source in which npm builds.
func (s *steps) copied() *plainWeb {
	if s.web == nil {
		s.web = s.b.plainWeb(s.folder)
	}
	return s.web
}

// npm fetches and lays out the npm packages from an empty cache, and returns how long that took.
func (s *steps) npm() time.Duration {
	p := s.copied()
	step("fetching the npm packages with npm")
	removeAll(p.cache)
	removeAll(filepath.Join(p.web, "node_modules"))
	p.fetched = true
	return p.npm("ci", "--ignore-scripts")
}

// fetched is the same copy with npm's cache full.
func (s *steps) fetched() *plainWeb {
	if p := s.copied(); !p.fetched {
		s.npm()
	}
	return s.web
}

// webUI builds the web UI by upstream's scripts, its packages being in npm's cache.
func (s *steps) webUI() time.Duration {
	if s.webTook > 0 {
		return s.webTook
	}
	p := s.fetched()
	step("building the web UI with npm, packages fetched before")
	start := time.Now()
	removeAll(filepath.Join(p.web, "node_modules"))
	p.npm("ci", "--offline", "--ignore-scripts")
	for _, script := range []string{"build", "build:sfe"} {
		p.npm("run", script)
	}
	s.webTook = time.Since(start)
	return s.webTook
}
