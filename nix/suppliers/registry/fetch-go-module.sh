# Downloads the zip of $module (path@version), checked against $h1 and $goMod, the two hashes that a go.sum holds. (For the
# toolchain module go asks the checksum database as well, whatever go.sum says.)
# shellcheck shell=bash
export GOMODCACHE=$HOME/mod GOCACHE=$HOME/cache GOTOOLCHAIN=local GOTELEMETRY=off GOFLAGS='-mod=mod -modcacherw'
[[ -e ${GOENV-} ]] || export GOENV=off
mkdir scratch
cd scratch
printf 'module scratch\n' >go.mod
printf '%s %s\n%s/go.mod %s\n' "${module/@/ }" "$h1" "${module/@/ }" "$goMod" >go.sum
go mod download -json "$module" >answer.json ||
	{ cat answer.json >&2; echo "the Go module proxy that go is configured for did not give $module as nix/pins/go.json has it; ./bazelw doctor tests the way to it" >&2; exit 1; }
sum=$(sed -n 's/^\t"Sum": "\(.*\)",\?$/\1/p' answer.json)
[[ $sum == "$h1" ]] || { echo "the zip of $module has the hash $sum, nix/pins/go.json says $h1" >&2; exit 1; }
cp "$(sed -n 's/^\t"Zip": "\(.*\)",\?$/\1/p' answer.json)" "$out"
