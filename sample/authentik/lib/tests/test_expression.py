"""Arithmetic that an administrator writes."""

from unittest import TestCase

from authentik.lib.expression.evaluator import ExpressionError, evaluate, parsed


class TestExpression(TestCase):
    def test_evaluate(self):
        self.assertEqual(evaluate("hours * 60 * 60 - 1", hours=2), 7199)
        self.assertIs(parsed("1 + 1"), parsed("1 + 1"))

    def test_refused(self):
        for expression in ("open('/etc/passwd')", "1 +", "unknown", "(1).bit_length()"):
            with self.assertRaises(ExpressionError):
                evaluate(expression)
