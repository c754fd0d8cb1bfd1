"use strict";

const fs = require("node:fs");
const path = require("node:path");

const { Sentence } = require("./sentence.cjs");

/** The names under which a method of a generated class is there again, without parsing the answer or sending at all. */
const variants = ["Raw", "RequestOpts"];

/**
 * Finds the generated client in a folder: its package, compiled or not, or the sources alone.
 *
 * @returns name of the npm package, entry file, folder with the sources or declarations, and operations: a map from
 *   the files of the API classes to the operation of each method; and prefixes: how the names of operations begin.
 */
function findClient(ts, folder) {
  const entry = ["src/index.ts", "index.ts", "dist/esm/index.d.ts", "dist/index.d.ts"]
    .map((name) => path.join(folder, name))
    .find((name) => fs.existsSync(name));
  if (!entry) {
    throw new Sentence(`reading the TypeScript client ${folder}: it has neither src/index.ts nor dist/index.d.ts`);
  }
  const root = path.dirname(entry);
  const operations = new Map();
  const apis = path.join(root, "apis");
  for (const name of fs.existsSync(apis) ? fs.readdirSync(apis).sort() : []) {
    if (!name.endsWith(entry.endsWith(".d.ts") ? ".d.ts" : ".ts")) {
      continue;
    }
    const file = path.join(apis, name);
    const methods = methodsOf(ts, file);
    // The compiler may know a file by its own name or by what it is a link to.
    operations.set(file, methods);
    operations.set(fs.realpathSync(file), methods);
  }
  if (![...operations.values()].some((methods) => methods.size > 0)) {
    throw new Sentence(`reading the TypeScript client ${folder}: it has no API method`);
  }
  const prefixes = new Set();
  for (const file of operations.keys()) {
    const name = path.basename(file).replace(/(Api)?\.(d\.)?ts$/, "");
    prefixes.add(name[0].toLowerCase() + name.slice(1));
  }
  return { name: packageName(folder, root), entry, root, operations, prefixes };
}

/** The operation of each method of the classes in a file. */
function methodsOf(ts, file) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const names = new Set();
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      for (const member of statement.members) {
        if ((ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) && ts.isIdentifier(member.name)) {
          names.add(member.name.text);
        }
      }
    }
  }
  const methods = new Map();
  for (const name of names) {
    const suffix = variants.find((v) => name.endsWith(v) && names.has(name.slice(0, -v.length)));
    methods.set(name, suffix ? name.slice(0, -suffix.length) : name);
  }
  return methods;
}

function packageName(...folders) {
  for (const folder of folders) {
    try {
      return JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).name ?? "@goauthentik/api";
    } catch {
      // a folder of sources alone
    }
  }
  return "@goauthentik/api";
}

exports.findClient = findClient;
