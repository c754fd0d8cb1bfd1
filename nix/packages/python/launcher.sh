#!/bin/sh
# Runs the interpreter of this tree with the C library it was built against. Python finds its prefix from argv[0].
self=$0
[ -L "$self" ] && self=$(readlink -f "$self")
tree=${self%/*}/..
exec "$tree/lib/runtime/ld-linux-x86-64.so.2" --library-path "$tree/lib/runtime" --argv0 "$0" "$tree/libexec/@PYTHON@" "$@"
