package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// loginPages are what the page of a login asks for, below web/dist, and the page that old browsers get. Names have the version in them.
var loginPages = []struct {
	name  string
	files []string
}{
	{"login page", []string{"poly-*.js", "styles/interface-*.css", "styles/static-*.css", "flow/FlowInterface-*.js"}},
	{"login page for old browsers", []string{"sfe/index.js", "sfe/bootstrap.min.css"}},
}

// staticImport is an import that a browser follows at once, as esbuild writes it: from"./a.js" or import"./a.js".
var staticImport = regexp.MustCompile(`(?:\bfrom|\bimport)\s*"(\.{1,2}/[^"]+\.js)"`)

// pages compares what a browser loads with upstream's build of the same source, which is in the folder theirs.
func (b *bench) pages(theirs string) {
	ours := filepath.Join(b.workspace, "bazel-bin", "web", "dist")
	for _, page := range loginPages {
		var sizes [2]int
		for i, dist := range []string{ours, theirs} {
			sizes[i] = packed(closure(resolved(dist), page.files))
		}
		b.row("bytes of the "+page.name+", gzip / upstream's build", float64(sizes[0])/float64(sizes[1]), 1, fmt.Sprintf("%d / %d", sizes[0], sizes[1]))
	}
	a, s := bytesOf(resolved(ours)), bytesOf(theirs)
	b.row("bytes of web/dist / upstream's build", float64(a)/float64(s), 1, fmt.Sprintf("%d / %d", a, s))
}

// closure is the files of a page, and those that they import at once.
func closure(dist string, patterns []string) []string {
	var todo []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(dist, pattern))
		if err != nil || len(found) == 0 {
			// A line may not have all of them.
			step("%s has no %s", dist, pattern)
		}
		todo = append(todo, found...)
	}
	seen := map[string]bool{}
	var all []string
	for len(todo) > 0 {
		file := todo[0]
		todo = todo[1:]
		if seen[file] {
			continue
		}
		seen[file] = true
		all = append(all, file)
		if !strings.HasSuffix(file, ".js") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			fail("reading what the web UI loads: %v", err)
		}
		for _, found := range staticImport.FindAllSubmatch(content, -1) {
			if next := filepath.Join(filepath.Dir(file), string(found[1])); exists(next) {
				todo = append(todo, next)
			}
		}
	}
	if len(all) == 0 {
		fail("finding what the login page of %s loads: nothing there", dist)
	}
	return all
}

// packed is how many bytes files are when each is sent with gzip.
func packed(files []string) int {
	total := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			fail("reading what the web UI loads: %v", err)
		}
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, err = w.Write(content)
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			fail("packing %s: %v", file, err)
		}
		total += out.Len()
	}
	return total
}

// bytesOf is how many bytes the files below a folder are.
func bytesOf(folder string) (total int64) {
	err := filepath.WalkDir(folder, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := os.Stat(file)
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		fail("measuring %s: %v", folder, err)
	}
	return total
}
