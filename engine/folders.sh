# Which folders of the host the engine shows, and under which names: decided, or refused, before anything starts.
# Sourced by root.sh.
#
# A folder keeps its name, so that paths in arguments, in links and in Bazel's outputs mean the same inside and outside.
# shellcheck shell=bash

# Top-level folders that the engine has of its own; every other one is the host's, with all that lies in it.
AKB_OWN=" authentik-source-build bin boot dev etc host lib lib32 lib64 libx32 lost+found nix proc run sbin sys usr "

# akb_folders: sets AKB_FOLDERS to the folders to bind into the engine, and makes the paths that the caller named (the
# cache, AUTHENTIK_SOURCE, AUTHENTIK_MIRROR, a kit, a binary cache) absolute and free of links. Dies when one cannot be seen in the engine.
# AKB_NAMED_FOLDERS are those that downloads read.
akb_folders() {
	local folder
	AKB_FOLDERS=()
	AKB_NAMED_FOLDERS=
	for folder in /*; do
		[[ $AKB_OWN == *" ${folder#/} "* || ! -d $folder ]] || AKB_FOLDERS+=("$folder")
	done
	akb_cache_folder
	AKB_CWD=$(pwd -P)
	[[ $AKB_CWD/ == "$AKB_CHECKOUT"/* ]] || akb_show "the folder of the call" "$AKB_CWD"
	if [[ -n ${AUTHENTIK_SOURCE-} ]]; then
		akb_show AUTHENTIK_SOURCE "$AUTHENTIK_SOURCE"
		export AUTHENTIK_SOURCE=$AKB_SHOWN
	fi
	if [[ -n ${AUTHENTIK_MIRROR-} ]]; then
		akb_show AUTHENTIK_MIRROR "$AUTHENTIK_MIRROR"
		export AUTHENTIK_MIRROR=$AKB_SHOWN
		AKB_NAMED_FOLDERS+=$AKB_SHOWN$'\n'
	fi
	if [[ -n ${AUTHENTIK_BUILD_KIT-} ]]; then
		akb_show AUTHENTIK_BUILD_KIT "$AUTHENTIK_BUILD_KIT"
		export AUTHENTIK_BUILD_KIT=$AKB_SHOWN
		[[ -e $AKB_SHOWN/SHA256SUMS ]] ||
			akb_die "AUTHENTIK_BUILD_KIT is $AKB_SHOWN, which is no kit, or one that was never finished: make one with ./bazelw kit"
	fi
	if [[ -n ${AUTHENTIK_BUILD_NIX_CACHE-} ]]; then
		akb_show AUTHENTIK_BUILD_NIX_CACHE "$AUTHENTIK_BUILD_NIX_CACHE"
		export AUTHENTIK_BUILD_NIX_CACHE=$AKB_SHOWN
		[[ -e $AKB_SHOWN/nix-cache-info ]] ||
			akb_die "AUTHENTIK_BUILD_NIX_CACHE is $AKB_SHOWN, which is no binary cache of Nix: make one with ./bazelw nix-cache"
		[[ ${AUTHENTIK_BUILD_NIX_KEY-} == ?*:?* ]] ||
			akb_die "AUTHENTIK_BUILD_NIX_CACHE is set and AUTHENTIK_BUILD_NIX_KEY is not: set it to the public key that the cache is signed with, which ./bazelw nix-cache said"
	fi
	akb_show_proxies "$(akb_goproxy)"
}

# akb_goproxy: the list of Go module proxies, of the environment or else of the user's configuration of Go.
akb_goproxy() {
	local line file=${GOENV:-${HOME-}/.config/go/env}
	if [[ -n ${GOPROXY-} ]]; then
		printf %s "$GOPROXY"
	elif [[ -r $file ]]; then
		while IFS= read -r line || [[ -n $line ]]; do
			[[ $line != GOPROXY=* ]] || printf %s "${line#GOPROXY=}"
		done <"$file"
	fi
}

# akb_cache_folder: makes the cache folder and resolves it.
akb_cache_folder() {
	local named=${XDG_CACHE_HOME:+XDG_CACHE_HOME}
	[[ $AKB_CACHE == /* ]] ||
		akb_die "${named:-HOME} is '${AKB_CACHE%/authentik-build}', which is no absolute path: the cache needs one, set XDG_CACHE_HOME to it"
	akb_showable "the cache folder" "$AKB_CACHE"
	mkdir -p "$AKB_CACHE" 2>/dev/null && [[ -w $AKB_CACHE ]] ||
		akb_die "the cache folder $AKB_CACHE cannot be made or written to; set XDG_CACHE_HOME to a folder that you can write to"
	akb_show "the cache folder" "$AKB_CACHE"
	AKB_CACHE=$AKB_SHOWN
	[[ $AKB_CACHE/ != "$AKB_CHECKOUT"/* ]] ||
		akb_die "the cache folder $AKB_CACHE lies in the checkout, where Bazel would take its outputs for sources; set XDG_CACHE_HOME to a folder elsewhere"
}

# akb_show WHAT FOLDER: sees to it that the engine shows FOLDER, which the caller named as WHAT; sets AKB_SHOWN to its
# absolute path.
akb_show() {
	local what=$1 folder=$2
	[[ $folder == /* ]] || folder=$PWD/$folder
	[[ -d $folder ]] || akb_die "$what is $folder, which is no folder"
	AKB_SHOWN=$(cd -- "$folder" 2>/dev/null && pwd -P) ||
		akb_die "$what is $folder, which user $(id -un) may not enter"
	akb_showable "$what" "$AKB_SHOWN"
	# The engine has a /run of its own, but nothing of its own where this lies.
	[[ $AKB_SHOWN != /run/* ]] || AKB_FOLDERS+=("$AKB_SHOWN")
}

# akb_showable WHAT PATH: dies when the engine cannot show PATH.
akb_showable() {
	local what=$1 path=$2 top=${2#/}
	top=${top%%/*}
	[[ $path != *[$'\n:']* ]] ||
		akb_die "$what is $path, a name with a colon or a line break, which Bazel's sandbox cannot mount; use a folder without"
	[[ -n $top ]] || akb_die "$what is the root of the file system; use a folder in it"
	case $path in
	/run/* | /dev/shm/*) return ;;
	esac
	[[ $AKB_OWN != *" $top "* ]] ||
		akb_die "$what is $path, which cannot be seen in the engine: it has a /$top of its own; use a folder elsewhere, such as one in your home"
}

# akb_show_proxies GOPROXY: shows the folders among the Go module proxies of a list.
akb_show_proxies() {
	local proxy proxies
	IFS=',|' read -ra proxies <<<"$1"
	for proxy in "${proxies[@]}"; do
		[[ $proxy == file://* ]] || continue
		# Blanks and other bytes of a file address are written %20.
		printf -v proxy '%b' "${proxy//%/\\x}"
		akb_show "a Go module proxy of GOPROXY" "${proxy#file://}"
		AKB_NAMED_FOLDERS+=${proxy#file://}$'\n'
	done
}
