#!/bin/sh
# chpst -u USER[:GROUP...] COMMAND [ARGUMENT...]: runs a command as another user. What lifecycle/ak calls of runit's program of that name.
[ "$1" = -u ] && [ $# -ge 3 ] || { echo "usage: chpst -u USER[:GROUP...] COMMAND [ARGUMENT...]" >&2; exit 100; }
user=${2%%:*} groups=${2#*:}
shift 2
[ "$groups" = "$user" ] && groups=$(id -gn -- "$user")
first=${groups%%:*}
exec setpriv --reuid="$user" --regid="$first" --groups="$(printf %s "$groups" | tr : ,)" -- "$@"
