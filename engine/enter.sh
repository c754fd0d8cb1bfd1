#!/usr/bin/env bash
# enter.sh INNER-ARGS...: in a fresh mount namespace, mounts what the engine needs into its root, makes that the root of
# this process and goes on as inside.sh. Called by root.sh, which sets the variables AKB_* that are read here.
set -euo pipefail
source "$AKB_LIB/mounts.sh"
source "$AKB_LIB/clients.sh"
source "$AKB_LIB/views.sh"
source "$AKB_LIB/cache.sh"
source "$AKB_LIB/supplies.sh"

die() {
	printf 'bazelw: %s\n' "$*" >&2
	exit 1
}

mount --bind -- "$AKB_ROOT" "$AKB_ROOT"
mount -t tmpfs -o mode=755 tmpfs "$AKB_ROOT/run"
akb_bind /dev "$AKB_ROOT/dev"
akb_bind /sys "$AKB_ROOT/sys"
akb_bind "$AKB_CACHE/nix" "$AKB_ROOT/nix"
# The host's folders under their own names (folders.sh).
while IFS= read -r folder; do akb_bind "$folder" "$AKB_ROOT$folder"; done < <(printf %s "$AKB_SHOWN_FOLDERS")
akb_client_files "$AKB_STATE/clients"
akb_bind "$AKB_STATE/clients" "$AKB_ROOT/etc/authentik-build/clients"
for file in /etc/resolv.conf /etc/hosts; do [[ ! -e $file ]] || akb_bind "$file" "$AKB_ROOT$file"; done
akb_bind "$AKB_CHECKOUT" "$AKB_ROOT$AKB_INNER_CHECKOUT"
akb_views
akb_supplies
{ akb_disk_cache_settings && akb_supplies_settings; } >"$AKB_ROOT$AKB_VIEWS/cache.bazelrc"
akb_mount_all
mount -t proc proc "$AKB_ROOT/proc" 2>/dev/null || mount --rbind /proc "$AKB_ROOT/proc"
# The root itself is the same for every call and every checkout: nothing may change it.
mount -o remount,bind,ro "$AKB_ROOT" 2>/dev/null || true

# The caller's folder, by its fixed name when it lies in the checkout.
case $AKB_CWD/ in
"$AKB_CHECKOUT"/*) cwd=$AKB_INNER_CHECKOUT${AKB_CWD#"$AKB_CHECKOUT"} ;;
*) cwd=$AKB_CWD ;;
esac

cd "$AKB_ROOT"
akb_pivot
cd -- "$cwd" 2>/dev/null || die "the folder $cwd cannot be entered in the engine; call from the checkout or from your home"

# Only what a build may know of the caller: who and where (for Bazel's own paths), the terminal, the way to the network.
akb_client_variables "$AKB_INNER_CHECKOUT/nix/suppliers/registry/variables.txt"
for name in HOME USER LOGNAME TERM COLUMNS LINES CI BAZELISK_SKIP_WRAPPER AUTHENTIK_SOURCE AUTHENTIK_LINE AUTHENTIK_BUILD_SUPPLIER AKB_SUPPLIES AKB_ROOT_PACKAGES \
	AKB_STATE AKB_STORE AKB_OUTPUT_BASE AKB_SERVER AKB_NAMED_FOLDERS AKB_VISIBLE_SOURCE; do
	[[ -n ${!name+set} ]] && AKB_KEEP+=("$name=${!name}")
done
exec env -i "${AKB_KEEP[@]}" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	"AKB_CHECKOUT=$AKB_INNER_CHECKOUT" "AKB_HOST_CHECKOUT=$AKB_CHECKOUT" "AKB_VIEWS=$AKB_VIEWS" \
	bash "$AKB_INNER_CHECKOUT/engine/inside.sh" "$@"
