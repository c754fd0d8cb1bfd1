package webbuild

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/web/opened"
)

// traced runs the program, and writes to the file Packages which npm packages it opened files of, and which it left alone: a line each,
// "opened NAME" or "left NAME".
func (r Request) traced(ctx context.Context, root string) error {
	if r.Packages == "" {
		return r.run(ctx, root)
	}
	below := filepath.Join(root, filepath.FromSlash(r.Below))
	laid := map[string]bool{}
	err := filepath.WalkDir(below, func(file string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			if name := packageOf(filepath.ToSlash(file)); name != "" {
				laid[name] = false
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("listing the npm packages of the web build: %w", err)
	}
	watch, err := opened.Begin(below)
	if err != nil {
		return err
	}
	failed := r.run(ctx, root)
	files, err := watch.End()
	switch {
	case failed != nil:
		return failed
	case err != nil:
		return err
	}
	for file := range files {
		if name := packageOf(file); name != "" {
			laid[name] = true
		}
	}
	var lines []string
	for name, was := range laid {
		lines = append(lines, map[bool]string{true: "opened ", false: "left "}[was]+name+"\n")
	}
	slices.Sort(lines)
	return stage.File(r.Packages, []byte(strings.Join(lines, "")))
}

// packageOf is the name of the npm package that a file belongs to, "" for none: @scope/name or name, behind the last node_modules.
func packageOf(file string) string {
	at := strings.LastIndex("/"+file, "/node_modules/")
	if at < 0 {
		return ""
	}
	parts := strings.SplitN(("/" + file)[at+len("/node_modules/"):], "/", 3)
	if strings.HasPrefix(parts[0], "@") && len(parts) == 3 {
		return parts[0] + "/" + parts[1]
	}
	if strings.HasPrefix(parts[0], "@") || strings.HasPrefix(parts[0], ".") || len(parts) < 2 {
		return ""
	}
	return parts[0]
}
