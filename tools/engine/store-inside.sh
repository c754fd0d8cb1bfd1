#!/usr/bin/env bash
# store-inside.sh (check|repair): whether Nix's store still has what the repositories of this checkout are made of, which Bazel takes
# for granted once they are. Called by ./bazelw doctor, in the engine.
set -euo pipefail
source "$AKB_CHECKOUT/tools/engine/modules.sh"

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
	# What others are made of Nix has anew, from where it came; of what nobody needs it only learns that it is gone.
	nix-store --verify --repair >&2 || true
	repositories=()
	while read -r repository path; do
		# Modules of Bazel are made by whatever call comes next.
		[[ -e $path || -z $repository ]] || repositories+=("--repo=@@$repository")
	done < <(store_gone | sort -u)
	((${#repositories[@]} == 0)) || bash "$AKB_CHECKOUT/tools/engine/inside.sh" bazel fetch --force "${repositories[@]}"
	;;
esac
