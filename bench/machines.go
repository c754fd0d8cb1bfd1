package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/cache/httpcache"
)

// machines compares the first build of the product on a machine, whose caches are empty, with what others do afterwards: a second machine
// that reads a remote cache, and a second checkout on the same machine, which shares the cache on its disk. Toolchains are in Nix's
// store each time.
func (b *bench) machines() {
	cold := b.first()
	folder := filepath.Join(b.state, "bench", "machines")
	removeAll(folder)
	defer removeAll(folder)
	outputs := filepath.Join(folder, "bazel")
	disk, log := filepath.Join(folder, "disk"), filepath.Join(folder, "requests")
	server, stop := remoteCache(httpcache.Options{Folder: filepath.Join(folder, "remote"), Writer: "bench:bench", Log: log})
	defer stop()

	step("building everything again, and writing what comes out to a remote cache and to one on disk")
	wrote := b.build(outputs, append(onDisk(disk, strings.Replace(server.URL, "://", "://bench:bench@", 1)), product, "--config=cache-writer")...)
	made := bytesBelow(filepath.Join(b.workspace, "bazel-bin", "server", "authentik"))
	b.gone(outputs)
	files, held := inCache(filepath.Join(folder, "remote", "cache"))

	other := b.another(filepath.Join(folder, "elsewhere"))
	fetch := func(what string, options ...string) {
		step("building it on a second machine, from the remote cache, %s", what)
		events := filepath.Join(b.scratch, "events.json")
		before := readTraffic(log)
		took := other.build(outputs, append(options, product, "--config=cache", "--build_event_json_file="+events)...).wall
		moved, ran := readTraffic(log).less(before), readRunners(events)
		other.gone(outputs)
		name := "second machine, warm remote cache, " + what
		b.row(name+" / cold build, caches empty", took.Seconds()/cold.wall.Seconds(), 0.06, seconds(took)+" / "+seconds(cold.wall))
		b.row(name+" / 20 s", took.Seconds()/20, 1, seconds(took))
		b.row(name+": actions that ran / all", float64(ran.ran())/float64(ran.all()), noneAtAll, ran.String())
		b.row(name+": bytes moved / 150 MB", float64(moved.bytes)/150e6, 1, fmt.Sprintf("%.1f MB in %d requests", float64(moved.bytes)/1e6, moved.requests))
	}
	fetch("disk cache on", onDisk(filepath.Join(folder, "empty"), server.URL)...)
	// As AUTHENTIK_BUILD_DISK_CACHE=off has it: Bazel fetches what was asked for, and what actions that run need.
	fetch("disk cache off", "--disk_cache=", "--remote_cache="+server.URL)
	b.row("what the remote cache holds / the product", float64(held)/float64(made), 0,
		fmt.Sprintf("%.1f MB in %d files / %.1f MB; written in %s", float64(held)/1e6, files, float64(made)/1e6, seconds(wrote.wall)))

	step("building it in a second checkout of the first machine, from the cache on its disk")
	events := filepath.Join(b.scratch, "events.json")
	shared := other.build(outputs, append(onDisk(disk, ""), product, "--build_event_json_file="+events)...)
	ran := readRunners(events)
	other.gone(outputs)
	_, held = inCache(disk)
	b.row("second checkout, shared disk cache / cold build, caches empty", shared.wall.Seconds()/cold.wall.Seconds(), 0.15,
		fmt.Sprintf("%s / %s; %s; the cache holds %.1f MB", seconds(shared.wall), seconds(cold.wall), ran, float64(held)/1e6))
}

// another is the same on another machine: the checkout and the source lie elsewhere, and the user is another with a home of its own.
func (b *bench) another(folder string) *bench {
	other := *b
	other.workspace = filepath.Join(folder, "another-name")
	home := filepath.Join(folder, "home")
	for _, place := range []string{other.workspace, home} {
		if err := os.MkdirAll(place, 0o755); err != nil {
			fail("making a folder: %v", err)
		}
	}
	entries, err := os.ReadDir(b.workspace)
	if err != nil {
		fail("reading the checkout: %v", err)
	}
	for _, e := range entries {
		if e.Name() != ".git" && !strings.HasPrefix(e.Name(), "bazel-") {
			command{b.scratch, os.Environ(), []string{"cp", "-r", filepath.Join(b.workspace, e.Name()), other.workspace}}.run()
		}
	}
	if below, err := filepath.Rel(b.workspace, b.subject.tree); err == nil && filepath.IsLocal(below) {
		other.subject.tree = filepath.Join(other.workspace, below)
	} else {
		other.subject.tree = filepath.Join(folder, "source")
		command{b.scratch, os.Environ(), []string{"cp", "-r", b.subject.tree, other.subject.tree}}.run()
	}
	other.subject.environ = []string{"HOME=" + home, "USER=somebody", "LOGNAME=somebody", "LANG=de_DE.UTF-8"}
	if len(b.subject.environ) > 0 {
		other.subject.environ = append(other.subject.environ, "AUTHENTIK_SOURCE="+other.subject.tree)
	}
	return &other
}

// gone ends a Bazel and removes what it made.
func (b *bench) gone(outputs string) {
	b.bazel(outputs, "shutdown")
	removeAll(outputs)
}

// remoteCache runs a cache on a port that is free, and returns what ends it.
func remoteCache(o httpcache.Options) (*httpcache.Server, func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail("looking for a free port: %v", err)
	}
	o.Address = listener.Addr().String()
	listener.Close()
	server, err := httpcache.Run(context.Background(), o)
	if err != nil {
		fail("%v", err)
	}
	end := func() { _ = server.Close() }
	endings = append(endings, end)
	return server, end
}

// bytesBelow is how much the files of a folder have, through links.
func bytesBelow(folder string) (bytes int64) {
	files, err := tree.List(folder, tree.Options{})
	for _, file := range files {
		var info os.FileInfo
		if info, err = os.Stat(file.Path); err != nil {
			break
		}
		bytes += info.Size()
	}
	if err != nil {
		fail("measuring %s: %v", folder, err)
	}
	return bytes
}

// inCache is how many files a cache has, results and outputs of actions, and how many bytes.
func inCache(folder string) (files int, bytes int64) {
	for _, part := range []string{"ac", "cas"} {
		list, err := tree.List(filepath.Join(folder, part), tree.Options{})
		if err != nil {
			fail("measuring the cache %s: %v", folder, err)
		}
		files += len(list)
	}
	return files, bytesBelow(filepath.Join(folder, "ac")) + bytesBelow(filepath.Join(folder, "cas"))
}
