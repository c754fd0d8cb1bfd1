"use strict";

const fs = require("node:fs");
const path = require("node:path");

const { Sentence } = require("./sentence.cjs");

/** Loads the compiler from a folder of the npm package typescript. */
function loadTypeScript(folder) {
  const library = path.join(folder, "lib", "typescript.js");
  if (!fs.existsSync(library)) {
    throw new Sentence(`${folder} is no folder of the npm package typescript: it has no lib/typescript.js`);
  }
  const ts = require(library);
  if (parseInt(ts.versionMajorMinor, 10) !== 5) {
    throw new Sentence(`${folder} has TypeScript ${ts.version}, and the call sites need version 5`);
  }
  return ts;
}

exports.loadTypeScript = loadTypeScript;
