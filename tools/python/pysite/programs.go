package pysite

import (
	"bytes"
	"regexp"
	"strings"

	"akbuild.internal/tools/python/wheel"
)

// header starts a Python program in the interpreter that lies beside it, wherever that is: to the shell it is a script, to
// Python a comment and a string. The program's folder is put on PATH, for what the program itself starts. It stands before
// programs of ours only, which need none of what has to come first in a file: see firstLine.
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
	return []byte(header + `__doc__ = None
import sys

from ` + p.Module + ` import ` + first + `

if __name__ == "__main__":
    sys.exit(` + p.Function + `())
`)
}

// firstLine takes the place of a wheel's script's own "#!python", as installers put one there that names their interpreter.
// It starts the Python that lies beside the script, and is one comment to that: a docstring, an import of __future__
// and the encoding of the second line stay where Python looks for them. Kernels before 5.1 read 127 bytes of it.
const firstLine = `#!/usr/bin/env -S /bin/sh -c 'p=$0;[ -x "${p%/*}/python" ]||p=$(realpath "$0");exec "${p%/*}/python" "$0" "$@"'`

// encoding is how PEP 263 finds the encoding of a file in its first line.
var encoding = regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)`)

// prepared is a file as it is installed: a script for "the" Python is one for the Python beside it.
func (f placed) prepared(content []byte) []byte {
	if !strings.HasPrefix(f.place, inScripts+"/") || !bytes.HasPrefix(content, []byte("#!python")) {
		return content
	}
	own, rest, _ := bytes.Cut(content, []byte("\n"))
	line := firstLine
	if named := encoding.FindSubmatch(own); named != nil {
		line += " # coding: " + string(named[1])
	}
	return append([]byte(line+"\n"), rest...)
}
