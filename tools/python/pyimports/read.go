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

	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/base/tree"
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

// read returns the imports of files of a tree, and the modules of the interpreter's standard library. A persistent worker
// remembers those of the files that are the same as before.
func read(ctx context.Context, python, root string, files []string) ([]found, []string, error) {
	remembered := memo.From(ctx)
	if remembered == nil {
		return ask(ctx, python, root, files)
	}
	place, err := filepath.EvalSymlinks(python)
	if err != nil {
		return nil, nil, fmt.Errorf("finding the interpreter %s: %w", python, tree.Reason(err))
	}
	var all []found
	unknown := []string{}
	keys := map[string]memo.Key{}
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", file, tree.Reason(err))
		}
		keys[file] = memo.KeyOf([]byte(program), []byte(place), []byte(file), content)
		value, ok := remembered.Get(keys[file])
		if !ok {
			unknown = append(unknown, file)
			continue
		}
		var of []found
		if err := json.Unmarshal(value, &of); err != nil {
			return nil, nil, err
		}
		all = append(all, of...)
	}
	read, standard, err := ask(ctx, python, root, unknown)
	if err != nil {
		return nil, nil, err
	}
	of := map[string][]found{}
	for _, f := range read {
		of[f.File] = append(of[f.File], f)
	}
	for _, file := range unknown {
		value, err := json.Marshal(of[file])
		if err != nil {
			return nil, nil, err
		}
		remembered.Put(keys[file], value)
	}
	return append(all, read...), standard, nil
}

// ask lets an interpreter read the files.
func ask(ctx context.Context, python, root string, files []string) ([]found, []string, error) {
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
