#!/bin/sh
# What `bazel run` starts: the launcher of the bundle in the runfiles.
exec "./@BUNDLE@/bin/ak" "$@"
