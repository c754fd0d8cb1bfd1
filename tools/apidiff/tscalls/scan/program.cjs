"use strict";

const fs = require("node:fs");
const path = require("node:path");

/**
 * Makes the program of the web UI's sources in which the generated client has the place of the npm package.
 *
 * @returns program, and absent: the set of packages that are imported and not there.
 */
function makeProgram(ts, request, client, sources) {
  const options = compilerOptions(ts, request.web);
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(request.web, (name) => name, options);
  const absent = new Set();
  const resolve = (name, from) => ts.resolveModuleName(name, from, options, host, cache);

  host.resolveModuleNameLiterals = (literals, containingFile) =>
    literals.map(({ text }) => {
      const own = clientFile(text, client);
      if (own) {
        return { resolvedModule: { resolvedFileName: own, extension: own.endsWith(".d.ts") ? ".d.ts" : ".ts" } };
      }
      let found = resolve(text, containingFile);
      if (!found.resolvedModule && request.nodeModules && !text.startsWith(".")) {
        found = resolve(text, path.join(path.dirname(request.nodeModules), "index.ts"));
      }
      if (!found.resolvedModule && !text.startsWith(".")) {
        absent.add(text);
      }
      return found;
    });
  return { program: ts.createProgram({ rootNames: sources, options, host }), absent };
}

/**
 * The options of the web UI's own tsconfig.json, as far as they bear on what a name means. What that file extends may
 * be missing: the rest of it still counts.
 */
function compilerOptions(ts, web) {
  const file = path.join(web, "tsconfig.json");
  const { config } = fs.existsSync(file) ? ts.readConfigFile(file, ts.sys.readFile) : {};
  // No file of the program comes from here, and listing those that the configuration means would take time.
  const host = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, web, undefined, file);
  for (const name of ["composite", "incremental", "declaration", "outDir", "rootDir", "project", "plugins"]) {
    delete options[name];
  }
  return {
    target: ts.ScriptTarget.ESNext,
    strict: true,
    types: [],
    ...options,
    // This finds whatever the other ways find, and a client's files, which import each other without an extension.
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowJs: false,
    checkJs: false,
    noEmit: true,
    skipLibCheck: true,
  };
}

/** The client's file that a module specifier means, or undefined where it means another package. */
function clientFile(specifier, client) {
  if (specifier === client.name) {
    return client.entry;
  }
  if (!specifier.startsWith(`${client.name}/`)) {
    return undefined;
  }
  const rest = specifier.slice(client.name.length + 1).replace(/^(dist\/esm|dist|src)(\/|$)/, "").replace(/\.js$/, "");
  return [`${rest}.ts`, `${rest}.d.ts`, `${rest}/index.ts`, `${rest}/index.d.ts`]
    .map((name) => path.join(client.root, name))
    .find((name) => fs.existsSync(name));
}

exports.makeProgram = makeProgram;
