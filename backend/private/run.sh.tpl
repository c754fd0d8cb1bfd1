#!/bin/sh
# Starts the installed ak in the working directory of `bazel run`.
exec "@AK@" "$@"
