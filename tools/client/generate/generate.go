// Package generate makes an API client from a schema: it checks the schema and the options, runs the generator and tidies
// what it wrote.
package generate

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/client/openapi"
	"akbuild.internal/tools/client/tidy"
	"golang.org/x/sync/errgroup"
)

// Request says what Run generates.
type Request struct {
	// Jar is the generator tool.
	Jar generator.Jar
	// Generator names the generator: go, typescript-fetch, …
	Generator string
	// Schema is the OpenAPI document.
	Schema string
	// Config is a configuration file; may be empty.
	Config string
	// Templates replaces the configuration's templateDir; empty means the tool's own templates.
	Templates string
	// Set are options and settings over the configuration, as key=value.
	Set []string
	// GlobalProperties are global properties over the configuration, as key=value.
	GlobalProperties []string
	// KnownOptions is a file with the generator's options; empty means to ask the tool for them.
	KnownOptions string
	// Allowed are options to take although nothing lists them, for templates of one's own.
	Allowed []string
	// Out is the tree to make.
	Out string
	// Manifest is a file to write the tree's sums to; may be empty.
	Manifest string
	// Release is named in the manifest; may be empty.
	Release string
	// Warnings gets the generator's warnings and errors.
	Warnings io.Writer
	// Wrote is called with each file that the generator is about to write; may be nil.
	Wrote func(path string)
	// Unchecked leaves it to another step, CheckClient, to see that the client compiles.
	Unchecked bool
	// AllWarnings shows each warning, and not one of each kind.
	AllWarnings bool
}

// defaults are the global properties of a run that says nothing else: tests and documentation are a third of the time and
// no part of a client.
var defaults = []string{"apiDocs=false", "apiTests=false", "modelDocs=false", "modelTests=false"}

// Run generates.
func Run(ctx context.Context, r Request) error {
	if err := r.Jar.Check(); err != nil {
		return err
	}
	if err := stage.CheckFree(r.Out); err != nil {
		return err
	}
	// Read first, since a schema that is wrong is told whatever else is; what it needs is free again for the check below.
	document, err := openapi.Read(r.Schema)
	if err != nil {
		return err
	}
	config, err := r.config(ctx)
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "ak")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(scratch)
	// Real, so that the paths which the generator prints are those that are known here.
	if scratch, err = filepath.EvalSymlinks(scratch); err != nil {
		return fmt.Errorf("finding the temporary folder: %w", tree.Reason(err))
	}
	raw, err := r.generate(ctx, scratch, document, config)
	if err != nil {
		return err
	}
	return stage.Dir(r.Out, func(tmp string) error {
		generated := filepath.Join(scratch, rawName)
		var check errgroup.Group
		if !r.Unchecked {
			// Beside the tidying, which changes the form alone.
			check.Go(func() error { return CheckClient(r.Generator, generated, r.Schema) })
		}
		tidying := tidy.Tree(r.Generator, generated, tmp, raw)
		// What is no Go cannot be tidied either, and the check says what of the schema is behind it.
		if err := check.Wait(); err != nil {
			return err
		}
		if tidying != nil {
			return tidying
		}
		return r.manifest(tmp)
	})
}

// rawName is the raw tree's folder; short, since the generator compares paths letter by letter.
const rawName = "o"

func (r *Request) generate(ctx context.Context, scratch string, document *openapi.Document, config *generator.Config) (*tidy.Formatter, error) {
	configuration, err := config.Bytes()
	if err != nil {
		return nil, err
	}
	spec, content := filepath.Join(scratch, "schema.json"), document.JSON()
	settings := filepath.Join(scratch, "config.yaml")
	for name, bytes := range map[string][]byte{spec: content, settings: configuration} {
		if err := os.WriteFile(name, bytes, 0o644); err != nil {
			return nil, fmt.Errorf("writing %s: %w", name, tree.Reason(err))
		}
	}
	out := filepath.Join(scratch, rawName)
	formatter := tidy.NewFormatter(r.Generator, out)
	defer formatter.Close()
	wrote := newCollisions(out)
	file := func(path string) {
		formatter.Writing(path)
		wrote.wrote(path)
		if r.Wrote != nil {
			r.Wrote(path)
		}
	}
	output := &generator.Output{Warnings: r.Warnings, All: r.AllWarnings, File: file}
	if err := r.Jar.Generate(ctx, scratch, r.Generator, r.Schema, spec, settings, out, output); err != nil {
		return formatter, r.explain(err, document)
	}
	return formatter, wrote.check(r.Generator, document, config)
}

// config is the configuration that the tool gets.
func (r *Request) config(ctx context.Context) (*generator.Config, error) {
	config, err := generator.ReadConfig(r.Config)
	if err != nil {
		return nil, err
	}
	if err := r.override(config); err != nil {
		return nil, err
	}
	options, err := r.options(ctx)
	if err != nil {
		return nil, err
	}
	label := fmt.Sprintf("the generator %s of openapi-generator %s", r.Generator, r.Jar.Version())
	if err := config.Check(label, append(options, r.Allowed...)); err != nil {
		return nil, err
	}
	return config, nil
}

func (r *Request) override(config *generator.Config) error {
	for _, entry := range r.Set {
		key, value, ok := strings.Cut(entry, "=")
		if !ok {
			return fmt.Errorf("reading the flag --set %s: it is not key=value", entry)
		}
		config.Set(key, value)
	}
	for i, entry := range append(append([]string{}, defaults...), r.GlobalProperties...) {
		key, value, ok := strings.Cut(entry, "=")
		if !ok {
			return fmt.Errorf("reading the flag --global-property %s: it is not key=value", entry)
		}
		config.SetGlobal(key, value, i >= len(defaults))
	}
	templates := r.Templates
	if templates != "" {
		info, err := os.Stat(templates)
		if err != nil || !info.IsDir() {
			return fmt.Errorf("reading the templates of the flag --template-dir %s: it is not a folder", templates)
		}
		if templates, err = filepath.Abs(templates); err != nil {
			return fmt.Errorf("finding %s: %w", r.Templates, err)
		}
	}
	config.SetTemplates(templates)
	return nil
}

func (r *Request) options(ctx context.Context) ([]string, error) {
	if r.KnownOptions != "" {
		return generator.ReadOptions(r.KnownOptions)
	}
	return r.Jar.Options(ctx, r.Generator)
}

func (r *Request) manifest(dir string) error {
	if r.Manifest == "" {
		return nil
	}
	sums, err := manifest.Of(dir)
	if err != nil {
		return err
	}
	head := ""
	if r.Release != "" {
		head = fmt.Sprintf("# %s client of authentik %s, openapi-generator %s\n", r.Generator, r.Release, r.Jar.Version())
	}
	return stage.File(r.Manifest, append([]byte(head), sums...))
}
