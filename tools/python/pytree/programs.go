package pytree

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Programs says how to make the folder of a tree's programs.
type Programs struct {
	// Scripts are folders of programs that start the `python` beside them, as akbuild site makes them.
	Scripts []string
	// Interpreter is the interpreter's path from the folder of programs, such as ../python/bin/python3.13.
	Interpreter string
	// Ak makes the program ak, which starts lifecycle/ak of the tree, in place of a script of that name.
	Ak bool
	// Out is the folder to make.
	Out string
}

// akName is the program that starts authentik.
const akName = "ak"

// akLauncher is its text.
//
//go:embed ak.sh
var akLauncher []byte

// interpreter starts a tree's interpreter. A link to it, from another folder, is followed.
const interpreter = `#!/bin/sh
# The Python of this tree, wherever that lies. Nothing is forked: this runs before every command.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
[ -x "$here/@FOLDER@/@NAME@" ] || here=$(dirname -- "$(readlink -f -- "$0")")
case $here/@FOLDER@ in
*/bin/../*) exec "${here%/bin}/@BESIDE@/@NAME@" "$@" ;;
esac
exec "$here/@FOLDER@/@NAME@" "$@"
`

// Make makes the folder: every program, and the interpreter as python, python3 and under its own name.
func (p Programs) Make() error {
	dir, name := filepath.ToSlash(filepath.Dir(p.Interpreter)), filepath.Base(p.Interpreter)
	if !strings.HasPrefix(name, "python3") {
		return fmt.Errorf("making the tree's programs: %s is no Python 3 interpreter's name", p.Interpreter)
	}
	launcher := []byte(strings.NewReplacer("@FOLDER@", dir, "@BESIDE@", strings.TrimPrefix(dir, "../"), "@NAME@", name).Replace(interpreter))
	files, err := p.files(name)
	if err != nil {
		return err
	}
	return stage.Dir(p.Out, func(tmp string) error {
		programs := []string{"python", "python3", name}
		for _, program := range programs {
			if err := os.WriteFile(filepath.Join(tmp, program), launcher, 0o755); err != nil {
				return fmt.Errorf("writing %s: %w", program, tree.Reason(err))
			}
		}
		if err := tree.Copy(tmp, "", files); err != nil {
			return err
		}
		for _, f := range files {
			programs = append(programs, f.Rel)
		}
		if p.Ak {
			if err := os.WriteFile(filepath.Join(tmp, akName), akLauncher, 0o755); err != nil {
				return fmt.Errorf("writing %s: %w", akName, tree.Reason(err))
			}
			programs = append(programs, akName)
		}
		return setModes(tmp, programs)
	})
}

// files are all programs but the interpreter, of which no two have one name, without an ak that is replaced.
func (p Programs) files(interpreter string) ([]tree.File, error) {
	m := merge{what: "making the tree's programs"}
	for _, program := range []string{"python", "python3", interpreter} {
		m.claims.Add(program, "the interpreter")
	}
	for _, scripts := range p.Scripts {
		if err := m.add(scripts); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(m.files, func(f tree.File) bool { return p.Ak && f.Rel == akName }), nil
}
