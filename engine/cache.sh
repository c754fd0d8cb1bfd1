# The cache of actions that the checkouts of this machine share, so that a second one builds nothing again. Sourced by root.sh.
# shellcheck shell=bash

# akb_disk_cache: sets AKB_DISK_CACHE to how large it may grow, or to nothing where there is to be none.
akb_disk_cache() {
	local rc
	AKB_DISK_CACHE=${AUTHENTIK_BUILD_DISK_CACHE:-10G}
	if [[ $AKB_DISK_CACHE == off ]]; then
		AKB_DISK_CACHE=
		return
	fi
	[[ $AKB_DISK_CACHE =~ ^[1-9][0-9]*[KMGT]$ ]] ||
		akb_die "AUTHENTIK_BUILD_DISK_CACHE is '$AKB_DISK_CACHE', which is neither off nor a size such as 10G"
	# The user's own choice goes before, and would not: Bazel reads the engine's settings last.
	if [[ -r ${HOME-}/.bazelrc ]]; then
		rc=$(<"$HOME/.bazelrc")
		[[ $rc != *--disk_cache* ]] || AKB_DISK_CACHE=
	fi
}

# akb_disk_cache_settings: prints the lines for a bazelrc. What was used least recently goes, when the server is idle. Bazel
# would leave intermediate outputs in the cache, and fail when they have gone from there: each checkout takes all of them.
akb_disk_cache_settings() {
	[[ -n $AKB_DISK_CACHE ]] || return 0
	printf 'common "--disk_cache=%s/disk-cache"\ncommon --experimental_disk_cache_gc_max_size=%s\ncommon --remote_download_outputs=all\n' \
		"$AKB_CACHE" "$AKB_DISK_CACHE"
}
