# What bench/replay and bench/upgrade have in common: both build and run many releases of authentik, one after the other, and print a
# row of a table for each. Sourced by them, with the name of the script in $name.
# shellcheck shell=bash

die() {
	printf '%s: %s\n' "$name" "$*" >&2
	exit 2
}

# shellcheck disable=SC2154
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
logs=$(mktemp -d "${TMPDIR:-/tmp}/$name.XXXXXX")
mirror=
folder=

# take VERSION: sees that the tree is in $folder; one that is not is made of its tag. Large files that a mirror lacks are left out, as
# checkouts without them do.
take() {
	local index=$logs/$1.index
	[[ ! -e $folder/$1/go.mod ]] || return 0
	[[ -n $mirror ]] || die "there is no $folder/$1; name a repository that has the tag version/$1 with --mirror"
	GIT_INDEX_FILE=$index git --git-dir="$mirror" read-tree "version/$1" || die "the repository $mirror has no tag version/$1"
	mkdir -p -- "$folder/$1"
	GIT_INDEX_FILE=$index git --git-dir="$mirror" --work-tree="$folder/$1" checkout-index --all --quiet 2>"$logs/$1.missing" || true
	[[ -e $folder/$1/go.mod ]] || die "taking version/$1 out of $mirror: $(tail -1 "$logs/$1.missing")"
}

# run VERSION TARGET ARGUMENT...: builds a target of this checkout from the tree, runs it and sets $log, and $outcome to $1 or why not.
run() {
	local version=$1 target=$2
	shift 2
	take "$version"
	log=$logs/$version.log
	outcome=
	AUTHENTIK_SOURCE=$folder/$version "$root/bazelw" run "$target" --//:source=checkout -- "$@" >"$log" 2>&1 || outcome="FAILED, $log"
}

# found PATTERN LOG: the last match in a log, or a dash.
found() { grep -oE "$1" "$2" | tail -1 | grep . || echo -; }

# state: what would be different if somebody edited this checkout.
state() { git -C "$root" rev-parse HEAD && git -C "$root" status --porcelain; }

# unedited BEFORE: fails if it is.
unedited() { [[ $(state) == "$1" ]] || die "files of $root were edited in between, so the table says nothing"; }
