// es_modules.cjs TYPESCRIPT SRC OUT: writes each TypeScript file of SRC as an ES module to OUT, types left out, each file by itself.
"use strict";
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const [typescript, src, out] = process.argv.slice(2);
const ts = require(typescript);
const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, isolatedModules: true, newLine: ts.NewLineKind.LineFeed };
for (const name of readdirSync(src, { recursive: true }).sort()) {
    if (!name.endsWith(".ts")) continue;
    const result = ts.transpileModule(readFileSync(join(src, name), "utf8"), { compilerOptions, fileName: name, reportDiagnostics: true });
    for (const { messageText } of result.diagnostics) {
        console.error(`${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
        process.exitCode = 1;
    }
    const file = join(out, name.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, result.outputText);
}
