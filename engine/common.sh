# Helpers that every part of the wrapper uses. Sourced, never run.
# shellcheck shell=bash

# Where everything that the wrapper makes lies; nothing outside of it is ever written.
AKB_CACHE=${XDG_CACHE_HOME:-${HOME:?HOME is not set: the cache needs a place, set XDG_CACHE_HOME}/.cache}/authentik-build

# akb_die MESSAGE: one sentence to the user, exit 1.
akb_die() {
	printf 'bazelw: %s\n' "$*" >&2
	exit 1
}

# akb_say MESSAGE: progress of the first use, with the seconds since the start of the call.
akb_say() {
	printf 'bazelw: [%3ds] %s\n' "$SECONDS" "$*" >&2
}

# akb_digest: sha256 of standard input, hex.
akb_digest() {
	local sum
	sum=$(sha256sum)
	printf '%s' "${sum%% *}"
}

# akb_free_mib DIR: free space, MiB, of the file system that holds DIR.
akb_free_mib() {
	df -Pm "$1" | awk 'NR == 2 { print $4 }'
}

# akb_lock NAME: takes the lock NAME for the rest of this process; says so when it must wait. The lock goes with the
# process, however that ends, so nothing has to be cleaned up after a kill.
akb_lock() {
	mkdir -p "$AKB_CACHE" 2>/dev/null ||
		akb_die "the cache folder $AKB_CACHE cannot be made; set XDG_CACHE_HOME to a folder that you can write to"
	exec 9>"$AKB_CACHE/$1.lock"
	if ! flock -n 9; then
		akb_say "another call is preparing the engine; waiting for it"
		flock 9
	fi
}

# akb_unlock: releases it.
akb_unlock() {
	exec 9>&-
}
