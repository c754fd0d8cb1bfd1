package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/cache/execlog"
)

// mutation changes one byte of a source.
type mutation struct {
	name string
	// below is the folder of the source, or the file, suffix how the file ends, and text what is looked for in it: the last letter of the
	// first match becomes another.
	below, suffix string
	text          *regexp.Regexp
	// changes are beginnings of the names of what may change; of those of the first something must.
	changes []string
	// runs are the kinds of actions that may run; the first must.
	runs []string
}

// mutated is what is built with each.
var mutated = []string{"//server:authentik", "//clients/go:src", "//clients/typescript:api"}

var mutationsOfSources = []mutation{
	{
		name: "a message of the Go server", below: "internal/web", suffix: ".go",
		text:    regexp.MustCompile(`\.(?:Warn|Error|Info|Debug|Fatal|Println|Printf|WriteString)\("[a-z][a-z ]+`),
		changes: []string{"server/authentik/bin/authentik"},
		runs:    []string{"GoCompilePkg", "GoLink", "AuthentikPrograms", "SourceContract"},
	},
	{
		name: "the docstring of a Python module", below: "authentik", suffix: ".py", text: regexp.MustCompile(`^"""[A-Za-z]+ [a-z]+`),
		changes: []string{"server/authentik/site/", "server/authentik/authentik/"},
		runs:    []string{"HatchWheel", "PythonSite", "Substitute", "PythonImports", "SourceContract"},
	},
	{
		name: "a text of the web UI", below: "web/src", suffix: ".ts", text: regexp.MustCompile(`(?:console\.\w+|new Error|msg)\(["\x60][A-Z][a-z]+ ?[a-z]+`),
		changes: []string{"server/authentik/web/"},
		runs:    []string{"WebBundle", "WebDist", "WebLocales", "WebMessages", "SourceContract"},
	},
	{
		// The first is that of the whole, which stands at the head of each generated file, in a comment: it is compiled, and linked no more.
		name: "a description in the schema", below: "schema.yml", text: regexp.MustCompile(`(?m)^ +description: [A-Z][a-z]+`),
		changes: []string{"clients/", "server/authentik/web/"},
		runs: []string{
			"OpenApiGenerate", "CheckClient", "TypeScriptPackage", "GoCompilePkg", "NodeModules", "WebClient", "WebBundle", "WebDist", "WebSfe",
			"WebLocales", "WebMessages", "SourceContract",
		},
	},
}

// mutations makes each on the first machine and looks at what changes and what runs; then all is as it was.
func (r *reproduction) mutations(ctx context.Context, out io.Writer) error {
	before, err := r.snapshot(ctx, "")
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "one byte of\tin\tchanged files\tactions that ran")
	var wrong []string
	for _, m := range mutationsOfSources {
		file, restore, err := m.apply(r.first.source)
		if err != nil {
			return err
		}
		log := filepath.Join(r.folder, "execution.json")
		after, err := r.snapshot(ctx, log)
		if err != nil {
			return err
		}
		spawns, err := execlog.Spawns(log)
		if err != nil {
			return err
		}
		ran := map[string]int{}
		for _, s := range spawns {
			ran[s.Mnemonic]++
		}
		changed := changedFiles(before, after)
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\n", m.name, file, len(changed), counts(ran))
		found := m.judge(changed, ran)
		note("with one byte of %s, %s, %d files are others and these ran: %s; wrong: %d", m.name, file, len(changed), counts(ran), len(found))
		wrong = append(wrong, found...)
		if err := restore(); err != nil {
			return err
		}
		// What takes the change back runs now, and not with the next.
		again, err := r.snapshot(ctx, "")
		if err != nil {
			return err
		}
		if left := changedFiles(before, again); len(left) > 0 {
			wrong = append(wrong, fmt.Sprintf("with %s as it was, %s is not", m.name, left[0]))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fmt.Errorf("changing single bytes: %s", strings.Join(wrong, "; "))
	}
	return nil
}

// apply changes the byte. It returns the file's name in the source, and what takes the change back.
func (m mutation) apply(source string) (name string, restore func() error, err error) {
	files := []tree.File{{Rel: m.below, Path: filepath.Join(source, m.below)}}
	if m.suffix != "" {
		list, err := tree.List(filepath.Join(source, filepath.FromSlash(m.below)), tree.Options{})
		if err != nil {
			return "", nil, err
		}
		files = nil
		for _, file := range list {
			if strings.HasSuffix(file.Rel, m.suffix) && !strings.HasSuffix(file.Rel, "_test"+m.suffix) && !strings.Contains(file.Rel, "test") {
				files = append(files, file)
			}
		}
	}
	for _, file := range files {
		content, err := os.ReadFile(file.Path)
		if err != nil {
			return "", nil, fmt.Errorf("changing a byte of %s: %w", file.Path, tree.Reason(err))
		}
		at := m.text.FindIndex(content)
		if at == nil {
			continue
		}
		other := slices.Clone(content)
		last := &other[at[1]-1]
		if *last = *last + 1; *last > 'z' || *last == '!' {
			*last = 'a'
		}
		rel, err := filepath.Rel(source, file.Path)
		if err != nil {
			return "", nil, err
		}
		return rel, func() error { return os.WriteFile(file.Path, content, 0o644) }, os.WriteFile(file.Path, other, 0o644)
	}
	return "", nil, fmt.Errorf("changing %s: no file of the source in %s has one", m.name, m.below)
}

// judge says what changed or ran and should not have, or the other way round.
func (m mutation) judge(changed []string, ran map[string]int) []string {
	var wrong []string
	first := false
	for _, name := range changed {
		at := slices.IndexFunc(m.changes, func(begin string) bool { return strings.HasPrefix(name, begin) })
		first = first || at == 0
		if at < 0 {
			wrong = append(wrong, fmt.Sprintf("%s changed with %s", name, m.name))
		}
	}
	if !first {
		wrong = append(wrong, fmt.Sprintf("nothing of %s changed with %s", m.changes[0], m.name))
	}
	for _, kind := range slices.Sorted(maps.Keys(ran)) {
		if !slices.Contains(m.runs, kind) {
			wrong = append(wrong, fmt.Sprintf("%s ran for %s", kind, m.name))
		}
	}
	if ran[m.runs[0]] == 0 {
		wrong = append(wrong, fmt.Sprintf("no %s ran for %s", m.runs[0], m.name))
	}
	return wrong
}

func counts(ran map[string]int) string {
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(ran)) {
		parts = append(parts, fmt.Sprintf("%s %d", kind, ran[kind]))
	}
	return strings.Join(parts, ", ")
}
