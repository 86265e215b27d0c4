"""What stands on a board: its cards in reading order, and what all of them can be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import RuleBroken
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import BREAKDOWNS, BY_UNIT
from domain.reporting.board_card import Card, CardKind, NotALayout

MOST_CARDS = 40
MOST_DIMENSIONS = 2


class TooManyCards(RuleBroken):
    """A board is taken in at a glance."""

    text = "A board holds at most {most} cards."


class NoSuchIndicator(RuleBroken):
    """A card would show an indicator that the portal does not have."""

    text = "There is no indicator {code}."


class NoSuchDimension(RuleBroken):
    """Nothing can be broken down this way."""

    text = "Figures cannot be broken down by “{dimension}”."


@dataclass(frozen=True)
class Layout:
    """The whole of a board. Moving and changing give another layout."""

    cards: tuple[Card, ...] = ()
    dimensions: tuple[str, ...] = ()
    """Up to two, each a filter above the cards."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON; NotALayout says what is wrong."""
        cards, dimensions = kept.get("cards", ()), kept.get("dimensions", ())
        if not isinstance(cards, list | tuple) or not isinstance(dimensions, list | tuple):
            raise NotALayout(field="layout", why="no list of cards")
        return cls(tuple(Card.of(one) for one in cards), tuple(str(one) for one in dimensions))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"cards": [one.plain() for one in self.cards], "dimensions": list(self.dimensions)}

    @property
    def codes(self) -> frozenset[str]:
        """The indicators on it."""
        return frozenset(code for one in self.cards for code in one.indicators)

    @property
    def pressed(self) -> tuple[str, ...]:
        """Every dimension by which a reader can narrow it: by filter or by pressing a mark."""
        by = (one.by for one in self.cards if one.kind is CardKind.BARS and one.by != BY_UNIT)
        return tuple(dict.fromkeys((*self.dimensions, *by)))

    def with_card(self, card: Card, at: int | None = None) -> Self:
        """With a card more at the end, or another one in its place."""
        if at is None:
            return replace(self, cards=(*self.cards, card))
        return replace(self, cards=(*self.cards[:at], card, *self.cards[at + 1 :]))

    def without(self, at: int) -> Self:
        """With a card less."""
        return replace(self, cards=(*self.cards[:at], *self.cards[at + 1 :]))

    def moved(self, at: int, to: int) -> Self:
        """With a card at another place; the ends are ends."""
        cards = list(self.cards)
        cards.insert(max(0, min(to, len(cards) - 1)), cards.pop(at))
        return replace(self, cards=tuple(cards))

    def check(self) -> None:
        """Refuse what cannot be shown, whatever the portal holds."""
        if len(self.cards) > MOST_CARDS:
            raise TooManyCards(field="layout", most=MOST_CARDS)
        for one in self.cards:
            one.check()
        for dimension in (*self.dimensions, *(one.by for one in self.cards if one.by)):
            if dimension not in BREAKDOWNS:
                raise NoSuchDimension(field="by", dimension=dimension)
        if len(self.dimensions) > MOST_DIMENSIONS or BY_UNIT in self.dimensions:
            raise NotALayout(field="dimensions", why="at most two dimensions besides the unit")


def require_known(session: Session, codes: Sequence[str] | frozenset[str]) -> None:
    """NoSuchIndicator unless the portal has all of them."""
    known = set(session.scalars(select(Indicator.code).where(Indicator.code.in_(sorted(codes)))))
    if missing := sorted(set(codes) - known):
        raise NoSuchIndicator(field="indicators", code=missing[0])


def rows_of(cards: Sequence[Card]) -> list[list[tuple[int, Card]]]:
    """Cards with their places, in rows of twelve columns; what does not fit begins the next row."""
    rows: list[list[tuple[int, Card]]] = []
    left = 0
    for at, card in enumerate(cards):
        if card.width > left:
            rows.append([])
            left = 12
        rows[-1].append((at, card))
        left -= card.width
    return rows
