import { visit } from "./consumer.js";

process.stdout.write(JSON.stringify(await visit(process.argv[2])));
