#!/bin/sh
# What `bazel run //clients:generate` starts, in its runfiles.
exec "./@AKBUILD@" client @OPTIONS@ "$@"
