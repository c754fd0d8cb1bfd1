# Makes the private root from Debian's packages. Sourced by root.sh.
#
# A root is built in a folder of its own and renamed when it is whole, under a lock: whatever interrupts the work, a
# root under its final name is a finished one, and leftovers are removed by the next call.
# shellcheck shell=bash

AKB_SUITE=forky
# Raise it when a change to this file must reach roots that exist already.
AKB_ROOT_FORMAT=1
# Written last; lists the packages and versions, which is what "the identity of the engine" means elsewhere.
AKB_ROOT_STAMP=etc/authentik-build/identity
# MiB that a root and the first build need, with some room.
AKB_ROOT_MIB=6000

# akb_root_path VAR: sets VAR to the place of the root that this checkout asks for.
akb_root_path() {
	local recipe
	recipe=$({ echo "$AKB_SUITE $AKB_ROOT_FORMAT"; sed 's/[[:space:]]*#.*//; /^$/d' "$AKB_LIB/packages.txt" "$AKB_LIB/nix.conf" "$AKB_LIB/dpkg-excludes"; } | akb_digest)
	printf -v "$1" '%s/roots/%s' "$AKB_CACHE" "${recipe:0:16}"
}

# akb_root_packages ROOT VAR: sets VAR to the folder that keeps the packages which ROOT was made of.
akb_root_packages() {
	printf -v "$2" '%s/debian/%s' "$AKB_CACHE" "${1##*/}"
}

# akb_root_make ROOT: makes it, or waits for another call that is making it.
akb_root_make() {
	local root=$1
	akb_lock engine
	[[ -e $root/$AKB_ROOT_STAMP ]] && { akb_unlock; return; }
	akb_say "first use: making the engine (Debian $AKB_SUITE with Bazel and Nix) in $AKB_CACHE; about 2 minutes, once"
	local tool
	for tool in apt-get dpkg-deb flock unshare; do
		command -v "$tool" >/dev/null ||
			akb_die "'$tool' is not on this machine: the engine is made from Debian packages; install bazel (>= 7.4) and nix instead, or use a Debian-based machine"
	done
	mkdir -p "$AKB_CACHE/roots"
	local free
	free=$(akb_free_mib "$AKB_CACHE")
	((free >= AKB_ROOT_MIB)) ||
		akb_die "$AKB_CACHE has $free MiB free and the engine needs $AKB_ROOT_MIB: free some, or set XDG_CACHE_HOME to another disk"
	akb_root_clean
	local new=$AKB_CACHE/roots/.new
	akb_fetch_bootstrapper
	akb_bootstrap "$new" "$root"
	akb_root_configure "$new"
	mv "$new" "$root"
	akb_unlock
	akb_say "engine ready"
}

# akb_as_root CMD...: runs CMD with the user ids of the root mapped and in a mount namespace of its own, so that what it
# mounts is gone with it; it is gone when the wrapper is gone.
akb_as_root() {
	"${AKB_UNSHARE[@]}" setpriv --pdeathsig KILL "$@"
}

# akb_root_clean: removes what an interrupted call left. One file system only: a mount in it must never be followed.
akb_root_clean() {
	local left
	for left in "$AKB_CACHE"/roots/.new*; do
		[[ -e $left ]] || continue
		akb_say "removing what an interrupted call left"
		akb_as_root rm -rf --one-file-system "$left" ||
			akb_die "$left of an interrupted call cannot be removed; remove it and call again"
	done
}

# akb_apt ARGS...: apt-get of the host with the host's sources and settings, but with all its state in our cache, so it
# needs no privilege and changes nothing. With a kit its sources are the kit, which is of some day and vouched for all the same.
akb_apt() {
	local from=()
	[[ -z ${AUTHENTIK_BUILD_KIT-} ]] || from=(-o "Dir::Etc::SourceList=$AKB_CACHE/apt/kit.list" -o Dir::Etc::SourceParts=/dev/null
		-o Acquire::Languages=none -o Acquire::Check-Valid-Until=false)
	apt-get -qq "${from[@]}" -o Dir::State="$AKB_CACHE/apt" -o Dir::State::status="${AKB_DPKG_STATUS:-/var/lib/dpkg/status}" \
		-o Dir::Cache="$AKB_CACHE/apt/cache" -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1 "$@"
}

# akb_fetch_bootstrapper: sets AKB_BOOTSTRAP to a mmdebstrap, the machine's own or one unpacked into the cache with
# whatever Perl it lacks.
akb_fetch_bootstrapper() {
	AKB_BOOTSTRAP=(mmdebstrap)
	mkdir -p "$AKB_CACHE"/apt/lists/partial "$AKB_CACHE"/apt/cache/archives/partial
	if [[ -n ${AUTHENTIK_BUILD_KIT-} ]]; then
		akb_say "checking the kit $AUTHENTIK_BUILD_KIT"
		akb_kit_check "$AUTHENTIK_BUILD_KIT"
		printf 'deb [target=Packages] %s %s main\n' "$(akb_mirror)" "$AKB_SUITE" >"$AKB_CACHE/apt/kit.list"
	else
		akb_say "reading the package lists of this machine's sources"
	fi
	akb_apt update 9>&- ||
		akb_die "the Debian packages this machine is configured for cannot be reached: check the network, the proxy and /etc/apt/sources.list*, then call again"
	command -v mmdebstrap >/dev/null && return
	local tools=$AKB_CACHE/apt/tools deb
	rm -rf "$tools" "$AKB_CACHE"/apt/cache/archives/*.deb
	if [[ -n ${AUTHENTIK_BUILD_KIT-} ]]; then
		# Without what it asks for: Perl is on every Debian.
		(cd "$AKB_CACHE/apt/cache/archives" && akb_apt download mmdebstrap)
	else
		akb_apt install --download-only -y --no-install-recommends mmdebstrap
	fi ||
		akb_die "mmdebstrap, which makes the engine, is not in this machine's Debian sources; add a Debian source (bookworm or later) and call again"
	for deb in "$AKB_CACHE"/apt/cache/archives/*.deb; do
		dpkg-deb -x "$deb" "$tools"
	done
	local perl=$tools/usr/share/perl5:$tools/usr/share/perl/5:$tools/usr/lib/x86_64-linux-gnu/perl5
	for deb in "$tools"/usr/share/perl/5.* "$tools"/usr/lib/*-linux-gnu/perl/5.*; do perl=$perl:$deb; done
	AKB_BOOTSTRAP=(env "PERL5LIB=$perl" "PATH=$tools/usr/bin:$PATH" "$(command -v perl)" "$tools/usr/bin/mmdebstrap")
}

# akb_mirror: the address of the kit's packages, or else of the Debian mirror that this machine's own sources name.
akb_mirror() {
	[[ -n ${AUTHENTIK_BUILD_KIT-} ]] && { printf 'copy://%s/debian' "${AUTHENTIK_BUILD_KIT// /%20}"; return; }
	[[ -n ${AUTHENTIK_BUILD_DEBIAN_MIRROR-} ]] && { printf '%s' "$AUTHENTIK_BUILD_DEBIAN_MIRROR"; return; }
	# shellcheck disable=SC2016 # the $(...) are apt's, not the shell's
	akb_apt indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' |
		awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

# akb_bootstrap NEW ROOT: unpacks and configures the packages of ROOT into NEW.
akb_bootstrap() {
	local new=$1 mirror packages kept log=$AKB_CACHE/bootstrap.log
	akb_root_packages "$2" kept
	mirror=$(akb_mirror)
	[[ -n $mirror ]] ||
		akb_die "no Debian mirror is among this machine's package sources: set AUTHENTIK_BUILD_DEBIAN_MIRROR to one and call again"
	packages=$(sed 's/[[:space:]]*#.*//; /^$/d' "$AKB_LIB/packages.txt" | paste -sd,)
	local options=(
		--variant=apt "--include=$packages"
		--dpkgopt=force-unsafe-io --aptopt='APT::Install-Recommends "false"'
		# Nobody reads manuals in it. By a hook, since mmdebstrap itself would need Python to leave files out.
		"--essential-hook=cp '$AKB_LIB/dpkg-excludes' \"\$1/etc/dpkg/dpkg.cfg.d/engine\""
		# For a kit (kit.sh), since a mirror has them for a few days only.
		--skip=essential/unlink "--customize-hook=bash '$AKB_LIB/keep-packages.sh' \"\$1\" '$kept'"
	)
	# The way to the mirror (proxies, certificates, authentication) is the host's.
	local setting
	while IFS= read -r setting; do
		options+=("--aptopt=$setting")
	done < <(apt-config dump 2>/dev/null | grep -E '^Acquire::(https?|ForceIPv4|Retries)' || true)
	[[ -z ${AUTHENTIK_BUILD_KIT-} ]] || options+=("--aptopt=Acquire::Check-Valid-Until \"false\"")
	akb_say "downloading and unpacking Debian $AKB_SUITE (Bazel, Nix, a JDK, gcc): about 900 MB"
	if ! akb_run_bootstrap "$log" "${options[@]}" "$new" "$mirror"; then
		if grep -q 'Release file .* is expired' "$log"; then
			akb_say "the mirror's Release file is past its Valid-Until date (a mirror that lags); going on without that check, signatures are still verified"
			akb_as_root rm -rf --one-file-system "$new"
			akb_run_bootstrap "$log" --aptopt='Acquire::Check-Valid-Until "false"' "${options[@]}" "$new" "$mirror" && return
		fi
		tail -n 15 "$log" >&2
		akb_as_root rm -rf --one-file-system "$new" || true
		akb_die "the engine could not be made from Debian $AKB_SUITE (the lines above; all of it in $log): mend that and call again"
	fi
}

# akb_run_bootstrap LOG OPTIONS... NEW MIRROR: one run of mmdebstrap, its steps shown as they happen.
akb_run_bootstrap() {
	local log=$1 arguments=("${@:2:$#-3}") new=${*: -2:1} mirror=${*: -1} line status
	: >"$log"
	akb_as_root "${AKB_BOOTSTRAP[@]}" --mode=root --format=directory --skip=output/dev "${arguments[@]}" \
		"$AKB_SUITE" "$new" "deb $mirror $AKB_SUITE main" >"$log" 2>&1 9>&- </dev/null &
	local pid=$!
	# shellcheck disable=SC2064 # the pid of now
	trap "kill $pid 2>/dev/null; exit 130" INT TERM
	tail -n +1 -f --pid="$pid" "$log" 2>/dev/null | while IFS= read -r line; do
		[[ $line == I:* && $line != *signal* && $line != *hook* ]] && akb_say "  ${line#I: }"
	done
	status=0
	wait "$pid" || status=$?
	trap - INT TERM
	return "$status"
}

# akb_root_configure NEW: what the engine needs beside its packages, and the stamp, last.
akb_root_configure() {
	local new=$1 log=$AKB_CACHE/bootstrap.log
	akb_say "configuring Nix and the certificates"
	# The folder for temporary files is the host's: there is none in the root.
	akb_as_root env -u TMPDIR -u TEMP -u TMP LC_ALL=C "PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin" \
		bash "$AKB_LIB/configure-root.sh" "$new" "$AKB_LIB" "/$AKB_ROOT_STAMP" 9>&- >>"$log" 2>&1 && return
	tail -n 5 "$log" >&2
	akb_die "the engine in $new could not be configured (the lines above; all of it in $log): mend that and call again"
}
