#!/usr/bin/env bash
# store-inside.sh (check|repair): whether Nix's store still has what the repositories of this checkout are made of, which Bazel takes
# for granted once they are. Called by ./bazelw doctor, in the engine.
set -euo pipefail
source "$AKB_CHECKOUT/engine/modules.sh"

# store_gone: prints, of each path that a repository needs and that is not there, "repository path".
store_gone() {
	local link place target path
	for link in "$AKB_OUTPUT_BASE"/nix-roots/*/* "$AKB_OUTPUT_BASE"/external/*/bazel-support/nix-out-link "$AKB_GCROOTS"/*; do
		[[ -L $link ]] || continue
		place=${link#"$AKB_OUTPUT_BASE"/*/}
		target=$(readlink "$link")
		if [[ ! -e $target ]]; then
			printf '%s %s\n' "${place%%/*}" "$target"
			continue
		fi
		while IFS= read -r path; do
			[[ -e $path ]] || printf '%s %s\n' "${place%%/*}" "$path"
		done < <(nix-store --query --requisites "$target" 2>/dev/null)
	done
}

case $1 in
check)
	gone=$(store_gone)
	if [[ -n $gone ]]; then
		printf 'of %s paths that are gone the first is %s\n' "$(cut -d' ' -f2 <<<"$gone" | sort -u | wc -l)" "$(sed -n '1s/[^ ]* //p' <<<"$gone")"
		exit 1
	fi
	echo "all that the repositories of this checkout are made of is there"
	;;
repair)
	gone=$(store_gone)
	[[ -n $gone ]] || exit 0
	# What Nix knows the origin of it has anew.
	nix-store --verify --repair >&2 || true
	# The rest, which a program of ours fetched, goes with all that was made of it, and the repositories are made again.
	mapfile -t paths < <(store_gone | cut -d' ' -f2 | sort -u)
	for path in "${paths[@]}"; do
		nix-store --check-validity "$path" 2>/dev/null || continue
		mapfile -t made < <(nix-store --query --referrers-closure "$path")
		nix-store --delete --ignore-liveness "${made[@]}" >&2
	done
	mapfile -t repositories < <(store_gone | sed -n 's/^\([^ ][^ ]*\) .*/\1/p' | sort -u)
	((${#repositories[@]})) || exit 0
	# Bazel does not bear that files go while it runs. Modules of Bazel are made by whatever call comes next.
	bazel() { bash "$AKB_CHECKOUT/engine/inside.sh" bazel "$@"; }
	bazel shutdown
	bazel fetch --force "${repositories[@]/#/--repo=@@}"
	;;
esac
