import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const require = createRequire(import.meta.url);

const CSSNamespace = { Process: "css-process", Bundled: "css-bundled" };

/**
 * Style sheets of whole pages, and those that a component imports as text.
 */
export function styleLoaderPlugin() {
    return {
        name: "global-css-plugin",
        setup(build) {
            const { absWorkingDir = process.cwd() } = build.initialOptions;
            build.onResolve({ filter: /\.css$/ }, (args) => {
                if (args.path.endsWith(".global.css") || args.namespace === CSSNamespace.Process) {
                    return {
                        path: require.resolve(args.path, { paths: [args.resolveDir] }),
                        namespace: CSSNamespace.Process,
                    };
                }
                if (args.with.type === "bundled-text") {
                    return {
                        path: require.resolve(args.path, { paths: [args.resolveDir] }),
                        namespace: CSSNamespace.Bundled,
                    };
                }
            });
            build.onLoad({ filter: /.*/, namespace: CSSNamespace.Process }, async (args) => {
                return {
                    contents: await readFile(args.path, "utf8"),
                    loader: "css",
                    resolveDir: dirname(args.path),
                };
            });
            build.onLoad({ filter: /.*/, namespace: CSSNamespace.Bundled }, async (args) => {
                const cssContent = await readFile(args.path, "utf8");
                const name = relative(absWorkingDir, join(absWorkingDir, "src"));
                return {
                    contents: `/* ${name} */\n${cssContent}`,
                    loader: "text",
                    resolveDir: dirname(args.path),
                };
            });
        },
    };
}
