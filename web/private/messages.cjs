// messages.cjs TYPESCRIPT SRC OUT: writes of each TypeScript file of SRC to OUT what a text for translators is made of: the calls of msg,
// word for word and in their order, and the imports, since files are read in the order in which they are imported. All else is left out,
// so that most edits of SRC leave OUT as it was. The check of types knows msg, str and html by what they are imported as.
"use strict";
const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const [typescript, src, out] = process.argv.slice(2);
const ts = require(typescript);

// What messages are written with.
const tags = new Set(["msg", "str", "html"]);

// Whether a module lies in SRC: those of packages hold no messages.
const ours = (module) => module.startsWith(".") || module.startsWith("#");

// An import of what messages are written with, and of nothing else.
function ofTags({ importClause, moduleSpecifier }, source) {
    const named = (importClause?.namedBindings?.elements ?? []).filter(({ name }) => tags.has(name.text)).map(source);
    return named.length > 0 ? [`import { ${named.join(", ")} } from ${JSON.stringify(moduleSpecifier.text)};`] : [];
}

function skeleton(name, text) {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, false);
    const source = (node) => text.slice(ts.skipTrivia(text, node.pos), node.end);
    const [imports, late, calls] = [[], [], []];
    const visit = (node) => {
        const module = (node.moduleSpecifier ?? node.arguments?.[0])?.text;
        if (ts.isImportDeclaration(node)) {
            imports.push(...ofTags(node, source));
            if (ours(module)) imports.push(`import ${JSON.stringify(module)};`);
            return;
        }
        if (ts.isExportDeclaration(node) && module !== undefined) imports.push(source(node));
        if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && module !== undefined && ours(module)) late.push(`void import(${JSON.stringify(module)});`);
        if (ts.isCallExpression(node) && node.expression.text === "msg") calls.push(`void ${source(node)};`);
        else ts.forEachChild(node, visit);
    };
    visit(file);
    return [...imports, ...calls, ...late, "export {};", ""].join("\n");
}

for (const name of readdirSync(src, { recursive: true }).sort()) {
    if (!name.endsWith(".ts")) continue;
    const file = join(out, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, skeleton(name, readFileSync(join(src, name), "utf8")));
}
