// compare.cjs TYPESCRIPT COMMITTED GENERATED: compares two folders of TypeScript files by what they say, whatever their form: comments, quotes,
// blanks, and parentheses and commas that change nothing. Prints a line for each difference.
"use strict";
const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const [typescript, committed, generated] = process.argv.slice(2);
const ts = require(typescript);

// What a file says: an entry for each node of its syntax tree, depth first.
function nodes(file) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true);
    const found = [];
    const visit = (node, depth) => {
        if (ts.isParenthesizedExpression(node) || ts.isParenthesizedTypeNode(node)) return visit(node.expression ?? node.type, depth);
        let says = ts.SyntaxKind[node.kind];
        if (node.text !== undefined && !ts.isSourceFile(node)) says += " " + JSON.stringify(node.text);
        if (node.operator !== undefined) says += " " + ts.SyntaxKind[node.operator];
        if (ts.isVariableDeclarationList(node)) says += " " + (node.flags & ts.NodeFlags.BlockScoped);
        if (ts.isHeritageClause(node)) says += " " + ts.SyntaxKind[node.token];
        if (node.isTypeOnly) says += " type";
        found.push({ says: `${depth} ${says}`, line: source.getLineAndCharacterOfPosition(node.getStart()).line });
        ts.forEachChild(node, (child) => visit(child, depth + 1));
    };
    visit(source, 0);
    return { found, lines: source.text.split("\n") };
}

function compare(name) {
    const [ours, theirs] = [committed, generated].map((folder) => nodes(join(folder, name)));
    const at = ours.found.findIndex(({ says }, i) => says !== theirs.found[i]?.says);
    if (at < 0 && ours.found.length === theirs.found.length) return;
    const shown = ({ found, lines }) => {
        const node = found[at < 0 ? ours.found.length : at];
        return node ? `line ${node.line + 1}: ${lines[node.line].trim()}` : "nothing more";
    };
    console.log(`${name}: the source has ${shown(ours)}; the generator gives ${shown(theirs)}`);
}

const names = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"));
for (const name of [...new Set([...names(committed), ...names(generated)])].sort()) {
    if (!existsSync(join(generated, name))) console.log(`${name}: the generator gives no such file`);
    else if (!existsSync(join(committed, name))) console.log(`${name}: the source has no such file`);
    else compare(name);
}
