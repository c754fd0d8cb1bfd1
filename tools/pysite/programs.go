package pysite

import (
	"bytes"
	"strings"

	"akbuild.internal/tools/wheel"
)

// header starts a Python program in the interpreter that lies beside it, wherever that is: to the shell it is a script, to
// Python a comment and a string. The program's folder is put on PATH, for what the program itself starts.
const header = `#!/bin/sh
''':'
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
[ -x "$here/python" ] || here=$(dirname -- "$(readlink -f -- "$0")")
here=$(CDPATH='' cd -- "$here" && pwd)
PATH=$here:${PATH:-/usr/local/bin:/usr/bin:/bin}
export PATH
exec "$here/python" "$0" "$@"
' '''
`

// launcher is the program of an entry point.
func launcher(p wheel.EntryPoint) []byte {
	first, _, _ := strings.Cut(p.Function, ".")
	return []byte(header + `import sys

from ` + p.Module + ` import ` + first + `

if __name__ == "__main__":
    sys.exit(` + p.Function + `())
`)
}

// prepared is a file as it is installed: a script for "the" Python is one for the Python beside it.
func (f placed) prepared(content []byte) []byte {
	if !strings.HasPrefix(f.place, inScripts+"/") || !bytes.HasPrefix(content, []byte("#!python")) {
		return content
	}
	_, rest, _ := bytes.Cut(content, []byte("\n"))
	return append([]byte(header), rest...)
}

// finish writes what an installer adds to a wheel's files: its programs, its name, and a RECORD of what is there now.
func (w *planned) finish(t *target) error {
	for _, point := range w.programs {
		if err := t.write(inScripts+"/"+point.Name, launcher(point)); err != nil {
			return err
		}
	}
	installer := w.DistInfo + "/INSTALLER"
	var record strings.Builder
	for _, f := range w.files {
		name, inside := strings.CutPrefix(f.place, inSite+"/")
		if !inside {
			continue
		}
		record.WriteString(f.RecordLine(name))
	}
	record.WriteString(wheel.RecordLine(installer, []byte(installedBy)))
	record.WriteString(wheel.UnhashedLine(w.DistInfo + "/RECORD"))
	if err := t.write(inSite+"/"+installer, []byte(installedBy)); err != nil {
		return err
	}
	return t.write(inSite+"/"+w.DistInfo+"/RECORD", []byte(record.String()))
}

const installedBy = "akbuild\n"
