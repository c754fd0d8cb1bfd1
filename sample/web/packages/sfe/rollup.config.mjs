import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

import commonjs from "@rollup/plugin-commonjs";
import resolve from "@rollup/plugin-node-resolve";

export default async () => {
    const { MonoRepoRoot } = await import("@goauthentik/core/paths/node");
    const dist = join(MonoRepoRoot, "web", "dist", "sfe");
    const styles = {
        name: "copy-styles",
        buildEnd: async () => {
            await mkdir(dist, { recursive: true });
            await copyFile("src/bootstrap.min.css", join(dist, "bootstrap.min.css"));
        },
    };
    return {
        input: "src/index.js",
        output: { dir: dist, format: "cjs" },
        context: "window",
        // The published client is CommonJS.
        plugins: [styles, resolve({ browser: true }), commonjs()],
    };
};
