# Compiles the standard library's and third-party $packages into a Go build cache, which is $out.
# shellcheck shell=bash
source "$goEnv"
mkdir tree
cd tree
cp "$goMod" go.mod
cp "$goSum" go.sum
chmod u+w go.mod go.sum
{
	echo 'package warm'
	for package in $packages; do printf 'import _ "%s"\n' "$package"; done
} >warm.go
export GOCACHE=$HOME/cache
"$go/bin/go" build .
mv "$GOCACHE" "$out"
rm -f "$out"/testexpire.txt "$out"/trim.txt "$out"/*.lock
