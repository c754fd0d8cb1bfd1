package pyimports

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"akbuild.internal/tools/python/pyrun"
)

//go:embed imports.py
var program string

// found is one import of a file, or why the file cannot be read.
type found struct {
	File string `json:"file"`
	Line int    `json:"line"`
	// Name is the module with dots; its last part may be something else of the module before it.
	Name string `json:"name"`
	// Optional says that the file goes on without it.
	Optional bool `json:"optional"`
	// Instead are modules in whose place it is imported: it is needed where one of them is missing.
	Instead []string `json:"instead"`
	// Problem is what Python says of a file that it cannot read.
	Problem string `json:"problem"`
}

// read lets an interpreter read files of a tree, and returns their imports and the modules of its standard library.
func read(ctx context.Context, python, root string, files []string) ([]found, []string, error) {
	fail := func(err error) ([]found, []string, error) {
		return nil, nil, fmt.Errorf("reading the imports below %s: %w", root, err)
	}
	answers, err := os.MkdirTemp("", "akbuild-imports-")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(answers)
	processes := runtime.GOMAXPROCS(0)
	job, err := json.Marshal(map[string]any{"root": root, "files": files, "processes": processes, "answers": answers})
	if err != nil {
		return fail(err)
	}
	if err := pyrun.Run(ctx, pyrun.Script{Python: python, Source: program, Stdin: job}); err != nil {
		return fail(err)
	}
	var all []found
	for i := range processes {
		if all, err = appendAnswers(all, filepath.Join(answers, strconv.Itoa(i))); err != nil {
			return fail(err)
		}
	}
	content, err := os.ReadFile(filepath.Join(answers, "standard"))
	if err != nil {
		return fail(err)
	}
	var standard []string
	if err := json.Unmarshal(content, &standard); err != nil {
		return fail(err)
	}
	return all, standard, nil
}

func appendAnswers(all []found, name string) ([]found, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var f found
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, lines.Err()
}
