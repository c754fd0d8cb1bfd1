# Unpacks the browser, the libraries that it needs and a font from the npm package $src, and puts a program before them that knows where
# they lie.
# shellcheck shell=bash
tar xzf "$src" --strip-components=2 package/bin
mkdir -p "$out/bin" "$out/lib/chromium"
for part in chromium al2023.tar swiftshader.tar fonts.tar; do
	"${nodejs:?}/bin/node" -e '
		const { createReadStream, createWriteStream } = require("node:fs");
		const { createBrotliDecompress } = require("node:zlib");
		require("node:stream").pipeline(createReadStream(process.argv[1]), createBrotliDecompress(), createWriteStream(process.argv[2]), (problem) => {
			if (problem) throw problem;
		});' "$part.br" "$part"
done
for part in al2023 swiftshader fonts; do
	tar xf "$part.tar" --no-same-owner -C "$out/lib/chromium"
done
mv chromium "$out/lib/chromium/chromium"
chmod 0755 "$out/lib/chromium/chromium"
cat >"$out/lib/chromium/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$out/lib/chromium/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
END
cat >"$out/bin/chromium" <<END
#!/bin/sh
LD_LIBRARY_PATH=$out/lib/chromium/lib FONTCONFIG_FILE=$out/lib/chromium/fonts.conf exec $out/lib/chromium/chromium "\$@"
END
chmod 0755 "$out/bin/chromium"
"$out/bin/chromium" --version | grep -qF "Chromium ${version%%.*}."
