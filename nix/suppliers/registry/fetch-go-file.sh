# Downloads one file of version $version of the Go module $path, checked against $h1, its hash in a go.sum: the zip or, when
# $part is mod, the go.mod.
# shellcheck shell=bash
export GOMODCACHE=$HOME/mod GOCACHE=$HOME/cache GOTOOLCHAIN=local GOTELEMETRY=off GOSUMDB=off GO111MODULE=on
export GOFLAGS='-mod=mod -modcacherw'
[[ -e ${GOENV-} ]] || export GOENV=off
mkdir scratch
cd scratch
printf 'module scratch\n' >go.mod
if [[ $part == mod ]]; then
	printf '%s %s/go.mod %s\n' "$path" "$version" "$h1" >go.sum
	field=GoMod ask=(list -m -json)
else
	printf '%s %s %s\n' "$path" "$version" "$h1" >go.sum
	field=Zip ask=(mod download -json)
fi
go "${ask[@]}" "$path@$version" >answer.json || {
	cat answer.json >&2
	echo "the Go module proxy that go is configured for did not give the $part of $path@$version as go.sum has it; ./bazelw doctor tests the way to it" >&2
	exit 1
}
cp "$(sed -n "s/^\t\"$field\": \"\(.*\)\",\?$/\1/p" answer.json)" "$out"
