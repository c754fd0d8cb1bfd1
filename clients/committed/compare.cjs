// compare.cjs TYPESCRIPT COMMITTED GENERATED: compares two folders of TypeScript files by what they say, whatever their form: comments, quotes,
// blanks, parentheses, commas and semicolons that change nothing, the order of imports, and imports of what is not used. Prints a line for each difference.
"use strict";
const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const [typescript, committed, generated] = process.argv.slice(2);
const ts = require(typescript);

// The names that an import brings, with where each is from.
function imported(node, found) {
    const from = (name, what) => found.push({ name, says: `import ${what} from ${JSON.stringify(node.moduleSpecifier.text)}`, node });
    const clause = node.importClause;
    const bindings = clause?.namedBindings;
    if (!clause) from("", "nothing");
    if (clause?.name) from(clause.name.text, clause.name.text);
    if (bindings && ts.isNamespaceImport(bindings)) from(bindings.name.text, `* as ${bindings.name.text}`);
    for (const { name, propertyName, isTypeOnly } of bindings?.elements ?? []) {
        const type = clause.isTypeOnly || isTypeOnly ? "type " : "";
        from(name.text, `${type}${propertyName ? `${propertyName.text} as ` : ""}${name.text}`);
    }
}

const logical = (node) =>
    ts.isBinaryExpression(node) && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind);

// The operands of a && (b && c), which is a && b && c.
function operands(node, kind) {
    while (ts.isParenthesizedExpression(node)) node = node.expression;
    return logical(node) && node.operatorToken.kind === kind ? [...operands(node.left, kind), ...operands(node.right, kind)] : [node];
}

// What a file says: the imports that it uses, sorted, then an entry for each other node of its syntax tree, depth first.
function nodes(file) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true);
    const found = [];
    const imports = [];
    const used = new Set([""]);
    const entry = (node, says) => ({ says, line: source.getLineAndCharacterOfPosition(node.getStart()).line });
    const visit = (node, depth) => {
        if (ts.isImportDeclaration(node)) return imported(node, imports);
        if (ts.isEmptyStatement(node) || ts.isSemicolonClassElement(node)) return;
        if (ts.isIdentifier(node)) used.add(node.text);
        if (ts.isParenthesizedExpression(node) || ts.isParenthesizedTypeNode(node)) return visit(node.expression ?? node.type, depth);
        // 'a': 1 is a: 1.
        let says = node.parent?.name === node && ts.isStringLiteral(node) ? "Identifier" : ts.SyntaxKind[node.kind];
        if (node.text !== undefined && !ts.isSourceFile(node)) says += " " + JSON.stringify(node.text);
        if (logical(node)) says += " " + ts.SyntaxKind[node.operatorToken.kind];
        if (node.operator !== undefined) says += " " + ts.SyntaxKind[node.operator];
        if (ts.isVariableDeclarationList(node)) says += " " + (node.flags & ts.NodeFlags.BlockScoped);
        if (ts.isHeritageClause(node)) says += " " + ts.SyntaxKind[node.token];
        if (node.isTypeOnly) says += " type";
        found.push(entry(node, `${depth} ${says}`));
        if (logical(node)) return operands(node, node.operatorToken.kind).forEach((child) => visit(child, depth + 1));
        ts.forEachChild(node, (child) => visit(child, depth + 1));
    };
    visit(source, 0);
    const first = imports.filter(({ name }) => used.has(name)).map(({ node, says }) => entry(node, says));
    first.sort((a, b) => (a.says < b.says ? -1 : 1));
    return { found: [...first, ...found], lines: source.text.split("\n") };
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
