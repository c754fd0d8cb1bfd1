#!/usr/bin/env bash
# enter.sh INNER-ARGS...: in a fresh mount namespace, mounts what the engine needs into its root, makes that the root of
# this process and goes on as inside.sh. Called by root.sh with AKB_ROOT, AKB_CACHE, AKB_CHECKOUT, AKB_STATE, AKB_FOLDERS
# (a line each), AKB_INNER_CHECKOUT and AKB_CWD set.
set -euo pipefail

die() {
	printf 'bazelw: %s\n' "$*" >&2
	exit 1
}

# bind SOURCE [TARGET]: recursive, making the mount point in the root if need be.
bind() {
	local target=$AKB_ROOT${2-$1}
	if [[ ! -e $target ]]; then
		if [[ -d $1 ]]; then mkdir -p "$target"; else mkdir -p "${target%/*}" && : >"$target"; fi
	fi
	mount --rbind -- "$1" "$target"
}

mount --bind -- "$AKB_ROOT" "$AKB_ROOT"
mount -t tmpfs -o mode=755 tmpfs "$AKB_ROOT/run"
bind /dev
bind /sys
bind "$AKB_CACHE/nix" /nix
# The host's folders under their own names (folders.sh).
while IFS= read -r folder; do bind "$folder"; done < <(printf %s "$AKB_FOLDERS")

# Client configuration of the user, where the Nix sandbox can see it (the folder is in its sandbox-paths).
AKB_CLIENTS=$AKB_STATE/clients
mkdir -p "$AKB_CLIENTS"
copy_client() {
	if [[ -r $1 ]]; then cmp -s "$1" "$AKB_CLIENTS/$2" || cp "$1" "$AKB_CLIENTS/$2"; else rm -f "$AKB_CLIENTS/$2"; fi
}
for file in "${PIP_CONFIG_FILE-}" "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" /etc/pip.conf; do
	[[ -r $file ]] && break
done
copy_client "$file" pip.conf
copy_client "${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}" npmrc
copy_client "$HOME/.m2/settings.xml" maven-settings.xml
copy_client "${CARGO_HOME:-$HOME/.cargo}/config.toml" cargo.toml
copy_client "${GOENV:-$HOME/.config/go/env}" go.env
copy_client "$HOME/.netrc" netrc

bind "$AKB_CLIENTS" /etc/authentik-build/clients
for file in /etc/resolv.conf /etc/hosts; do [[ -e $file ]] && mount --bind "$(readlink -f "$file")" "$AKB_ROOT$file"; done
mount --bind -- "$AKB_CHECKOUT" "$AKB_ROOT$AKB_INNER_CHECKOUT"
mount -t proc proc "$AKB_ROOT/proc" 2>/dev/null || mount --rbind /proc "$AKB_ROOT/proc"
# The root itself is the same for every call and every checkout: nothing may change it.
mount -o remount,bind,ro "$AKB_ROOT" 2>/dev/null || true

# The caller's folder, by its fixed name when it lies in the checkout.
case $AKB_CWD/ in
"$AKB_CHECKOUT"/*) cwd=$AKB_INNER_CHECKOUT${AKB_CWD#"$AKB_CHECKOUT"} ;;
*) cwd=$AKB_CWD ;;
esac

cd "$AKB_ROOT"
if command -v pivot_root >/dev/null; then
	pivot_root . host
else
	# Newer Debians have the program in a package of its own, and all have Perl. The number is that of x86-64.
	perl -e 'my ($new, $old) = (".", "host"); syscall(155, $new, $old) == 0 or die "bazelw: pivot_root: $!\n"'
fi
cd /
umount -l /host
cd -- "$cwd" 2>/dev/null || die "the folder $cwd cannot be entered in the engine; call from the checkout or from your home"

# Only what a build may know of the caller: who and where (for Bazel's own paths), the terminal, the way to the network.
keep=()
for name in HOME USER LOGNAME TERM COLUMNS LINES CI BAZELISK_SKIP_WRAPPER \
	http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY \
	AUTHENTIK_SOURCE AUTHENTIK_MIRROR AUTHENTIK_BUILD_SUPPLIER GOPROXY GONOSUMDB GONOSUMCHECK GOPRIVATE GONOPROXY GOSUMDB GOAUTH \
	PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_DEFAULT_TIMEOUT PIP_TRUSTED_HOST \
	UV_INDEX_URL UV_DEFAULT_INDEX NPM_CONFIG_REGISTRY npm_config_registry NODE_OPTIONS; do
	[[ -n ${!name+set} ]] && keep+=("$name=${!name}")
done
exec env -i "${keep[@]}" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	"AKB_STATE=$AKB_STATE" "AKB_ROOT_ID=${AKB_ROOT##*/}" "AKB_CHECKOUT=$AKB_INNER_CHECKOUT" "AKB_HOST_CHECKOUT=$AKB_CHECKOUT" \
	bash "$AKB_INNER_CHECKOUT/tools/engine/inside.sh" "$@"
