# Mounts by the dozen. Sourced by enter.sh: every call goes through it, so it starts one program for all of them.
# shellcheck shell=bash

# Folders to make, and pairs of what to bind (with all that is mounted below it) and where.
akb_folders_to_make=()
akb_binds=()

# akb_bind SOURCE TARGET: has akb_mount_all bind SOURCE on TARGET, a folder that it makes or a file.
akb_bind() {
	if [[ -d $1 ]]; then
		[[ -d $2 ]] || akb_folders_to_make+=("$2")
	else
		[[ -e $2 ]] || : >"$2"
	fi
	akb_binds+=("$1" "$2")
}

# akb_mount_all: does it, in the order of the calls.
akb_mount_all() {
	((${#akb_folders_to_make[@]} == 0)) || mkdir -p -- "${akb_folders_to_make[@]}"
	# The number of mount(2) is that of x86-64, the flags are MS_BIND and MS_REC.
	# shellcheck disable=SC2016 # Perl's variables
	perl -e 'my $none = ""; while (my ($from, $to) = splice @ARGV, 0, 2) {
		syscall(165, $from, $to, $none, 0x5000, 0) == 0 or die "bazelw: $from cannot be mounted on $to: $!\n";
	}' -- "${akb_binds[@]}"
	akb_folders_to_make=()
	akb_binds=()
}

# akb_pivot: makes the folder that the process is in its root, and lets go of the old one.
akb_pivot() {
	# Not every Debian has the program pivot_root, and all have Perl. The number is that of x86-64.
	# shellcheck disable=SC2016 # Perl's variables
	perl -e 'my ($new, $old) = (".", "host"); syscall(155, $new, $old) == 0 or die "bazelw: pivot_root: $!\n"'
	cd /
	umount -l /host
}
