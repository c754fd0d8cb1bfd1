// Package typescripttest holds the tests of the TypeScript client's package: npm installs it, the strict compiler takes a
// consumer of it, and the consumer speaks to a server.
package typescripttest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

// consumer is a project that has installed the client.
type consumer struct {
	t                     *testing.T
	dir, node, typescript string
}

// install makes a project and installs the tarball there with npm, offline.
func install(t *testing.T, tarball string) *consumer {
	t.Helper()
	c := &consumer{t: t, dir: t.TempDir(), node: testenv.Path(t, testenv.Node), typescript: testenv.Path(t, testenv.TypeScript)}
	c.write("package.json", `{"name": "consumer", "version": "1.0.0", "private": true}`)
	real, err := filepath.EvalSymlinks(c.node)
	if err != nil {
		t.Fatal(err)
	}
	npm := filepath.Join(filepath.Dir(real), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js")
	c.run(npm, "install", "--offline", "--no-audit", "--no-fund", "--no-update-notifier", tarball)
	return c
}

func (c *consumer) write(name, content string) {
	c.t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// add copies files of the folder consumer into the project.
func (c *consumer) add(folder string, names ...string) {
	c.t.Helper()
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join("consumer", name))
		if err != nil {
			c.t.Fatal(err)
		}
		c.write(filepath.Join(folder, name), string(content))
	}
}

// try runs node in the project and returns what it printed.
func (c *consumer) try(arguments ...string) (string, error) {
	// Only the directory of node: a consumer that needs more of the machine would fail.
	cmd := exec.Command(c.node, arguments...)
	cmd.Dir = c.dir
	cmd.Env = []string{"HOME=" + c.dir, "PATH=" + filepath.Dir(c.node), "npm_config_cache=" + filepath.Join(c.dir, ".npm")}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (c *consumer) run(arguments ...string) string {
	c.t.Helper()
	out, err := c.try(arguments...)
	if err != nil {
		c.t.Fatalf("node %s: %v\n%s", strings.Join(arguments, " "), err, out)
	}
	return out
}

// compiler are the arguments of a compilation as strict as there is; declarations of the client are checked, too.
func (c *consumer) compiler(arguments ...string) []string {
	return append([]string{filepath.Join(c.typescript, "lib", "tsc.js"), "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess",
		"--module", "nodenext", "--target", "es2022", "--lib", "dom,dom.iterable,es2022", "--pretty", "false"}, arguments...)
}

func TestConsumer(t *testing.T) {
	for name, variable := range map[string]string{"of the source": "AKBUILD_API", "of the newest release": "AKBUILD_API_NEWEST"} {
		t.Run(name, func(t *testing.T) {
			c := install(t, testenv.Path(t, variable))
			c.write("module/package.json", `{"type": "module"}`)
			c.write("script/package.json", `{"type": "commonjs"}`)
			for _, kind := range []string{"module", "script"} {
				c.add(kind, "consumer.ts")
			}
			c.run(c.compiler("--noEmit", "module/consumer.ts")...)
			// What is checked already is only written out, once for each kind of module.
			c.run(c.compiler("--noCheck", "module/consumer.ts", "script/consumer.ts")...)
			c.add("module", "module.mjs")
			c.add("script", "script.cjs")
			base, got := serve(t)
			for _, main := range []string{"module/module.mjs", "script/script.cjs"} {
				if told := c.run(main, base); told != visited {
					t.Errorf("%s told\n%s\nwant\n%s", main, told, visited)
				}
				if diff := cmp.Diff(expected(), got()); diff != "" {
					t.Errorf("requests of %s (-want +got):\n%s", main, diff)
				}
			}
			c.bothFolders()
			c.wrong()
		})
	}
}

// expected are the requests with what the configuration adds to each.
func expected() []request {
	var all []request
	for _, r := range requests {
		r.Authorization, r.Crumb = "Bearer token", "crumb"
		all = append(all, r)
	}
	return all
}

// bothFolders loads the package's two folders by the names that its package.json gives, and compares what they offer.
func (c *consumer) bothFolders() {
	c.t.Helper()
	var declared struct{ Main, Module, Types string }
	root := filepath.Join("node_modules", "@goauthentik", "api")
	content, err := os.ReadFile(filepath.Join(c.dir, root, "package.json"))
	if err == nil {
		err = json.Unmarshal(content, &declared)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	const list = "process.stdout.write(JSON.stringify(Object.keys(require(process.argv[1]))))"
	main := c.run("-e", list, "./"+filepath.Join(root, declared.Main))
	module := c.run("-e", list, "./"+filepath.Join(root, declared.Module))
	if main != module || strings.Count(main, ",") < 4000 {
		c.t.Errorf("%s offers %d names, %s %d", declared.Main, strings.Count(main, ",")+1, declared.Module, strings.Count(module, ",")+1)
	}
	if _, err := os.Stat(filepath.Join(c.dir, root, declared.Types)); err != nil {
		c.t.Error(err)
	}
}

// wrong is the other arm: a consumer that takes a challenge for another one does not compile.
func (c *consumer) wrong() {
	c.t.Helper()
	c.write("wrong.ts", `import type { ChallengeTypes } from "@goauthentik/api";

export function user(challenge: ChallengeTypes): string {
    return challenge.component === "ak-stage-identification" ? challenge.pendingUser : "";
}
`)
	out, err := c.try(c.compiler("--noEmit", "--skipLibCheck", "wrong.ts")...)
	if err == nil || !strings.Contains(out, "wrong.ts(4,74): error TS2339: Property 'pendingUser' does not exist") {
		c.t.Errorf("%v\n%s", err, out)
	}
}
