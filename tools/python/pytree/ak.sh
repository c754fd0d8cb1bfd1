#!/usr/bin/env bash
# ak COMMAND [ARGUMENT...]: what `ak` is in upstream's image. Upstream's script, lifecycle/ak, takes for granted what is so in
# that image; this makes it so from any folder, as any user, on any machine, and runs it unchanged.

die() {
	printf 'ak: %s\n' "$1" >&2
	exit 78
}

here=$(dirname -- "${BASH_SOURCE[0]}")
# Called by a link, it lies elsewhere.
[[ -e $here/../lifecycle/ak ]] || here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
AUTHENTIK_TREE=$(CDPATH='' cd -- "$here/.." && pwd)
# A module is never taken from the folder that one happens to be in, such as a checkout of authentik.
export AUTHENTIK_TREE PYTHONSAFEPATH=1

# Root hands over to a user `authentik`, and some folders before that: in an image like upstream's, not on any machine.
like_image() {
	[[ $EUID -eq 0 && -d /data && -d /certs ]] && command -v chpst >/dev/null && id -u authentik >/dev/null 2>&1
}

# The commit that was built, which the core, the server and the names of the web UI's files have in their version.
if [[ -f $AUTHENTIK_TREE/bin/build-hash ]]; then
	GIT_BUILD_HASH=$(<"$AUTHENTIK_TREE/bin/build-hash")
	export GIT_BUILD_HASH
fi

# Server and worker leave sockets and notes in TMPDIR, each in one of its own. No two users share one.
if [[ -n $TMPDIR ]]; then
	[[ $TMPDIR == /* ]] || TMPDIR=$PWD/$TMPDIR
	[[ $TMPDIR != *[[:space:]]* ]] || die "starting $1: TMPDIR, $TMPDIR, holds a blank, which lifecycle/ak cannot take; set it to another folder"
	mkdir -p -- "$TMPDIR" || exit
elif like_image; then
	TMPDIR=/dev/shm
else
	TMPDIR=/dev/shm
	[[ -d $TMPDIR && -w $TMPDIR ]] || TMPDIR=/tmp
	TMPDIR+=/authentik-$EUID
	mkdir -m 700 -- "$TMPDIR" 2>/dev/null || [[ -d $TMPDIR && -O $TMPDIR && ! -L $TMPDIR ]] ||
		die "starting $1: the folder $TMPDIR is somebody else's; set TMPDIR to one of yours"
	case $1 in
	server | worker) TMPDIR+=/$1 ;;
	healthcheck) [[ -e $TMPDIR/server/authentik-mode ]] && TMPDIR+=/server || TMPDIR+=/worker ;;
	esac
	mkdir -p -- "$TMPDIR" || exit
fi
export TMPDIR

# `python` and `gunicorn` are the tree's; so is the server's program, unless this is the core alone.
export PATH=$AUTHENTIK_TREE/bin:${PATH:-/usr/local/bin:/usr/bin:/bin}

case $1 in
server | worker)
	# Whoever says nothing about uploaded files finds them in the tree, wherever this was started. The core takes the setting before what
	# its defaults say, the server does not: it would look for them in another folder than the core puts them.
	export AUTHENTIK_TREE_DATA=${AUTHENTIK_STORAGE__FILE__PATH:-${AUTHENTIK_TREE_DATA:-$AUTHENTIK_TREE/data}}
	export AUTHENTIK_TREE_MEDIA=${AUTHENTIK_TREE_MEDIA:-$AUTHENTIK_TREE_DATA/media}
	if [[ $AUTHENTIK_TREE_DATA == /* ]]; then
		mkdir -p -- "$AUTHENTIK_TREE_DATA" 2>/dev/null
		[[ -w $AUTHENTIK_TREE_DATA ]] ||
			printf 'ak: files cannot be uploaded, as %s cannot be written to; set AUTHENTIK_STORAGE__FILE__PATH to a folder that can\n' "$AUTHENTIK_TREE_DATA" >&2
	fi
	;;
healthcheck)
	[[ -e $TMPDIR/authentik-mode ]] || die "checking what was started with TMPDIR=$TMPDIR: nothing was; set TMPDIR as it was set for the server or the worker"
	;;
esac
case $1 in
server | healthcheck) [[ -n $(type -P authentik) ]] || die "starting the server: there is no program authentik in $AUTHENTIK_TREE/bin, as this is the Python core alone, nor on PATH; use the ak of //server:authentik" ;;
esac
# What works with the tree works in it, as upstream's image does. Other commands may be given files by their paths from here.
case $1 in
server | worker | migrate | test-all) cd -- "$AUTHENTIK_TREE" || exit ;;
esac

# The script opens /dev/stderr, which neither a socket (systemd's journal) nor another user's terminal allows, and which would
# empty a file. It gets a pipe then; a program that takes its place gets the real one.
# Where there is none, this script itself has its number.
[[ -e /dev/stderr && ! /proc/self/fd/2 -ef ${BASH_SOURCE[0]} ]] || exec 2>/dev/null
exec {stderr}>&2
if [[ $1 != bash && (-S /dev/stderr || -f /dev/stderr || ! -w /proc/self/fd/2) ]]; then
	exec 2> >(
		trap '' HUP INT TERM
		exec cat >&"$stderr"
	)
fi

if like_image; then
	exec() { builtin exec "$@" 2>&"$stderr" {stderr}>&-; }
else
	# There is nobody to hand over to, and nothing of the machine's to change.
	chown() { :; }
	chmod() { :; }
	usermod() { :; }
	groupadd() { :; }
	getent() { :; }
	exec() {
		# chpst -u USER env HOME=... COMMAND: the command, as who we are.
		if [[ $1 == chpst ]]; then
			shift 3
			[[ $1 != env ]] || shift 2
		fi
		builtin exec "$@" 2>&"$stderr" {stderr}>&-
	}
fi

# shellcheck disable=SC1091 # of the tree, not of this folder
source "$AUTHENTIK_TREE/lifecycle/ak" "$@"
