// warm.mjs SCRIPT [ARGUMENT...]: runs SCRIPT anew for each line of standard input, as `node SCRIPT ARGUMENT...` would, and writes the
// status of each run to file descriptor 3, one a line. What SCRIPT has esbuild build with the options of the run before is built again
// in the context of that run: esbuild then parses only files whose content changed. Modules that SCRIPT imports are not read again.
import { writeSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const script = resolve(process.argv[2]);
process.argv.splice(1, 2, script);

// How a run ends that calls process.exit, which does not return.
class Ended extends Error {}

// Of the run that is under way.
let end;

const exit = process.exit.bind(process);
process.exit = (status) => {
    end(status ?? process.exitCode ?? 0);
    throw new Ended();
};
for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => {
        if (error instanceof Ended) return;
        console.error(error);
        exit(1);
    });
}

// What is kept: a context, and the options that it is of.
let kept;

const esbuild = createRequire(script)("esbuild");

async function build(options) {
    const of = JSON.stringify({ ...options, plugins: options.plugins?.map(({ name }) => name) });
    try {
        if (kept?.of !== of) {
            await kept?.context.dispose();
            kept = undefined;
            kept = { of, context: await esbuild.context(options) };
        }
        return await kept.context.rebuild();
    } catch (error) {
        // What is wrong with the source has errors. Anything else is wrong with what is kept, such as an esbuild that was killed: without an
        // answer, whoever asked runs SCRIPT by itself.
        if (!error.errors) exit(1);
        throw error;
    }
}

// Who imports esbuild gets this. Plugins get esbuild's own from it, with which they build small things of their own.
const ours = "warm:esbuild";
globalThis[Symbol.for(ours)] = { ...esbuild, build };
registerHooks({
    resolve: (name, context, next) =>
        name === "esbuild" && context.conditions.includes("import") ? { url: ours, format: "module", shortCircuit: true } : next(name, context),
    load: (url, context, next) =>
        url === ours
            ? {
                  format: "module",
                  shortCircuit: true,
                  source: `const all = globalThis[Symbol.for("${ours}")];
export const { ${Object.keys({ ...esbuild, build }).filter((name) => name !== "default")} } = { ...all };
export default all;`,
              }
            : next(url, context),
});

async function run(number) {
    process.exitCode = undefined;
    const ended = new Promise((done) => {
        end = done;
    });
    const whole = import(`${pathToFileURL(script)}?run=${number}`).then(
        () => process.exitCode ?? 0,
        (error) => {
            if (!(error instanceof Ended)) console.error(error);
            return 1;
        },
    );
    return Promise.race([ended, whole]);
}

let number = 0;
for await (const _ of createInterface({ input: process.stdin })) {
    writeSync(3, `${await run(++number)}\n`);
}
exit(0);
