// Command bench measures what the build promises, as ratios within one run: ./bazelw run //bench
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// bench knows where things are.
type bench struct {
	workspace, scratch, state string
	java, jar, schema         string
	akbuild, goBin            string
	table, postgres           string
	// jars and schemas are files by version.
	jars, schemas map[string]string
	// subjects are the sources that are measured, one after the other; subject is the one in turn.
	subjects []source
	subject  source
	results  []result
	// firsts are the builds with empty caches that were made, and plains the steps without Bazel, by source.
	firsts map[string]first
	plains map[string]*steps
}

// measure is something that can be taken.
type measure struct {
	name string
	take func()
}

func main() {
	only := flag.String("only", "", "measures to take, comma-separated: generate, clients, growth, noop, edit, backend, cold, python-environment, web, image, serve, machines, plain-nix (default: all)")
	java := flag.String("java", "", "java")
	jar := flag.String("jar", "", "jar of openapi-generator-cli")
	schema := flag.String("schema", "", "schema")
	akbuild := flag.String("akbuild", "", "akbuild")
	goRoot := flag.String("go-root-file", "", "a file at the root of the Go SDK")
	table := flag.String("table", "", "the table of releases")
	postgres := flag.String("postgres", "", "postgres")
	jars := flag.String("jars", "", "jars of openapi-generator-cli, as version=file, comma-separated")
	schemas := flag.String("schemas", "", "schemas of the releases, as release=file, comma-separated")
	sources := flag.String("source", "sample", "what noop, edit, backend, cold, python-environment, web, image, serve, machines and plain-nix are measured with, comma-separated: sample, checkout (the tree that AUTHENTIK_SOURCE names, in a copy)")
	write := flag.Bool("write", false, "write the table and a plot into docs/measures.md")
	flag.Parse()

	workspace := os.Getenv("BUILD_WORKSPACE_DIRECTORY")
	if workspace == "" {
		fail("it measures builds of this checkout: run it with ./bazelw run //bench")
	}
	// It is of the `bazel run` that this program was started by; those that it starts itself would take it for theirs.
	os.Unsetenv("BUILD_WORKING_DIRECTORY")
	scratch, err := os.MkdirTemp("", "bench-")
	if err != nil {
		fail("making a folder to work in: %v", err)
	}
	defer removeAll(scratch)
	b := &bench{
		workspace: workspace, scratch: scratch, state: os.Getenv("AKB_STATE"),
		java: absolute(*java), jar: absolute(*jar), schema: absolute(*schema), akbuild: absolute(*akbuild),
		goBin: filepath.Join(filepath.Dir(resolved(*goRoot)), "bin", "go"),
		table: absolute(*table), postgres: resolved(*postgres), jars: files(*jars), schemas: files(*schemas), firsts: map[string]first{}, plains: map[string]*steps{},
	}
	b.subjects = b.sources(strings.Split(*sources, ","))
	take := func(m measure) {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), m.name) {
			return
		}
		m.take()
		// A later one may fail, and minutes went into this.
		if *write {
			b.write()
		}
	}
	for _, measure := range []measure{{"generate", b.generate}, {"clients", b.clients}, {"growth", b.growth}} {
		take(measure)
	}
	for _, b.subject = range b.subjects {
		for _, measure := range []measure{
			{"noop", b.noop}, {"edit", b.edit}, {"backend", b.backend}, {"cold", b.cold}, {"python-environment", b.environment},
			{"web", b.web}, {"image", b.image}, {"serve", b.serve},
			{"machines", b.machines}, {"plain-nix", b.plainNix},
		} {
			take(measure)
		}
	}
	fmt.Print(markdown(b.results))
}

func absolute(path string) string {
	p, err := filepath.Abs(path)
	if err != nil || path == "" {
		fail("a path is missing: run it with ./bazelw run //bench")
	}
	return p
}

// files are the files of a list name=file,name=file.
func files(list string) map[string]string {
	m := map[string]string{}
	for _, entry := range strings.Split(list, ",") {
		name, file, _ := strings.Cut(entry, "=")
		m[name] = absolute(file)
	}
	return m
}

func resolved(path string) string {
	p, err := filepath.EvalSymlinks(absolute(path))
	if err != nil {
		fail("%v", err)
	}
	return p
}

// removeAll also removes what is read-only, such as Bazel's output trees.
func removeAll(dir string) {
	_ = filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			_ = os.Chmod(p, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
