// Reads a request from standard input and prints the call sites, or an error as one sentence, as JSON.
"use strict";

const fs = require("node:fs");

const { Sentence } = require("./sentence.cjs");
const { loadTypeScript } = require("./typescript.cjs");
const { findClient } = require("./client.cjs");
const { listSources } = require("./sources.cjs");
const { makeProgram } = require("./program.cjs");
const { walk } = require("./walk.cjs");

function main(request) {
  const ts = loadTypeScript(request.typescript);
  const client = findClient(ts, request.client);
  const sources = listSources(request.web, client.name);
  const program = makeProgram(ts, request, client, sources);
  return walk(ts, request, client, sources, program);
}

let answer;
try {
  answer = main(JSON.parse(fs.readFileSync(0, "utf8")));
} catch (error) {
  // What is no sentence of ours is a fault in here or in the compiler: its message says more than nothing.
  answer = { error: error instanceof Sentence ? error.message : `the TypeScript compiler failed: ${error.message}` };
}
process.stdout.write(JSON.stringify(answer));
