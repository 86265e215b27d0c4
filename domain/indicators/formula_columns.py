"""From the tree of a checked formula to a function over all periods of a frame at once.

The same arithmetic as formula_compiler does period by period. What may say something beside its value is
left to it, unless it is the whole formula: in a part, whether it is asked at all depends on the others.
"""

import ast
from collections.abc import Callable, Sequence
from decimal import Decimal

from domain.indicators.formula_compiler import DAYS, OPERATORS
from domain.indicators.formula_functions import LOOKUPS
from domain.indicators.formula_numbers import ELEMENTWISE
from domain.indicators.formula_pairs import PAIRS, of_pair
from domain.indicators.formula_series import SERIES, Find
from domain.indicators.formula_source import Source
from domain.indicators.frame import Column, Frame
from domain.indicators.period_context import PeriodContext

Contexts = Sequence[PeriodContext]
Across = Callable[[Frame, Contexts], Column]
"""(frame, its periods one by one) -> a number for each period."""


def across(source: Source, days_window: int) -> Across | None:
    """The formula as a function of a frame; None where it must be computed period by period."""
    columns = _Columns(source, days_window)
    try:
        return columns.past(source.tree) or columns.compile(source.tree, 0, 0)
    except _PeriodByPeriodError:
        return None


class _PeriodByPeriodError(Exception):
    """A part of the formula has no column form."""


class _Columns:
    """One formula being compiled; it has been checked already."""

    def __init__(self, source: Source, days_window: int) -> None:
        self.source = source
        self.days_window = days_window

    def past(self, node: ast.expr) -> Across | None:
        """A formula that is nothing but a comparison with its own past; else None."""
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if not isinstance(node, ast.Call) or name not in SERIES:
            return None
        months, *least = (self._whole(argument) for argument in node.args[1:])
        reach = months + 1 if least else months
        shifted = [self.compile(node.args[0], back, 0) for back in range(reach)]
        return _over(shifted, SERIES[name].find, least[0] if least else 0)

    def compile(self, node: ast.expr, shift: int, window: int) -> Across:
        match node:
            case ast.Constant():
                number = self.source.number(node)
                return lambda frame, _: [number] * frame.size
            case ast.Name():
                return self._name(node.id, shift, window)
            case ast.BinOp():
                sides = (self.compile(side, shift, window) for side in (node.left, node.right))
                return _of_known(OPERATORS[type(node.op)], *sides)
            case ast.UnaryOp():
                part = self.compile(node.operand, shift, window)
                return _of_known(Decimal.__neg__, part) if isinstance(node.op, ast.USub) else part
            case ast.Call(func=ast.Name() as function):
                return self._call(node, function.id, shift, window)
            case _:
                raise _PeriodByPeriodError

    def _name(self, name: str, shift: int, window: int) -> Across:
        if name == DAYS:
            length = window or self.days_window
            return lambda frame, _: frame.days(shift, length)
        return lambda frame, _: frame.values(name, shift, window)

    def _call(self, node: ast.Call, name: str, shift: int, window: int) -> Across:
        if name in ELEMENTWISE:
            parts = [self.compile(argument, shift, window) for argument in node.args]
            return _each(ELEMENTWISE[name], *parts)
        if name in LOOKUPS:
            return self._lookup(node, name, shift, window)
        if name in PAIRS:
            one, other = (_name_of(argument) for argument in node.args)
            run = of_pair(PAIRS[name], one, other, shift, window)
            return lambda _, contexts: [run(context) for context in contexts]
        return self._shifting(node, name, shift, window)

    def _lookup(self, node: ast.Call, name: str, shift: int, window: int) -> Across:
        read, measure = LOOKUPS[name].read, _name_of(node.args[0])
        number = self._whole(node.args[1]) if len(node.args) > 1 else 0
        return lambda _, contexts: [read(context, measure, shift, window, number) for context in contexts]

    def _shifting(self, node: ast.Call, name: str, shift: int, window: int) -> Across:
        if name == "opening":
            measure = _name_of(node.args[0])
            return lambda frame, _: frame.values(measure, shift + max(frame.months, window), 0)
        if name == "prior":
            return self.compile(node.args[0], shift + self._whole(node.args[1]), window)
        if name == "window":
            return self.compile(node.args[0], shift, self._whole(node.args[1]))
        raise _PeriodByPeriodError

    def _whole(self, node: ast.expr) -> int:
        if not isinstance(node, ast.Constant):
            raise _PeriodByPeriodError
        return int(self.source.number(node))


def _name_of(node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        raise _PeriodByPeriodError
    return node.id


def _of_known(combine: Callable[..., Decimal | None], *parts: Across) -> Across:
    """Missing as soon as one part is."""
    if len(parts) == 1:
        (only,) = parts
        return lambda frame, at: [None if one is None else combine(one) for one in only(frame, at)]
    left, right = parts

    def run(frame: Frame, contexts: Contexts) -> Column:
        return [
            None if one is None or other is None else combine(one, other)
            for one, other in zip(left(frame, contexts), right(frame, contexts), strict=True)
        ]

    return run


def _each(combine: Callable[..., Decimal | None], *parts: Across) -> Across:
    """Combined period by period; the function itself decides what a missing part means."""
    return lambda frame, contexts: [
        combine(*row) for row in zip(*(part(frame, contexts) for part in parts), strict=True)
    ]


def _over(shifted: Sequence[Across], find: Find, least: int) -> Across:
    """Each period beside the ones before it; `shifted[k]` is the expression k months earlier."""

    def run(frame: Frame, contexts: Contexts) -> Column:
        present, *_ = past = [column(frame, contexts) for column in shifted[:: frame.months]]
        return [
            None
            if value is None
            else find(
                value,
                [known for column in past[1:] if (known := column[at]) is not None],
                least,
                contexts[at],
            )
            for at, value in enumerate(present)
        ]

    return run
