# What a sandboxed step sees in place of the host's folders. Sourced by enter.sh.
#
# Bazel's sandbox makes files read-only but shows all of them. So the engine makes a view of each folder of the host: an
# empty folder, in which only what steps work with lies at its place, that is Bazel's outputs of this checkout, Nix's store and
# the source tree that is built. An rc file has Bazel mount the views over the folders, in the sandboxes of actions, workers and
# tests alike. It costs a few mounts an action, however many inputs it has.
# shellcheck shell=bash

# In the engine, on its own tmpfs.
AKB_VIEWS=/run/authentik-build

# akb_views: prepares them (akb_mount_all mounts what is in them) and writes the rc file.
akb_views() {
	local folder
	akb_viewed=()
	mkdir -p "$AKB_ROOT$AKB_VIEWS/empty" "$AKB_ROOT$AKB_VIEWS/view/dev/shm" "$AKB_ROOT$AKB_VIEWS/view/dev/pts"
	: >"$AKB_ROOT$AKB_VIEWS/empty-file"
	: >"$AKB_ROOT$AKB_VIEWS/views.bazelrc"
	while IFS= read -r folder; do
		# Bazel itself gives each sandbox a /tmp of its own, in which it shows outputs that lie below /tmp.
		[[ $folder == /tmp ]] || akb_view "$folder"
	done < <(printf %s "$AKB_SHOWN_FOLDERS")
	akb_view_dev
	akb_in_view "$AKB_OUTPUT_BASE" "$AKB_OUTPUT_BASE"
	akb_view_store
	[[ -z $AKB_VISIBLE_SOURCE ]] || akb_in_view "$AKB_VISIBLE_SOURCE" "$AKB_VISIBLE_SOURCE" .git
	akb_view "$AKB_INNER_CHECKOUT"
	akb_in_view "$AKB_CHECKOUT" "$AKB_INNER_CHECKOUT" .git
	# Not seen at all: the clients' configuration, and what Nix is building, downloads with that configuration included.
	akb_mount_pair "$AKB_VIEWS/empty" /etc/authentik-build/clients
	[[ -d $AKB_CACHE/nix/var/nix/builds ]] || mkdir -p "$AKB_CACHE/nix/var/nix/builds"
	akb_mount_pair "$AKB_VIEWS/empty" /nix/var/nix/builds
}

# akb_mount_pair SOURCE TARGET: has Bazel mount SOURCE over TARGET in every sandbox.
akb_mount_pair() {
	printf 'build "--sandbox_add_mount_pair=%s:%s"\n' "$1" "$2" >>"$AKB_ROOT$AKB_VIEWS/views.bazelrc"
}

# akb_view FOLDER: makes the view of FOLDER, still empty.
akb_view() {
	akb_folders_to_make+=("$AKB_ROOT$AKB_VIEWS/view$1")
	akb_mount_pair "$AKB_VIEWS/view$1" "$1"
	akb_viewed+=("$1")
}

# akb_in_view FOLDER PLACE [HIDDEN]: shows FOLDER at PLACE in the view that PLACE lies in, without what is called HIDDEN.
akb_in_view() {
	local folder view=$AKB_ROOT$AKB_VIEWS/view$2
	for folder in "${akb_viewed[@]}"; do
		[[ $2/ == "$folder"/* ]] || continue
		akb_bind "$1" "$view"
		if [[ -d ${3:+$1/$3} ]]; then
			akb_binds+=("$AKB_ROOT$AKB_VIEWS/empty" "$view/$3")
		elif [[ -e ${3:+$1/$3} ]]; then
			akb_binds+=("$AKB_ROOT$AKB_VIEWS/empty-file" "$view/$3")
		fi
		return
	done
}

# akb_view_store: Nix's store under the name that the host knows it by, too. Outputs have links to it that mean something there as well.
akb_view_store() {
	if [[ $AKB_STORE == /tmp/* ]]; then
		# Bazel makes mount points in the /tmp of a sandbox.
		akb_mount_pair /nix/store "$AKB_STORE"
	else
		akb_in_view "$AKB_STORE" "$AKB_STORE"
	fi
}

# akb_view_dev: the view of /dev has what every program may use: no disks, no terminals.
akb_view_dev() {
	local device view
	akb_view /dev
	view=$AKB_ROOT$AKB_VIEWS/view/dev
	for device in null zero full random urandom tty; do akb_bind "/dev/$device" "$view/$device"; done
	# Terminals of its own: a Nix that a test runs gives its builders one. (Tests tagged local mount theirs: tools/testing/hidden.)
	mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$view/pts"
	ln -s pts/ptmx "$view/ptmx"
	# Links into /proc.
	cp -P /dev/fd /dev/stdin /dev/stdout /dev/stderr "$view"
	mount -t tmpfs -o mode=1777 tmpfs "$view/shm"
}
