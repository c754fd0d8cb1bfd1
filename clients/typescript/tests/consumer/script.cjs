const { visit } = require("./consumer.js");

visit(process.argv[2]).then((told) => process.stdout.write(JSON.stringify(told)));
