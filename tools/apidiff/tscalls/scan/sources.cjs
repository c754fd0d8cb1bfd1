"use strict";

const fs = require("node:fs");
const path = require("node:path");

const { Sentence } = require("./sentence.cjs");

const skippedFolders = new Set(["node_modules", "dist", "out", "coverage", "test", "tests", "e2e", "__tests__"]);
const isSource = /\.(ts|tsx|mts|cts)$/;
const isTest = /\.(test|spec|stories|comp)\.(ts|tsx|mts|cts)$/;

/** Lists the TypeScript files of the web UI, without its tests and without a copy of the client among its packages. */
function listSources(web, clientName) {
  const files = [];
  const visit = (folder) => {
    for (const name of fs.readdirSync(folder).sort()) {
      const full = path.join(folder, name);
      const info = fs.statSync(full, { throwIfNoEntry: false });
      if (info?.isDirectory()) {
        if (!skippedFolders.has(name) && !name.startsWith(".") && !isPackage(full, clientName)) {
          visit(full);
        }
      } else if (info?.isFile() && isSource.test(name) && !isTest.test(name)) {
        files.push(full);
      }
    }
  };
  visit(web);
  if (files.length === 0) {
    throw new Sentence("the web UI has no TypeScript file");
  }
  return files;
}

function isPackage(folder, name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).name === name;
  } catch {
    return false;
  }
}

exports.listSources = listSources;
