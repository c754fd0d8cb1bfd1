// Writes src/locales/<locale>.ts from xliff/<locale>.xlf: what is translated, by the text in English.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const out = join(root, "src", "locales");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const file of (await readdir(join(root, "xliff"))).sort()) {
    const text = await readFile(join(root, "xliff", file), "utf8");
    const units = [...text.matchAll(/<source>(.*?)<\/source>\s*<target>(.*?)<\/target>/gs)];
    const entries = Object.fromEntries(units.map(([, source, target]) => [unescape(source), unescape(target)]));
    const locale = file.replace(/\.xlf$/, "");
    await writeFile(join(out, `${locale}.ts`), `export const templates = ${JSON.stringify(entries, null, 2)};\n`);
    console.log(`${locale}: ${units.length} messages`);
}
