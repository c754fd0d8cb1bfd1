# shellcheck shell=bash
package=$("$nodejs/bin/node" -p 'require(process.argv[1]).name' "$client/package.json")
mkdir -p "node_modules/${package%/*}"
ln -s "$client" "node_modules/$package"
cat >consumer.ts <<END
import { Configuration } from "$package";

const configuration: Configuration = new Configuration({ basePath: "http://localhost/api/v3" });
const basePath: string = configuration.basePath;
console.log("$package", basePath);
END
tsc() {
	"$nodejs/bin/node" "$typescript/lib/tsc.js" --strict --target es2020 --module commonjs --moduleResolution node10 --lib es2020,dom "$@"
}
tsc consumer.ts
"$nodejs/bin/node" consumer.js | tee "$out"
grep -qx "$package http://localhost/api/v3" "$out"
# What does not fit the declarations is refused: they are really read.
sed 's/basePath: string/basePath: number/' consumer.ts >wrong.ts
if tsc --noEmit wrong.ts >log; then
	echo "a wrong type was not noticed" >&2
	exit 1
fi
grep -q "Type 'string' is not assignable to type 'number'" log
