package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"akbuild.internal/tools/source/lines"
)

// plainWeb is a copy of the measured source in which npm and upstream's scripts build the web UI.
type plainWeb struct {
	b           *bench
	web, nodejs string
	// client is the tarball of the API client.
	client string
	// cache is npm's; fetched says that all packages of the lock are in it.
	cache   string
	fetched bool
	environ []string
}

// plainWeb makes the copy below a folder. Packages of the lock that registries do not serve are those that the release line names in
// their place, or those that lie in the source, for both ways; the API client is the one that is generated, as upstream's own image has it.
func (b *bench) plainWeb(folder string) *plainWeb {
	nodejs := b.nixBuild("nodejs")
	root := filepath.Join(folder, "web-source")
	p := &plainWeb{b: b, web: filepath.Join(root, "web"), nodejs: nodejs, cache: filepath.Join(root, "npm-cache")}
	if err := os.MkdirAll(filepath.Join(root, "website"), 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	for _, part := range []string{"package.json", "packages", "web", "website/docs"} {
		if from := filepath.Join(b.subject.tree, part); exists(from) {
			command{b.scratch, os.Environ(), []string{"cp", "-r", from, filepath.Join(root, part)}}.run()
		}
	}
	p.environ = append(os.Environ(),
		"PATH="+nodejs+"/bin:"+filepath.Join(p.web, "node_modules", ".bin")+":/usr/bin:/bin", "NODE_ENV=production", "GIT_BUILD_HASH=",
		"NODE_EXTRA_CA_CERTS="+os.Getenv("NIX_SSL_CERT_FILE"),
		"npm_config_cache="+p.cache, "npm_config_audit=false", "npm_config_fund=false", "npm_config_update_notifier=false")
	b.build("", "//clients/typescript:tarball")
	clients, err := filepath.Glob(filepath.Join(b.workspace, "bazel-bin", "clients", "typescript", "*.tgz"))
	if err != nil || len(clients) != 1 {
		fail("finding the package of the TypeScript client: %q, %v", clients, err)
	}
	p.client = resolved(clients[0])
	p.deviate()
	return p
}

func (p *plainWeb) npm(args ...string) time.Duration {
	return command{p.web, p.environ, append([]string{filepath.Join(p.nodejs, "bin", "npm")}, args...)}.run().wall
}

// deviate writes the lock of the copy.
func (p *plainWeb) deviate() {
	file := filepath.Join(p.web, "package-lock.json")
	content, err := os.ReadFile(file)
	var lock map[string]any
	if err == nil {
		err = json.Unmarshal(content, &lock)
	}
	packages, ok := lock["packages"].(map[string]any)
	if err != nil || !ok {
		fail("reading %s: it has no packages, %v", file, err)
	}
	declared := p.b.deviations()
	for key, value := range packages {
		entry := value.(map[string]any)
		place := strings.LastIndex(key, "node_modules/")
		if place < 0 || entry["link"] == true {
			// The project itself, a workspace of it, or a link to one.
			continue
		}
		name := key[place+len("node_modules/"):]
		own, isOwn := strings.CutPrefix(name, "@goauthentik/")
		folder := filepath.Join(filepath.Dir(p.web), "packages", own)
		switch d, deviates := declared[fmt.Sprint(name, "@", entry["version"])]; {
		case name == "@goauthentik/api":
			entry["resolved"] = "file:" + p.client
			delete(entry, "integrity")
		case isOwn && exists(folder):
			entry["resolved"] = "file:" + p.pack(folder)
			delete(entry, "integrity")
		case deviates && d.Used != "":
			entry["resolved"] = strings.ReplaceAll(entry["resolved"].(string), d.Locked, d.Used)
			entry["integrity"] = d.Integrity
		}
	}
	forgetUnlocked(packages)
	if content, err = json.MarshalIndent(lock, "", "\t"); err == nil {
		err = os.WriteFile(file, content, 0o644)
	}
	if err != nil {
		fail("writing %s: %v", file, err)
	}
}

// packed is where the packages of the source itself are put, as tarballs.
func (p *plainWeb) packed() string { return filepath.Join(filepath.Dir(p.web), "packed") }

// pack makes the tarball of a package that lies in the source.
func (p *plainWeb) pack(folder string) string {
	out := filepath.Join(p.packed(), filepath.Base(folder))
	if err := os.MkdirAll(out, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	command{folder, p.environ, []string{filepath.Join(p.nodejs, "bin", "npm"), "pack", "--ignore-scripts", "--pack-destination", out}}.run()
	packed, err := filepath.Glob(filepath.Join(out, "*.tgz"))
	if err != nil || len(packed) != 1 {
		fail("packing %s: %q, %v", folder, packed, err)
	}
	return packed[0]
}

// deviation is what stands for a package that some registries do not serve.
type deviation struct{ Name, Locked, Used, Integrity string }

// npmLines are the files of what the release line of the measured source says of npm packages.
func (b *bench) npmLines() []string {
	line := b.subject.name
	all, err := lines.Read(filepath.Join(b.workspace, "lines"))
	if err == nil && line != "sample" {
		line, err = lines.OfTree(b.subject.tree)
	}
	var files []string
	if err == nil {
		files, err = all.Files(line, "npm.yaml")
	}
	if err != nil {
		fail("finding what the release line says of npm packages: %v", err)
	}
	return files
}

// deviations are those that the line declares, by name and locked version.
func (b *bench) deviations() map[string]deviation {
	declared := map[string]deviation{}
	for _, file := range b.npmLines() {
		var line struct{ Deviations []deviation }
		content, err := os.ReadFile(file)
		if err == nil {
			err = yaml.Unmarshal(content, &line)
		}
		if err != nil {
			fail("reading %s: %v", file, err)
		}
		for _, d := range line.Deviations {
			declared[d.Name+"@"+d.Locked] = d
		}
	}
	return declared
}

// npmFromNothing compares the packages with npm's, downloads included, both ways with nothing fetched.
func (s *steps) npmFromNothing() {
	theirs := s.npm()
	p := s.web
	theirFiles := count(filepath.Join(p.web, "node_modules"))
	step("fetching and laying out the npm packages")
	ours, ourFiles := p.oursFromNothing()
	b := p.b
	b.row("npm packages cold, downloads included / npm ci", ours.Seconds()/theirs.Seconds(), 0.4, seconds(ours)+" / "+seconds(theirs))
	b.row("files of npm packages on disk / npm ci", float64(ourFiles)/float64(theirFiles), 0.5, fmt.Sprintf("%d / %d", ourFiles, theirFiles))
}

// oursFromNothing fetches the packages into a store that is empty, as the repository rule does, and lays out those of the three parts of
// the build, as its rules do. It returns how long that took, and how many files there are afterwards.
func (p *plainWeb) oursFromNothing() (time.Duration, int) {
	b := p.b
	store := filepath.Join(b.scratch, "npm-store-"+b.subject.name)
	out := filepath.Join(store, "out")
	if err := os.MkdirAll(filepath.Join(out, "tarballs"), 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	environ := append(os.Environ(), "NIX_STORE_DIR="+store+"/store", "NIX_STATE_DIR="+store+"/state", "npm_config_cache="+filepath.Join(store, "npm-cache"))
	lock, list := filepath.Join(b.subject.tree, "web", "package-lock.json"), filepath.Join(out, "packages.json")
	parts := []string{"bundle", "locales", "sfe"}
	var line, wanted []string
	for _, part := range parts {
		wanted = append(wanted, "--part="+part)
	}
	for _, file := range b.npmLines() {
		line = append(line, "--line="+file)
	}
	start := time.Now()
	command{b.scratch, environ, append([]string{b.akbuild, "npm-fetch", "--lock", lock, "--npm", p.nodejs + "/bin/npm", "--out", list}, slices.Concat(line, wanted)...)}.run()
	tarballs, err := filepath.Glob(filepath.Join(store, "store", "*.tgz"))
	if err != nil || len(tarballs) == 0 {
		fail("finding the packages in %s: %v", store, err)
	}
	for _, tarball := range tarballs {
		_, name, _ := strings.Cut(filepath.Base(tarball), "-")
		if err := os.Link(tarball, filepath.Join(out, "tarballs", name)); err != nil {
			fail("naming the packages: %v", err)
		}
	}
	// Bazel lays them out side by side, too.
	var group sync.WaitGroup
	for _, part := range parts {
		group.Go(func() {
			command{b.scratch, environ, append([]string{
				b.akbuild, "node-modules", "--lock", lock, "--part", part, "--packages", list, "--tarballs", filepath.Join(out, "tarballs"),
				"--tree", "packages/tsconfig=" + filepath.Join(b.subject.tree, "packages", "tsconfig"), "--out", filepath.Join(out, part+".tar"),
			}, line...)}.run()
		})
	}
	group.Wait()
	took := time.Since(start)
	return took, count(out)
}

// count is the number of files below a folder.
func count(folder string) int {
	n := 0
	err := filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		fail("counting the files of %s: %v", folder, err)
	}
	return n
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
