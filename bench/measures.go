package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// generate compares generating the Go client with the stock command line.
func (b *bench) generate() {
	step("generating the Go client, 3 times each way")
	n := 0
	out := func() string { n++; return filepath.Join(b.scratch, fmt.Sprintf("client-%d", n)) }
	ours := func() cost {
		args := []string{b.akbuild, "generate", "--java", b.java, "--jar", b.jar, "--generator", "go", "--schema", b.schema, "--out", out()}
		for _, option := range goOptions {
			args = append(args, "--set", option)
		}
		return command{b.scratch, os.Environ(), args}.run()
	}
	a, s := pairs(3, ours, func() cost { return b.stock("go", goOptions, out()) })
	b.row("generate the Go client / stock CLI: time", a.wall.Seconds()/s.wall.Seconds(), 0.65, seconds(a.wall)+" / "+seconds(s.wall))
	b.row("generate the Go client / stock CLI: memory", float64(a.memory)/float64(s.memory), 0.5,
		fmt.Sprintf("%d MiB / %d MiB", a.memory>>20, s.memory>>20))
}

// Options of upstream's clients, but for those that say how much of them is made.
var (
	goOptions = []string{
		"packageName=api", "enumClassPrefix=true", "useOneOfDiscriminatorLookup=true", "disallowAdditionalPropertiesIfNotPresent=false",
	}
	typescriptOptions = []string{"typescriptThreePlus=true", "supportsES6=true", "npmName=@goauthentik/api"}
)

// stock generates a client of the source that is measured, with the generator's own command line.
func (b *bench) stock(language string, options []string, out string) cost {
	return b.stockOf(b.jar, language, b.schema, options, out)
}

// stockOf is the same with another version of the generator, of another schema.
func (b *bench) stockOf(jar, language, schema string, options []string, out string) cost {
	return command{b.scratch, os.Environ(), []string{
		b.java, "-jar", jar, "generate", "-g", language, "-i", schema, "-o", out,
		"--additional-properties=" + strings.Join(options, ","),
	}}.run()
}

// bazel is a call of Bazel on the checkout; root names an output user root, empty for the one in use.
func (b *bench) bazel(root string, args ...string) cost {
	idle := []string{"--max_idle_secs=120"}
	if root == "" {
		root, idle = filepath.Join(b.state, "bazel"), nil
	}
	startup := append([]string{"bazel", "--nosystem_rc", "--bazelrc=" + filepath.Join(b.workspace, "engine", "engine.bazelrc"), "--output_user_root=" + root}, idle...)
	if strings.HasPrefix(root, "/tmp/") {
		startup = append(startup, "--bazelrc="+filepath.Join(b.workspace, "engine", "below-tmp.bazelrc"))
	}
	if id := os.Getenv("AKB_ROOT_ID"); id != "" {
		startup = append(startup, "--host_jvm_args=-Dakb.root="+id)
	}
	return command{b.workspace, append(os.Environ(), b.subject.environ...), append(startup, args...)}.run()
}

const product = "//server:authentik"

// noop compares a build of what is built with asking the live server for a fact.
func (b *bench) noop() {
	step("building what is built, 7 times")
	b.build("", product)
	build, info := pairs(7, func() cost { return b.build("", product) }, func() cost { return b.bazel("", "info") })
	b.row("nothing changed / bazel info", build.wall.Seconds()/info.wall.Seconds(), 2, seconds(build.wall)+" / "+seconds(info.wall))
}

// edit compares one changed line of the server with the plain way from nothing.
func (b *bench) edit() {
	file := b.subject.file("internal/web/web.go")
	original, restore := editable(file)
	defer restore()
	b.build("", product)
	step("changing a line of %s, 3 times", filepath.Base(file))
	var walls []time.Duration
	log := filepath.Join(b.scratch, "execution.json")
	for i := range 3 {
		line := fmt.Sprintf("\nvar benchLine%d = %d\n", i, time.Now().UnixNano())
		if err := os.WriteFile(file, append(append([]byte{}, original...), line...), 0o644); err != nil {
			fail("changing %s: %v", file, err)
		}
		walls = append(walls, b.build("", product, "--execution_log_json_file="+log).wall)
		content, err := os.ReadFile(log)
		if err != nil {
			fail("reading the execution log: %v", err)
		}
		if strings.Contains(string(content), "//clients/go:api") || strings.Contains(string(content), "OpenApiGenerate") {
			fail("the client was made again for a line of the server")
		}
		if !strings.Contains(string(content), "//internal/web:web") {
			fail("the changed package was not compiled: the log names\n%s", content)
		}
	}
	restore()
	plain := b.plain().server()
	b.row("one line of the server / go build -mod=vendor, empty cache", median(walls).Seconds()/plain.Seconds(), 0.05,
		seconds(median(walls))+" / "+seconds(plain)+", no client compile in the execution log")
}
