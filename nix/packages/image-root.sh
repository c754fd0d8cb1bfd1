# Makes static.tar and shell.tar: nix/packages/image-root.nix says what is in them.
# shellcheck shell=bash

# pack NAME: the folder NAME as an archive, in which the folders of `owned` belong to the user authentik.
pack() {
	find "$1" -type d -exec chmod 0755 {} +
	[[ $1 != static ]] || chmod 1777 static/tmp
	local entries=$1.entries
	(cd "$1" && find . -mindepth 1 | LC_ALL=C sort) >"$entries"
	tar --create --file="$out/$1.tar" --directory="$1" --no-recursion --verbatim-files-from --format=ustar --mtime=@0 \
		--owner=0 --group=0 --numeric-owner --files-from=<(grep -vxF -f owned "$entries" || true)
	! grep -qxF -f owned "$entries" ||
		tar --append --file="$out/$1.tar" --directory="$1" --no-recursion --verbatim-files-from --format=ustar --mtime=@0 \
			--owner=1000 --group=1000 --numeric-owner --files-from=<(grep -xF -f owned "$entries")
}

mkdir -p "$out" static/{etc/ssl/certs,usr/lib/ssl,usr/share/zoneinfo,tmp,authentik,data,media,certs,templates} shell/usr/{bin,lib/x86_64-linux-gnu,lib64}
printf './%s\n' data media certs >owned

cat >static/etc/passwd <<-END
	root:x:0:0:root:/root:/bin/sh
	authentik:x:1000:1000:authentik:/authentik:/bin/sh
	nobody:x:65534:65534:nobody:/nonexistent:/bin/false
END
cat >static/etc/group <<-END
	root:x:0:
	authentik:x:1000:
	nogroup:x:65534:
END
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >static/etc/nsswitch.conf
# Not the engine's own list, which has the authorities of the machine as well.
find /usr/share/ca-certificates/mozilla -name '*.crt' | LC_ALL=C sort | xargs cat >static/etc/ssl/certs/ca-certificates.crt
# Where the OpenSSL of the product's Python looks.
ln -s /etc/ssl/certs/ca-certificates.crt static/usr/lib/ssl/cert.pem
ln -s /etc/ssl/certs static/usr/lib/ssl/certs
cp -r /usr/share/zoneinfo/. static/usr/share/zoneinfo/
rm -rf static/usr/share/zoneinfo/{localtime,posix,right}
# As upstream's image has it: one volume for both.
ln -s /media static/data/media
chmod 0644 static/etc/{passwd,group,nsswitch.conf,ssl/certs/ca-certificates.crt}

copied=()
# program PATH: copies it under its own name.
program() {
	install -m 0755 "$(readlink -f "$1")" "shell/usr/bin/${1##*/}"
	copied+=("shell/usr/bin/${1##*/}")
}
for name in $programs; do
	path=$(type -P "$name") || { echo "the engine has no $name, which nix/packages/image-root.nix names" >&2; exit 1; }
	program "$path"
done
ln -s dash shell/usr/bin/sh
install -m 0755 "$chpst" shell/usr/bin/chpst
# Folders of old names, as Debian has them.
for name in bin lib lib64; do ln -s "usr/$name" "shell/$name"; done
ln -s usr/bin shell/sbin

loader=/lib64/ld-linux-x86-64.so.2
ldd "${copied[@]}" 2>/dev/null | sed -n 's/^.* => \(\/[^ ]*\) .*$/\1/p' | sort -u | while read -r library; do
	install -m 0644 "$(readlink -f "$library")" "shell/usr/lib/x86_64-linux-gnu/${library##*/}"
done
install -m 0755 "$(readlink -f $loader)" shell/usr/lib64/ld-linux-x86-64.so.2
pack static
pack shell
