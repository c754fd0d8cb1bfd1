"""Arithmetic that an administrator writes, such as how long a session may last."""

import ast
import operator

# A dependency of a dependency, which nobody declares: authentik 2025.12 does the same.
from cachetools import LRUCache, cached

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class ExpressionError(ValueError):
    """The expression cannot be computed."""


@cached(LRUCache(maxsize=128))
def parsed(expression: str) -> ast.expr:
    """Parse an expression, each text once."""
    try:
        return ast.parse(expression, mode="eval").body
    except SyntaxError as exc:
        raise ExpressionError(f"This is no expression: {exc.msg}") from exc


def evaluate(expression: str, **names: float) -> float:
    """Compute an expression of numbers and of the names that are given."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.Name(id=name) if name in names:
                return names[name]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)](value(left), value(right))
        raise ExpressionError(f"This is not allowed in an expression: {ast.unparse(node)}")

    return value(parsed(expression))
