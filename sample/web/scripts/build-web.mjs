// Builds the web UI into dist/: scripts by entry point, style sheets, and what is copied as it is.
import { cp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { BuildIdentifier } from "@goauthentik/core/version/node";
import esbuild from "esbuild";

import { styleLoaderPlugin } from "../bundler/style-loader-plugin/node.js";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const dist = join(root, "dist");
const proxy = process.argv[2] === "--proxy";
const entry = (out, source) => ({ in: join(root, "src", source), out });
const styles = [entry("styles/interface", "styles/interface.global.css"), entry("styles/static", "styles/static.global.css")];
const scripts = [
    entry("flow/FlowInterface", "flow/FlowInterface.ts"),
    entry("user/UserInterface", "user/UserInterface.ts"),
    entry("admin/AdminInterface", "admin/AdminInterface.ts"),
];

await rm(dist, { recursive: true, force: true });
await esbuild.build({
    entryPoints: proxy ? styles : [...styles, ...scripts],
    absWorkingDir: root,
    entryNames: `[dir]/[name]-${BuildIdentifier}`,
    chunkNames: "[dir]/chunks/[hash]",
    outdir: dist,
    bundle: true,
    splitting: true,
    sourcemap: true,
    format: "esm",
    minify: process.env.NODE_ENV === "production",
    tsconfig: join(root, "tsconfig.build.json"),
    plugins: [styleLoaderPlugin()],
});
await cp(join(root, "icons"), join(dist, "assets", "icons"), { recursive: true });
if (!proxy) {
    await cp(join(root, "src", "assets", "images"), join(dist, "assets", "images"), { recursive: true });
    await cp(join(root, "src", "standalone", "loading", "startup"), join(dist, "standalone", "loading"), { recursive: true });
}
