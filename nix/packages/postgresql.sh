# Takes the server out of the jar $src, without what only compilers want.
# shellcheck shell=bash
unzip -q "$src" postgres-linux-x86_64.txz
mkdir "$out"
tar xJf postgres-linux-x86_64.txz -C "$out"
rm -r "$out/lib/pkgconfig" "$out/lib/postgresql/pgxs" "$out"/lib/*.a
"$out/bin/postgres" --version | grep -qF "(PostgreSQL) $version" ||
	{ echo "the server says it is $("$out/bin/postgres" --version), the pin says $version" >&2; exit 1; }
