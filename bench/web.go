package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// webDist is the web UI.
const webDist = "//web:dist"

// web compares the web UI with upstream's own way: npm and its scripts.
func (b *bench) web() {
	plain := b.plain()
	plain.npmFromNothing()
	theirs := plain.webUI()

	step("building the web UI, packages fetched before")
	b.build("", webDist, "//web:proxy")
	b.forget("web/node_modules_*", "web/client", "web/plugin", "web/messages", "web/locales", "web/bundle", "web/sfe", "web/dist")
	profile := filepath.Join(b.scratch, "web-profile.json")
	ours := b.build("", webDist, "--disk_cache=", "--remote_cache=", "--experimental_check_output_files", "--profile="+profile, "--slim_profile=false").wall
	b.row("web UI cold, packages fetched / npm ci --offline, build, build:sfe", ours.Seconds()/theirs.Seconds(), 0.5,
		seconds(ours)+" / "+seconds(theirs)+"; "+breakdown(profile))
	b.pages(filepath.Join(plain.web.web, "dist"))
	b.editWeb()
}

// webActions are what a line of web/src may run, and no more: the client, the translations and the flow for old browsers are not of them.
var webActions = []string{product, "//web:bundle", webDist, "//web:messages"}

// editWeb compares a changed line of the web UI with four seconds.
func (b *bench) editWeb() {
	file := b.subject.file("web/src/admin/users/UserListPage.ts", "web/src/flow/FlowInterface.ts")
	original, restore := editable(file)
	defer restore()
	b.build("", product)
	step("changing a line of %s, 5 times", filepath.Base(file))
	log := filepath.Join(b.scratch, "execution.json")
	var walls []time.Duration
	more := map[string]bool{}
	for range 5 {
		// One that is left in what is bundled.
		line := fmt.Sprintf("\nconsole.debug(\"%d\");\n", time.Now().UnixNano())
		if err := os.WriteFile(file, append(slices.Clone(original), line...), 0o644); err != nil {
			fail("changing %s: %v", file, err)
		}
		walls = append(walls, b.build("", product, "--execution_log_json_file="+log).wall)
		ran := targets(log)
		if !slices.Contains(ran, "//web:bundle") {
			fail("a line of %s did not run the bundler, but %v", filepath.Base(file), ran)
		}
		for _, target := range ran {
			if !slices.Contains(webActions, target) {
				more[target] = true
			}
		}
	}
	ran := []string{}
	for target := range more {
		ran = append(ran, target)
	}
	slices.Sort(ran)
	b.row("one line of web/src / 4 s", median(walls).Seconds()/4, 1, seconds(median(walls)))
	b.row("targets that a line of web/src runs / bundler, its folder and the product", float64(len(webActions)+len(ran))/float64(len(webActions)), 1,
		"beside them: "+cmp.Or(strings.Join(ran, ", "), "none"))
}

// forget removes outputs of the workspace, so that Bazel makes them again if it is told to look.
func (b *bench) forget(patterns ...string) {
	bin, err := filepath.EvalSymlinks(filepath.Join(b.workspace, "bazel-bin"))
	if err != nil {
		fail("finding Bazel's outputs: %v", err)
	}
	found := 0
	for _, pattern := range patterns {
		matches, err := filepath.Glob(filepath.Join(bin, pattern))
		if err != nil {
			fail("finding %s: %v", pattern, err)
		}
		for _, file := range matches {
			removeAll(file)
		}
		found += len(matches)
	}
	if found == 0 {
		fail("finding %q below %s: nothing there", patterns, bin)
	}
}
