"""From a number back to the sums it is made of, so that its records can be shown.

A formula that adds and subtracts sums is taken apart by asking it: with one sum larger by 1 it answers
larger by that sum's coefficient. A choice among customers (the largest, the first ten, all who owe)
is found by adding up the largest until the number is reached. For anything else (a median, a product) the
records are shown, but do not add up to the number.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from domain.core.statement import Statement
from domain.indicators.formula import Formula
from domain.indicators.formula_context import Context

Call = tuple[str, int, int]
"""(measure, shift, window) as a formula asked for it."""
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Piece:
    """A sum behind a number: which measure, when, how often it counts, and of whom (None: of all)."""

    measure: str
    shift: int
    window: int
    times: int = 1
    members: frozenset[Hashable] | None = None


@dataclass(frozen=True)
class Pieces:
    """What a number is made of; `adds_up`: the records of the pieces sum up to it exactly."""

    pieces: tuple[Piece, ...]
    adds_up: bool


@dataclass
class Listening:
    """A context that notes what a formula asks for and answers as the real one does."""

    real: Context
    values: dict[Call, Decimal | None] = field(default_factory=dict)
    members_asked: dict[Call, Mapping[Hashable, Decimal]] = field(default_factory=dict)
    others: list[Call] = field(default_factory=list)

    @property
    def months(self) -> int:
        """Whole months of the period."""
        return self.real.months

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        """The real value."""
        found = self.real.value(measure, shift, window)
        self.values[measure, shift, window] = found
        return found

    def days(self, shift: int = 0, window: int = 0) -> int:
        """The real days."""
        return self.real.days(shift, window)

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[int, int] | None:
        """The real distribution."""
        self.others.append((measure, shift, window))
        return self.real.histogram(measure, shift, window)

    def members(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[Hashable, Decimal] | None:
        """The real members."""
        found = self.real.members(measure, shift, window)
        if found is not None:
            self.members_asked[measure, shift, window] = found
        return found

    def series(self, measure: str, shift: int = 0) -> Iterable[tuple[Decimal, int]]:
        """The real series."""
        return self.real.series(measure, shift)

    def note(self, statement: Statement) -> None:
        """Nothing to keep it beside."""


@dataclass
class Probing:
    """A context in which one sum is larger by 1 than it really is."""

    real: Context
    one: Call

    @property
    def months(self) -> int:
        """Whole months of the period."""
        return self.real.months

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        """The real value, and 1 more for the probed sum."""
        found = self.real.value(measure, shift, window)
        return found + ONE if found is not None and (measure, shift, window) == self.one else found

    def days(self, shift: int = 0, window: int = 0) -> int:
        """The real days."""
        return self.real.days(shift, window)

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> None:
        """None: a distribution is no sum."""

    def members(self, measure: str, shift: int = 0, window: int = 0) -> None:
        """None: members are no sum."""

    def series(self, measure: str, shift: int = 0) -> tuple[tuple[Decimal, int], ...]:
        """Empty: a series is no sum."""
        return ()

    def note(self, statement: Statement) -> None:
        """Nothing to keep it beside."""


def decompose(formula: Formula, context: Context) -> Pieces:
    """The pieces of a formula's present value."""
    heard = Listening(context)
    value = formula.evaluate(heard)
    if len(heard.members_asked) == 1 and not heard.values:
        chosen = _chosen(value, *next(iter(heard.members_asked.items())))
        if chosen is not None:
            return Pieces((chosen,), adds_up=True)
    if heard.values and not heard.members_asked and not heard.others:
        linear = _linear(formula, context, heard.values, value)
        total = sum((heard.values[p.measure, p.shift, p.window] or ZERO) * p.times for p in linear)
        if value is not None and linear and total == value:
            return Pieces(linear, adds_up=True)
    asked = [*heard.values, *heard.members_asked, *heard.others]
    return Pieces(tuple(Piece(*call) for call in dict.fromkeys(asked)), adds_up=False)


def _linear(
    formula: Formula, context: Context, calls: Iterable[Call], base: Decimal | None
) -> tuple[Piece, ...]:
    """The sums with their coefficients; none when a coefficient is no whole number."""
    pieces = []
    for call in calls:
        answer = formula.evaluate(Probing(context, call))
        if base is None or answer is None or answer - base != int(answer - base):
            return ()
        if answer != base:
            pieces.append(Piece(*call, times=int(answer - base)))
    return tuple(pieces)


def _chosen(value: Decimal | None, call: Call, members: Mapping[Hashable, Decimal]) -> Piece | None:
    """The largest members that together make the value."""
    left, chosen = value or ZERO, set()
    for member, amount in sorted(members.items(), key=lambda item: (-item[1], str(item[0]))):
        if left <= 0 or amount <= 0:
            break
        left -= amount
        chosen.add(member)
    return Piece(*call, members=frozenset(chosen)) if value is not None and not left else None
