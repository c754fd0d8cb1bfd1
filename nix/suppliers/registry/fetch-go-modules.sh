# Downloads every module that the file $goSum names, but those of the module $except, as a file-system Go module proxy:
# $out/<module>/@v/<version>.{info,mod,zip}. go checks each against go.sum, so the content depends on go.sum alone.
# shellcheck shell=bash
export GOMODCACHE=$HOME/mod GOCACHE=$HOME/cache GOTOOLCHAIN=local GOTELEMETRY=off GOFLAGS='-mod=mod -modcacherw' GO111MODULE=on
[[ -e ${GOENV-} ]] || export GOENV=off
mkdir scratch
cd scratch
printf 'module scratch\n\ngo 1.25\n' >go.mod
grep -v "^$except " "$goSum" >go.sum
give_up() {
	echo "the Go module proxy that go is configured for did not give all modules of go.sum (above); ./bazelw doctor tests the way to it" >&2
	exit 1
}
# Lines "module version/go.mod hash" ask for the go.mod alone, the others for the zip as well.
awk '$2 ~ /\/go\.mod$/ { sub(/\/go\.mod$/, "", $2); print $1 "@" $2 }' go.sum | xargs "$go/bin/go" list -m >/dev/null || give_up
awk '$2 !~ /\/go\.mod$/ { print $1 "@" $2 }' go.sum | xargs "$go/bin/go" mod download || give_up
cd "$GOMODCACHE/cache/download"
# Exactly what go.sum lists: what else go may have fetched on the way is not the same every time. (In file names of the
# module cache an upper-case letter is "!" and its lower case.)
while read -r module version _; do
	version=${version%/go.mod}
	# shellcheck disable=SC2001 # a back-reference
	place=$(sed 's/[A-Z]/!\l&/g' <<<"$module/@v/$version")
	mkdir -p "$out/${place%/*}"
	# Times and origins that a proxy adds are no part of the module.
	printf '{"Version":"%s"}\n' "$version" >"$out/$place.info"
	install -m 0644 "$place.mod" "$out/$place.mod"
done <"$OLDPWD/go.sum"
awk '$2 !~ /\/go\.mod$/ { print $1 "/@v/" $2 ".zip" }' "$OLDPWD/go.sum" | sed 's/[A-Z]/!\l&/g' | while read -r place; do
	install -m 0644 "$place" "$out/$place"
done
