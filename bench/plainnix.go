package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// plainNix is a build of the measured source by bench/plain.nix.
type plainNix struct {
	b    *bench
	args []string
	// made are the paths in the store that building made.
	made []string
}

// change is one line of the source that is edited, in the first of some files that there is.
type change struct {
	what  string
	files []string
	line  func(original []byte, n int64) []byte
}

// changes are those that are compared. Each is one that comes out at the other end. Of the schema it is not looked at what plain Nix takes
// for the web UI afterwards.
var changes = []change{
	{"authentik/", []string{"authentik/core/models.py"}, appended("\nBENCH = %d\n")},
	{"the Go server", []string{"internal/web/web.go"}, appended("\nvar benchLine = %d\n")},
	{"schema.yml", []string{"schema.yml"}, described},
}

// changeOfWeb is that of the web UI.
var changeOfWeb = change{"web/src", []string{"web/src/admin/users/UserListPage.ts", "web/src/flow/FlowInterface.ts"}, appended("\nconsole.debug(\"%d\");\n")}

// appended adds a line with a number.
func appended(format string) func([]byte, int64) []byte {
	return func(original []byte, n int64) []byte {
		return fmt.Appendf(bytes.Clone(original), format, n)
	}
}

// described adds a number to the first description of an operation, which clients have in a comment.
func described(original []byte, n int64) []byte {
	const before = "\n      description: "
	at := bytes.Index(original, []byte(before))
	if at < 0 {
		return original
	}
	at += len(before)
	end := at + bytes.IndexByte(original[at:], '\n')
	return fmt.Appendf(nil, "%s %d%s", original[:end], n, original[end:])
}

// plainNix compares the product with what a packager of Nix would write, from nothing but downloads and after an edited line.
func (b *bench) plainNix() {
	b.build("", product, "//server:vendor")
	n := b.newPlainNix()
	defer n.delete()
	step("building the server and the core with plain Nix")
	cold := n.build("product").wall
	step("building what is built, 5 times each way")
	build, noop := pairs(5, func() cost { return b.build("", product) }, func() cost { return n.build("product") })
	b.row("nothing changed / plain Nix, no web UI", build.wall.Seconds()/noop.wall.Seconds(), 0, seconds(build.wall)+" / "+seconds(noop.wall))
	for _, c := range changes {
		if c.what == "schema.yml" && !exists(filepath.Join(b.subject.tree, "schema.yml")) {
			step("%s has no schema of its own, in which a line could be changed", b.subject.name)
			continue
		}
		b.compare(n, c, "product")
	}
	step("building the web UI with plain Nix")
	web := n.build("web").wall
	b.compare(n, changeOfWeb, "web")
	ours := b.first().wall
	b.row("cold build / plain Nix", ours.Seconds()/(cold+web).Seconds(), 0, fmt.Sprintf("%s / (%s + %s)", seconds(ours), seconds(cold), seconds(web)))
}

// compare changes a line three times for our build, which is of everything, the last time for that of a part by plain Nix, too.
func (b *bench) compare(n *plainNix, c change, part string) {
	file := b.subject.file(c.files...)
	original, restore := editable(file)
	defer restore()
	step("changing a line of %s", filepath.Base(file))
	var walls []time.Duration
	for range 3 {
		edited := c.line(original, time.Now().UnixNano())
		if bytes.Equal(edited, original) {
			fail("changing a line of %s: there is none that could be", file)
		}
		if err := os.WriteFile(file, edited, 0o644); err != nil {
			fail("changing %s: %v", file, err)
		}
		walls = append(walls, b.build("", product).wall)
	}
	before := n.made[len(n.made)-1]
	theirs := n.build(part)
	if n.made[len(n.made)-1] == before {
		fail("a line of %s changed nothing for plain Nix", file)
	}
	b.row("one line of "+c.what+" / plain Nix", median(walls).Seconds()/theirs.wall.Seconds(), 0.1, seconds(median(walls))+" / "+seconds(theirs.wall))
}

// newPlainNix puts what is fetched, and is no derivation of the package set, into the store.
func (b *bench) newPlainNix() *plainNix {
	n := &plainNix{b: b}
	vendor := filepath.Join(b.scratch, "plain-nix", "vendor")
	if err := os.MkdirAll(filepath.Dir(vendor), 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	command{b.scratch, os.Environ(), []string{"cp", "-rL", "--no-preserve=mode", filepath.Join(b.workspace, "bazel-bin", "server", "vendor"), vendor}}.run()
	removeAll(filepath.Join(vendor, "goauthentik.io", "api", "v3"))
	lock, packed, cache := b.npmInputs()
	n.args = []string{
		filepath.Join(b.workspace, "bench", "plain.nix"), "--no-out-link", "--argstr", "tree", b.subject.tree, "--arg", "pythonLock", b.pythonLock(),
		"--argstr", "vendor", n.add(vendor), "--argstr", "npmLock", n.add(lock), "--argstr", "npmPacked", n.add(packed), "--argstr", "npmCache", n.add(cache),
		"--argstr", "salt", fmt.Sprint(time.Now().UnixNano()),
	}
	if !exists(filepath.Join(b.subject.tree, "schema.yml")) {
		n.args = append(n.args, "--argstr", "schema", n.add(b.schema))
	}
	step("fetching what plain Nix builds with")
	command{b.workspace, os.Environ(), append([]string{"nix-build", "-A", "inputs"}, n.args...)}.run()
	return n
}

// npmInputs are web/package-lock.json with placeholders for the API client and for the packages of the source itself, these packages, and
// npm's cache with all that the lock names.
func (b *bench) npmInputs() (lock, packed, cache string) {
	p := b.plain().fetched()
	file := filepath.Join(p.web, "package-lock.json")
	content, err := os.ReadFile(file)
	if err != nil {
		fail("reading %s: %v", file, err)
	}
	text := strings.ReplaceAll(string(content), p.client, "@client@")
	if !strings.Contains(text, "@client@") {
		fail("the lock %s does not name the API client", file)
	}
	packed = p.packed()
	if err := os.MkdirAll(packed, 0o755); err != nil {
		fail("making a folder: %v", err)
	}
	text = strings.ReplaceAll(text, "file:"+packed, "file:@packed@")
	lock = filepath.Join(b.scratch, "plain-nix", "package-lock.json")
	if err := os.WriteFile(lock, []byte(text), 0o644); err != nil {
		fail("writing %s: %v", lock, err)
	}
	return lock, packed, p.cache
}

// add puts a file or a folder into the store.
func (n *plainNix) add(path string) string {
	out, err := exec.Command("nix-store", "--add", path).Output()
	if err != nil {
		fail("adding %s to Nix's store: %v", path, err)
	}
	added := strings.TrimSpace(string(out))
	n.made = append(n.made, added)
	return added
}

// build builds a part, and remembers where it is.
func (n *plainNix) build(part string) cost {
	out := filepath.Join(n.b.scratch, "plain-nix", "out")
	made := command{n.b.workspace, os.Environ(), []string{"bash", "-c", `out=$1; shift; nix-build "$@" >"$out"`, "nix-build", out, "-A", part}}
	made.args = append(made.args, n.args...)
	took := made.run()
	content, err := os.ReadFile(out)
	if err != nil {
		fail("reading what nix-build said: %v", err)
	}
	n.made = append(n.made, strings.TrimSpace(string(content)))
	return took
}

// delete removes from the store what this run made, and nobody else can use.
func (n *plainNix) delete() {
	paths := []string{"--delete"}
	for _, made := range n.made {
		found := []string{made}
		if deriver, err := exec.Command("nix-store", "--query", "--deriver", made).Output(); err == nil && strings.HasPrefix(string(deriver), "/") {
			closure, err := exec.Command("nix-store", "--query", "--requisites", "--include-outputs", strings.TrimSpace(string(deriver))).Output()
			if err == nil {
				found = append(found, strings.Fields(string(closure))...)
			}
		}
		for _, path := range found {
			// A hash of 32 letters is before the name.
			_, name, _ := strings.Cut(filepath.Base(path), "-")
			if (path == made || strings.HasPrefix(name, "plain-")) && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	if out, err := exec.Command("nix-store", paths...).CombinedOutput(); err != nil {
		step("some of what plain Nix made stays in the store until its garbage is collected: %v: %s", err, out)
	}
}
