"""Reads which modules Python files import. The job comes as JSON on standard input; the answers are files of JSON lines."""

import ast
import importlib.util
import json
import os
import sys
import warnings

# What an import may fail with, where its failing is provided for.
CAUGHT = {"BaseException", "Exception", "ImportError", "ModuleNotFoundError"}


def name_of(node):
    """The last name of an expression such as typing.TYPE_CHECKING."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return getattr(node, "id", "")


def catches(kinds):
    """Whether one of these expressions is an exception that a missing module raises."""
    names = [e for kind in kinds for e in (kind.elts if isinstance(kind, ast.Tuple) else [kind])]
    return any(name_of(name) in CAUGHT for name in names)


def imports_of(node):
    """The dotted names that a statement or a call imports; the last part may be something of the module before it."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module if alias.name == "*" else f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and name_of(node.func) == "import_module" and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and not first.value.startswith("."):
            return [first.value]
    return []


class Reader:
    """Collects the imports of a file."""

    def __init__(self):
        self.found = []

    def read(self, node, optional, instead):
        """Read a node. instead are modules in whose place this is imported: it is needed if one of them is missing."""
        for name in imports_of(node):
            self.found.append({"line": node.lineno, "name": name, "optional": optional, "instead": instead})
        if isinstance(node, ast.If) and name_of(node.test) == "TYPE_CHECKING":
            self.all(node.orelse, optional, instead)
        elif isinstance(node, (ast.Try, ast.TryStar)) and any(h.type is None or catches([h.type]) for h in node.handlers):
            before = len(self.found)
            self.all(node.body, True, instead)
            tried = [one["name"] for one in self.found[before:]]
            for handler in node.handlers:
                self.all(handler.body, optional, instead + tried)
            self.all(node.orelse, True, instead)
            self.all(node.finalbody, optional, instead)
        elif isinstance(node, (ast.With, ast.AsyncWith)) and any(
            isinstance(item.context_expr, ast.Call) and name_of(item.context_expr.func) == "suppress" and catches(item.context_expr.args)
            for item in node.items
        ):
            self.all(node.body, True, instead)
        else:
            self.all(ast.iter_child_nodes(node), optional, instead)

    def all(self, nodes, optional, instead):
        for node in nodes:
            self.read(node, optional, instead)


def read_file(root, name):
    """The lines of the answer for a file."""
    try:
        with open(os.path.join(root, name), "rb") as file:
            content = file.read()
        tree = ast.parse(content, name)
    except (SyntaxError, ValueError) as exc:
        return [{"file": name, "line": getattr(exc, "lineno", None) or 0, "problem": getattr(exc, "msg", None) or str(exc)}]
    reader = Reader()
    reader.all(tree.body, False, [])
    return [{"file": name, **one} for one in reader.found]


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    job = json.load(sys.stdin)
    children = []
    for number in range(job["processes"]):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with open(os.path.join(job["answers"], str(number)), "w", encoding="utf-8") as out:
                    for name in job["files"][number :: job["processes"]]:
                        for line in read_file(job["root"], name):
                            out.write(json.dumps(line) + "\n")
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    standard = sorted(name for name in sys.stdlib_module_names if importlib.util.find_spec(name) is not None)
    with open(os.path.join(job["answers"], "standard"), "w", encoding="utf-8") as out:
        json.dump(standard, out)
    failed = [os.waitpid(child, 0)[1] for child in children]
    sys.exit(any(failed))


main()
