"""A formula as a person reads it: measures by their names, functions as phrases."""

import ast
from collections.abc import Callable

from ui.language import _, label

SIGNS: dict[type[ast.operator], str] = {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " × ", ast.Div: " ÷ "}
PHRASES: dict[str, Callable[[], str]] = {
    "window": lambda: _("{0} of the last {1} months"),
    "prior": lambda: _("{0} of {1} months before"),
    "opening": lambda: _("{0} at the beginning"),
    "countback": lambda: _("days of {1} that make up {0}, counted back"),
    "count": lambda: _("number of {0}"),
    "mean": lambda: _("mean of {0}"),
    "median": lambda: _("median of {0}"),
    "percentile": lambda: _("{1}th percentile of {0}"),
    "owed": lambda: _("{0} of customers who owe"),
    "largest": lambda: _("{0} of the largest customer"),
    "top": lambda: _("{0} of the {1} largest customers"),
    "sum_squares": lambda: _("sum of squares of {0} by customer"),
    "distinct": lambda: _("customers with {0}"),
    "at_least": lambda: _("customers with {0} of {1} or more"),
    "retained": lambda: _("customers with {0} who had it {1} months before"),
    "abs": lambda: _("size of {0}"),
    "default": lambda: "{0}",
    "positive": lambda: "{0}",
    "min": lambda: _("the smaller of {0} and {1}"),
    "max": lambda: _("the larger of {0} and {1}"),
    "above": lambda: _("customers with more {0} than {1}"),
    "of_those": lambda: _("{0} of customers with {1}"),
    "product": lambda: _("sum over customers of {0} × {1}"),
    "benford": lambda: _("distance of {0} from Benford's law"),
    "robust_z": lambda: _("how unusual {0} is against the {1} months before"),
    "tracking": lambda: _("lean of {0} over {1} months"),
    "given": lambda: _("({1}, only where {0} > 0)"),
    "wilson_low": lambda: _("lower 95% limit of {0} of {1}"),
    "wilson_high": lambda: _("upper 95% limit of {0} of {1}"),
}


def formula_in_words(text: str) -> str:
    """The formula in the present language; what cannot be said stays as it is written."""
    try:
        return _said(ast.parse(text, mode="eval").body)
    except (SyntaxError, KeyError, IndexError, ValueError):
        return text


def _said(part: ast.expr) -> str:
    match part:
        case ast.Constant():
            return str(part.value)
        case ast.Name(id="days"):
            return _("calendar days")
        case ast.Name():
            return label(f"measure.{part.id}").removeprefix("measure.")
        case ast.BinOp():
            return f"{_inside(part.left, part.op)}{SIGNS[type(part.op)]}{_inside(part.right, part.op)}"
        case ast.UnaryOp(op=ast.USub()):
            return f"−{_said(part.operand)}"
        case ast.Call(func=ast.Name(id=name)):
            return PHRASES[name]().format(*(_inside_phrase(argument) for argument in part.args))
        case _:
            raise ValueError("no words for this")


def _inside_phrase(part: ast.expr) -> str:
    """An expression in the middle of a phrase stands in brackets."""
    return f"({_said(part)})" if isinstance(part, ast.BinOp) else _said(part)


def _inside(part: ast.expr, around: ast.operator) -> str:
    text = _said(part)
    sums = isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub)
    return f"({text})" if sums and isinstance(around, ast.Mult | ast.Div) else text
