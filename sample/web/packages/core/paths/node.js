import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the source, found from where this file really lies: node_modules holds a link to it. */
export const MonoRepoRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
