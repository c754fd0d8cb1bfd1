# The environment of an offline go command: modules from $modules alone, nothing from the machine.
# shellcheck shell=bash
export GOMODCACHE=$HOME/mod GOPROXY=file://$modules,off GOSUMDB=off GOTOOLCHAIN=local GOTELEMETRY=off GOENV=off
export GOFLAGS='-mod=mod -trimpath -modcacherw -buildvcs=false' CGO_ENABLED=0 GO111MODULE=on
