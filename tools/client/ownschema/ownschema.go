package ownschema

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/client/generate"
	"akbuild.internal/tools/client/openapi"
)

// Request is what a user asks for.
type Request struct {
	// Table is the file with the releases.
	Table string
	// Jars are the files of the pinned versions of openapi-generator, as version=file.
	Jars []string
	// TypeScriptConfig is the file that upstream's TypeScript clients are generated with, the same in every release.
	TypeScriptConfig string
	// Language is go, typescript or a name that openapi-generator has.
	Language string
	// Release and Version are a pinned release and a version of openapi-generator; may be empty.
	Release, Version string
	// Force replaces an output that is not empty.
	Force bool
	// Generate has the rest: Java, schema, configuration, options, output.
	Generate generate.Request
	// Progress gets a line for each step.
	Progress io.Writer
}

// Run makes the client.
func Run(ctx context.Context, r Request) error {
	out, err := r.out()
	if err != nil {
		return err
	}
	table, err := ReadTable(r.Table)
	if err != nil {
		return err
	}
	document, err := openapi.Read(r.Generate.Schema)
	if err != nil {
		return err
	}
	plan, err := table.Plan(r.Language, r.Release, r.Version, document.Version())
	if err != nil {
		return err
	}
	if err := r.apply(plan); err != nil {
		return err
	}
	return stage.Exchange(out, func(fresh string) error {
		g := r.Generate
		g.Out = fresh
		counter := &counter{out: r.Progress, next: time.Now().Add(time.Second)}
		g.Wrote = counter.wrote
		r.say("generating the %s client of %s %s with openapi-generator %s, as for release %s", plan.Generator, r.Generate.Schema, document.Version(), plan.Version, plan.Release)
		if err := generate.Run(ctx, g); err != nil {
			return err
		}
		files, err := count(fresh)
		if err == nil {
			r.say("the client is in %s: %d files", r.Generate.Out, files)
		}
		return err
	})
}

func (r *Request) say(format string, args ...any) {
	fmt.Fprintf(r.Progress, format+"\n", args...)
}

// apply puts a plan into the request. A configuration of the user's takes the place of the release's.
func (r *Request) apply(plan Plan) error {
	r.Generate.Generator = plan.Generator
	if r.Generate.Config == "" {
		r.Generate.Set = slices.Concat(plan.Options, r.Generate.Set)
		if plan.Generator == "typescript-fetch" {
			r.Generate.Config = r.TypeScriptConfig
		}
	}
	for _, entry := range r.Jars {
		if version, file, _ := strings.Cut(entry, "="); version == plan.Version {
			r.Generate.Jar.Jar = file
			return nil
		}
	}
	return fmt.Errorf("looking up openapi-generator %s: its jar was not handed over; call ./bazelw run //clients:generate", plan.Version)
}

// out is the folder to make, if it may be made.
func (r *Request) out() (string, error) {
	out, err := filepath.Abs(r.Generate.Out)
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", r.Generate.Out, err)
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	entries, err := os.ReadDir(out)
	switch {
	case os.IsNotExist(err) || err == nil && len(entries) == 0:
		return out, nil
	case err != nil:
		return "", stage.CheckFree(out)
	case !r.Force:
		return "", fmt.Errorf("writing %s: it exists and is not empty; --force replaces it with all that is in it", r.Generate.Out)
	}
	for _, needed := range []string{".", r.Generate.Schema, r.Generate.Config} {
		if needed != "" && within(out, needed) {
			return "", fmt.Errorf("replacing %s: %s is in it; name a folder for the client alone", r.Generate.Out, needed)
		}
	}
	return out, nil
}

// within says whether a file is the folder dir, which is a real path, or lies in it.
func within(dir, file string) bool {
	file, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	rel, err := filepath.Rel(dir, file)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}
