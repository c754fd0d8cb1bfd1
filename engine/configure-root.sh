#!/usr/bin/env bash
# configure-root.sh ROOT LIB STAMP: makes a fresh Debian root the engine. Run once a root, as its root user.
set -euo pipefail
root=$1 lib=$2 stamp=$3

# Places that the wrapper mounts over.
mkdir -p "$root"/{nix,proc,sys,dev,host,authentik-source-build,etc/authentik-build/clients,etc/nix}
mkdir -p "$root"/var/tmp "$root"/run
for file in resolv.conf hosts; do : >"$root/etc/$file"; done

# Debian's settings for Bazel would mix with ours (engine/engine.bazelrc).
rm -f "$root/etc/bazel/bazelrc"

# Nix: real sandboxes or none at all, nothing from a binary cache, no daemon and no build users (the root user of the
# namespace builds). /etc/ssl/certs must never be in sandbox-paths: for a fixed-output derivation Nix puts the CA bundle
# there itself and would write through the mount.
cp "$lib/nix.conf" "$root/etc/nix/nix.conf"

# The host's extra certificate authorities (TLS-inspecting proxies), for OpenSSL, GnuTLS and Java alike.
if compgen -G "/usr/local/share/ca-certificates/*.crt" >/dev/null; then
	cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
fi
mount --rbind /proc "$root/proc"
chroot "$root" update-ca-certificates
# The class-data archive of the JDK makes Bazel's server start in half the time.
chroot "$root" java -Xshare:dump >/dev/null 2>&1 || true
umount -l "$root/proc"

# shellcheck disable=SC2016 # the ${...} are dpkg-query's
chroot "$root" dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' | LC_ALL=C sort >"$root/$stamp.part"
sync -f "$root" 2>/dev/null || true
mv "$root/$stamp.part" "$root/$stamp"
