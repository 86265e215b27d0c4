"""From the tree of a formula to a function of a context: a closure for each of the few allowed nodes."""

import ast
import operator
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.core.rounding import quotient
from domain.indicators.formula_context import Context, Reference, Use
from domain.indicators.formula_error import FormulaTooLarge
from domain.indicators.formula_functions import LOOKUPS, Evaluate, Lookup
from domain.indicators.formula_numbers import NUMERIC, Arity, Numeric
from domain.indicators.formula_pairs import PAIRS, of_pair
from domain.indicators.formula_series import SERIES, over
from domain.indicators.formula_source import Source
from domain.indicators.formula_time import SHIFTING, countback, opening

DAYS = "days"
DEEPEST, FARTHEST = 100, 120

Combine = Callable[[Decimal, Decimal], Decimal | None]
OPERATORS: dict[type[ast.operator], Combine] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: quotient,
}


@dataclass(frozen=True)
class Scope:
    """Where in time the names of a part of the formula stand, and how deep in the tree it is."""

    shift: int = 0
    window: int = 0
    depth: int = 0


@dataclass
class Compiler:
    """One formula being compiled. `known` None accepts every name; `timeless` leaves numbers only."""

    source: Source
    known: Collection[str] | None = None
    timeless: bool = False
    days_window: int = 0
    references: set[Reference] = field(default_factory=set)

    def compiled(self) -> Evaluate:
        """The formula as a function. Raises a FormulaError that says what is wrong and where."""
        return self._compile(self.source.tree, Scope())

    def _compile(self, node: ast.expr, scope: Scope) -> Evaluate:
        if scope.depth > DEEPEST:
            raise FormulaTooLarge(formula=self.source.text)
        inner = replace(scope, depth=scope.depth + 1)
        match node:
            case ast.Constant():
                number = self.source.number(node)
                return lambda _: number
            case ast.Name():
                return self._name(node, scope)
            case ast.BinOp() if type(node.op) in OPERATORS:
                sides = self._compile(node.left, inner), self._compile(node.right, inner)
                return _combined(OPERATORS[type(node.op)], *sides)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                part = self._compile(node.operand, inner)
                return _negative(part) if isinstance(node.op, ast.USub) else part
            case ast.Call(func=ast.Name() as function):
                return self._call(node, function, inner)
            case _:
                raise self.source.not_allowed(node)

    def _name(self, node: ast.Name, scope: Scope) -> Evaluate:
        shift, window = scope.shift, scope.window
        if node.id == DAYS and not self.timeless:
            length = window or self.days_window
            return lambda context: Decimal(context.days(shift, length))
        measure = self._measure(node, Use.VALUE, scope)
        return lambda context: context.value(measure, shift, window)

    def _call(self, node: ast.Call, function: ast.Name, scope: Scope) -> Evaluate:
        name = function.id
        if name in NUMERIC:
            return self._numeric(node, NUMERIC[name], scope)
        if self.timeless:
            raise self.source.unknown(function, NUMERIC)
        if name in LOOKUPS:
            return self._lookup(node, LOOKUPS[name], scope)
        if name in PAIRS:
            return self._pair(node, name, scope)
        if name in SERIES:
            return self._series(node, name, scope)
        if name in SHIFTING:
            return self._shifting(node, name, scope)
        raise self.source.unknown(function, [*NUMERIC, *LOOKUPS, *PAIRS, *SERIES, *SHIFTING])

    def _numeric(self, node: ast.Call, function: Numeric, scope: Scope) -> Evaluate:
        count = {Arity.ONE: 1, Arity.TWO: 2, Arity.MANY: max(2, len(node.args))}[function.arity]
        arguments = self.source.arguments(node, function.signature, count)
        return function.build(*(self._compile(argument, scope) for argument in arguments))

    def _lookup(self, node: ast.Call, function: Lookup, scope: Scope) -> Evaluate:
        signature, allowed = function.signature, function.number
        arguments = self.source.arguments(node, signature, 2 if allowed else 1)
        measure = self._plain(arguments[0], signature, function.use, scope)
        number = self.source.whole(arguments[1], signature, allowed) if allowed else 0
        if function.looks_back:
            self._plain(arguments[0], signature, function.use, replace(scope, shift=scope.shift + number))
        read, shift, window = function.read, scope.shift, scope.window
        return lambda context: read(context, measure, shift, window, number)

    def _pair(self, node: ast.Call, name: str, scope: Scope) -> Evaluate:
        signature = PAIRS[name].signature
        arguments = self.source.arguments(node, signature, 2)
        one, other = (self._plain(argument, signature, Use.MEMBERS, scope) for argument in arguments)
        return of_pair(PAIRS[name], one, other, scope.shift, scope.window)

    def _series(self, node: ast.Call, name: str, scope: Scope) -> Evaluate:
        series = SERIES[name]
        first, *others = self.source.arguments(node, series.signature, 1 + series.given)
        months, *least = (self.source.whole(other, series.signature, (1, FARTHEST)) for other in others)
        reach = months + 1 if least else months
        shifted = [self._compile(first, replace(scope, shift=scope.shift + back)) for back in range(reach)]
        return over(shifted, series.find, least[0] if least else 0)

    def _shifting(self, node: ast.Call, name: str, scope: Scope) -> Evaluate:
        signature = SHIFTING[name]
        first, *others = self.source.arguments(node, signature, 1 if name == "opening" else 2)
        if name == "opening":
            return opening(self._plain(first, signature, Use.OPENING, scope), scope.shift, scope.window)
        if name == "countback":
            balance = self._plain(first, signature, Use.VALUE, scope)
            return countback(balance, self._plain(others[0], signature, Use.SERIES, scope), scope.shift)
        months = self.source.whole(others[0], signature, (1, FARTHEST))
        if name == "prior":
            return self._compile(first, replace(scope, shift=scope.shift + months))
        return self._compile(first, replace(scope, window=months))

    def _plain(self, node: ast.expr, signature: str, use: Use, scope: Scope) -> str:
        if not isinstance(node, ast.Name):
            raise self.source.wrong(node, signature)
        return self._measure(node, use, scope)

    def _measure(self, node: ast.Name, use: Use, scope: Scope) -> str:
        if self.known is not None and node.id not in self.known:
            raise self.source.unknown(node, self.known)
        self.references.add(Reference(node.id, use, scope.shift, scope.window))
        return node.id


def _combined(combine: Combine, left: Evaluate, right: Evaluate) -> Evaluate:
    """Both sides combined; missing as soon as one is missing."""

    def run(context: Context) -> Decimal | None:
        one = left(context)
        if one is None:
            return None
        other = right(context)
        return None if other is None else combine(one, other)

    return run


def _negative(part: Evaluate) -> Evaluate:
    def run(context: Context) -> Decimal | None:
        value = part(context)
        return None if value is None else -value

    return run
