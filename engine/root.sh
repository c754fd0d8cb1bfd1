# The engine that the wrapper makes itself: a private Debian root, entered with pivot_root in a mount namespace of its
# own, so that Nix and Bazel can both make real sandboxes in it. Sourced by choose.sh.
# shellcheck shell=bash

source "$AKB_LIB/bootstrap.sh"
source "$AKB_LIB/folders.sh"
source "$AKB_LIB/cache.sh"
source "$AKB_LIB/kit.sh"

# On Debian the PATH of an ordinary user's login has no sbin, where pivot_root and chroot are.
PATH=$PATH:/usr/sbin:/sbin

# The checkout's place inside the engine: fixed, so that no cache key depends on where it lies on the host.
AKB_INNER_CHECKOUT=/authentik-source-build

# akb_enter INNER-ARGS...: replaces this process by engine/inside.sh in the root.
akb_enter() {
	akb_folders
	akb_disk_cache
	akb_need_namespaces
	local root
	akb_root_path root
	[[ -e $root/$AKB_ROOT_STAMP ]] || akb_root_make "$root"
	AKB_STATE=$(akb_state)
	# The name below bazel/ is the one that Bazel itself gives.
	AKB_OUTPUT_BASE=$AKB_STATE/bazel/48a7f36905e55114616dbfe86e72cac2
	AKB_STORE=$AKB_CACHE/nix/store
	mkdir -p "$AKB_STORE" "$AKB_OUTPUT_BASE"
	akb_visible_source
	local folders
	printf -v folders '%s\n' "${AKB_FOLDERS[@]}"
	# Bazel's server stays in the namespace of the call that started it. So it is one of this root, these folders, this way
	# of mounting them and this very checkout and source, by inode: a call in which they are others gets a new server.
	AKB_SERVER=${root##*/}-$({
		printf %s "$folders" "${AUTHENTIK_BUILD_KIT-}" "${AUTHENTIK_BUILD_NIX_CACHE-}" "${AUTHENTIK_BUILD_NIX_KEY-}"
		cat "$AKB_LIB/enter.sh" "$AKB_LIB/mounts.sh" "$AKB_LIB/views.sh" "$AKB_LIB/supplies.sh"
		stat -c %d:%i "$AKB_CHECKOUT" ${AKB_VISIBLE_SOURCE:+"$AKB_VISIBLE_SOURCE"}
	} | akb_digest)
	akb_root_packages "$root" AKB_ROOT_PACKAGES
	export AKB_ROOT=$root AKB_ROOT_PACKAGES AKB_LIB AKB_CACHE AKB_CHECKOUT AKB_STATE AKB_STORE AKB_OUTPUT_BASE AKB_SHOWN_FOLDERS=$folders AKB_NAMED_FOLDERS \
		AKB_VISIBLE_SOURCE AKB_SERVER AKB_INNER_CHECKOUT AKB_CWD AKB_DISK_CACHE
	exec "${AKB_UNSHARE[@]}" bash "$AKB_LIB/enter.sh" "$@"
}

# akb_visible_source: sets AKB_VISIBLE_SOURCE to the source tree that sandboxed steps see: that of the call, else that of the
# last call that named one, so that a call without one does not end the server.
akb_visible_source() {
	AKB_VISIBLE_SOURCE=${AUTHENTIK_SOURCE-}
	if [[ -n $AKB_VISIBLE_SOURCE ]]; then
		printf '%s\n' "$AKB_VISIBLE_SOURCE" >"$AKB_STATE/source"
	elif [[ -e $AKB_STATE/source ]]; then
		AKB_VISIBLE_SOURCE=$(<"$AKB_STATE/source")
		[[ -d $AKB_VISIBLE_SOURCE ]] || AKB_VISIBLE_SOURCE=
	fi
}

# akb_state: the folder of this checkout's Bazel state; checkouts do not share a server, they share the Nix store.
akb_state() {
	printf '%s/checkouts/%s' "$AKB_CACHE" "$(printf '%s' "$AKB_CHECKOUT" | akb_digest | cut -c1-12)"
}

# akb_need_namespaces: sets AKB_UNSHARE to the command that opens the namespaces, or says why this user cannot. What the
# host mounts or unmounts later is so in the engine, too: Bazel's server stays, and must not hold on to a disk.
akb_need_namespaces() {
	if ((EUID == 0)); then
		AKB_UNSHARE=(unshare --mount --propagation slave)
		return
	fi
	AKB_UNSHARE=(unshare --user --map-root-user --map-auto --mount --propagation slave)
	local why
	why=$("${AKB_UNSHARE[@]}" true 2>&1) && return
	case $why in
	*newuidmap*) akb_die "user $(id -un) cannot map user ids without newuidmap: have an administrator install the package uidmap, or run as root" ;;
	*subuid* | *"find subordinate"* | *"open subid"*) akb_die "user $(id -un) has no subordinate user ids: have an administrator run 'usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)', or run as root" ;;
	*) akb_die "this kernel does not let user $(id -un) open a user namespace ($why): allow it (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone) or run as root" ;;
	esac
}

# akb_engine_run CMD...: see choose.sh.
akb_engine_run() {
	akb_enter run "$@"
}

# akb_engine_bazel ARGS...: see choose.sh.
akb_engine_bazel() {
	akb_enter bazel "$@"
}
