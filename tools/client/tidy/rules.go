package tidy

import (
	"bytes"
	"go/format"
)

// Rules say what of a generated tree is kept and in which form.
type Rules struct {
	// Drop are paths to leave out: a folder with everything in it if it ends with a slash, a file anywhere if it begins
	// with **/, otherwise one file.
	Drop []string
	// Format rewrites the files whose names end with Suffix; nil for none.
	Format func([]byte) ([]byte, error)
	// Suffix is what the names of the source files end with.
	Suffix string
	// OnePackage demands that the source files are one Go package at the top.
	OnePackage bool
}

// everywhere is dropped for every language: the generator's own bookkeeping (which records paths and versions of the run), and
// what it offers for publishing the client as a project of its own.
var everywhere = []string{
	".github/",
	".gitignore",
	".gitlab-ci.yml",
	".openapi-generator-ignore",
	".openapi-generator/",
	".travis.yml",
	"appveyor.yml",
	"git_push.sh",
}

// languages are the rules by generator name. One that is not here keeps all that everywhere does not drop.
var languages = map[string]Rules{
	// The client is vendored as a package: its Go files alone, formatted, as goauthentik/client-go publishes them.
	"go": {
		Drop:       []string{"README.md", "api/", "docs/", "go.mod", "go.sum", "test/"},
		Format:     format.Source,
		Suffix:     ".go",
		OnePackage: true,
	},
	// The client is compiled by the next step: package.json and the compiler's settings stay.
	"typescript-fetch": {
		Drop:   []string{".npmignore", "docs/"},
		Suffix: ".ts",
	},
	"python": {
		Drop:   []string{"docs/", "test/", "test-requirements.txt", "tox.ini"},
		Suffix: ".py",
	},
	"rust": {
		Drop:   []string{"docs/"},
		Format: rust,
		Suffix: ".rs",
	},
}

// rust mends what the generator writes from 7.22 on and no compiler takes: the module of the models named twice. Upstream does
// the same to what it publishes.
func rust(content []byte) ([]byte, error) {
	return bytes.ReplaceAll(content, []byte("models::models::"), []byte("models::")), nil
}

// For returns the rules of a generator.
func For(generator string) Rules {
	r := languages[generator]
	r.Drop = append(append([]string{}, everywhere...), r.Drop...)
	return r
}
