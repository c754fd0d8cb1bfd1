"use strict";

const path = require("node:path");

const { Sentence } = require("./sentence.cjs");

/** Finds every use of a method of the client's API classes in the sources. */
function walk(ts, request, client, sources, { program, absent }) {
  const checker = program.getTypeChecker();
  const answer = { calls: {}, unclear: [] };
  const names = new Set([...client.operations.values()].flatMap((methods) => [...methods.keys()]));
  let unresolved;

  const relative = (file) => path.relative(request.source, file).split(path.sep).join("/");

  const place = (node) => {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    return { file: relative(source.fileName), line: line + 1 };
  };

  /** The operations that a symbol stands for; a value of a union of classes has a declaration in each. */
  const operationsOf = (symbol) =>
    (symbol?.declarations ?? [])
      .map((declaration) => client.operations.get(path.normalize(declaration.getSourceFile().fileName)))
      .map((methods) => methods?.get(symbol.name))
      .filter((operation) => operation !== undefined);

  const isApi = (type) => checker.getPropertiesOfType(type).some((property) => operationsOf(property).length > 0);

  /** Methods of FlowsApi begin with flows. For other names the compiler is not asked: that would take its full time. */
  const looksGenerated = (name) => client.prefixes.has(/^[a-z0-9]+/.exec(name)?.[0]);

  /** Notes that a value's property is used; the symbol is looked up only for names that could matter. */
  const use = (node, name, symbol, owner) => {
    if (!names.has(name) && !looksGenerated(name)) {
      return;
    }
    for (const operation of operationsOf(symbol())) {
      (answer.calls[operation] ??= []).push(place(node));
    }
    if (symbol()) {
      return;
    }
    const type = checker.getTypeAtLocation(owner);
    if (!names.has(name)) {
      if (isApi(type)) {
        const { file, line } = place(node);
        throw new Sentence(
          `the web UI does not type-check with the client ${request.client}: ${file}:${line}: ` +
            `${type.symbol.name} has no ${name}; is the client that of another release?`,
        );
      }
    } else if (type.intrinsicName === "error") {
      unresolved ??= { ...place(node), what: node.parent.getText() };
    } else if (type.flags & ts.TypeFlags.Any) {
      answer.unclear.push({ ...place(node), what: oneLine(node.parent.getText()) });
    }
  };

  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      use(node.name, node.name.text, () => checker.getSymbolAtLocation(node.name), node.expression);
    } else if (ts.isElementAccessExpression(node)) {
      element(node);
    } else if (ts.isObjectBindingPattern(node)) {
      for (const binding of node.elements) {
        const name = binding.propertyName ?? binding.name;
        if (!binding.dotDotDotToken && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))) {
          use(name, name.text, () => checker.getTypeAtLocation(node).getProperty(name.text), node);
        }
      }
    }
    ts.forEachChild(node, visit);
  };

  /** object[key], where the key's type is a literal or a union of them. */
  const element = (node) => {
    const key = checker.getTypeAtLocation(node.argumentExpression);
    const literals = (key.isUnion() ? key.types : [key]).filter((type) => type.isStringLiteral());
    const owner = checker.getApparentType(checker.getTypeAtLocation(node.expression));
    for (const { value } of literals) {
      use(node.argumentExpression, value, () => checker.getPropertyOfType(owner, value), node.expression);
    }
    if (literals.length === 0 && isApi(owner) && !(key.flags & ts.TypeFlags.NumberLike)) {
      answer.unclear.push({ ...place(node), what: oneLine(node.getText()) });
    }
  };

  for (const file of sources) {
    const source = program.getSourceFile(file);
    const [broken] = program.getSyntacticDiagnostics(source);
    if (broken) {
      const { line } = source.getLineAndCharacterOfPosition(broken.start);
      const text = ts.flattenDiagnosticMessageText(broken.messageText, " ");
      throw new Sentence(`the web UI does not type-check: ${relative(file)}:${line + 1}: ${text}`);
    }
    visit(source);
  }
  if (unresolved) {
    throw new Sentence(
      `the web UI does not type-check enough: ${unresolved.file}:${unresolved.line}: ` +
        `cannot tell whether ${oneLine(unresolved.what)} is the API's; ${because(absent)}`,
    );
  }
  return answer;
}

/** Says which packages are not there, which is the reason for most types with an error. */
function because(absent) {
  const names = [...absent].sort();
  if (names.length === 0) {
    return "its type has an error";
  }
  const more = names.length > 3 ? ` and ${names.length - 3} more packages` : "";
  return `without ${names.slice(0, 3).join(", ")}${more}`;
}

function oneLine(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

exports.walk = walk;
