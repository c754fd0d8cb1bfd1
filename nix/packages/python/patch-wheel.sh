# Applies $patches to the wheel $src and packs it again, with a RECORD that says so.
# shellcheck shell=bash
mkdir tree
unzip -q "$src" -d tree
cd tree
for patch in $patches; do
	patch --batch --quiet --no-backup-if-mismatch -p1 <"$patch" || { echo "the patch ${patch#*-} does not apply to $name" >&2; exit 1; }
done
python3 -I "$packer" . "$out"
