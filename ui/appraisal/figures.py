"""What an item is computed from, and its values in words: with the unit of the figure they are values of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.personal_measures import PERSONAL_MEASURES
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.core.rounding import rounded
from domain.indicators.indicator import Indicator, Measured
from ui import formats
from ui.indicators import wording
from ui.inputs import NotANumber
from ui.language import _, in_language, label

HUNDRED, ONE = Decimal(100), Decimal(1)
PLACES = 4


@dataclass(frozen=True)
class Figures:
    """The indicators that items can be computed from, by code."""

    indicators: Mapping[str, Indicator]

    def indicator(self, item: ScorecardItem) -> Indicator | None:
        """The indicator of an item, where it is computed from one."""
        return self.indicators.get(item.source) if item.kind is ItemKind.INDICATOR else None

    def source(self, item: ScorecardItem) -> str:
        """What an item is computed from, in words; empty for what people rate."""
        if item.kind.is_rated:
            return ""
        if item.kind is ItemKind.PERSONAL:
            return label(f"personal.{item.source}") if item.source else ""
        found = self.indicator(item)
        return f"{found.code} {wording.name_of(found)}" if found else item.source

    def said(self, item: ScorecardItem, value: Decimal | None) -> str:
        """A value with its unit: 98.5%, 45 days, 3."""
        found = self.indicator(item)
        if value is None:
            return formats.NOTHING
        if found is not None:
            return wording.figure(value, found)
        match self._personal(item):
            case "ratio":
                return formats.percent(value)
            case "days":
                return _("{count} days", count=formats.number(value, 1))
            case _:
                return formats.number(rounded(value, PLACES))

    def factor(self, item: ScorecardItem) -> Decimal:
        """By how much a value is multiplied where people type it: shares are typed in per cent."""
        found = self.indicator(item)
        share = found.measured is Measured.RATIO if found else self._personal(item) == "ratio"
        return HUNDRED if share else ONE

    def unit(self, item: ScorecardItem) -> str:
        """The unit in which values are typed."""
        found = self.indicator(item)
        if found is None:
            return {"ratio": "%", "days": label("unit.days")}.get(self._personal(item), "")
        return {
            Measured.RATIO: "%", Measured.PERCENT: "%", Measured.MONEY: wording.currency("").strip(),
            Measured.DAYS: label("unit.days"),
        }.get(found.measured, "")  # fmt: skip

    def typed(self, item: ScorecardItem, value: Decimal | None) -> str:
        """A value as it stands in an input."""
        return "" if value is None else formats.number(value * self.factor(item)).replace(",", "")

    def understood(self, item: ScorecardItem, text: str, field_name: str) -> Decimal | None:
        """What was typed, as it is kept; None for nothing, NotANumber for what is no number."""
        plain = text.replace(",", "").replace("，", "").replace("%", "").strip()
        if not plain:
            return None
        try:
            number = Decimal(plain)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise NotANumber(field=field_name.rpartition(".")[2], field_name=field_name, value=text)
        return number / self.factor(item)

    def _personal(self, item: ScorecardItem) -> str:
        """How a figure of the portal's own records is written; empty for other figures."""
        found = PERSONAL_MEASURES.get(item.source) if item.kind is ItemKind.PERSONAL else None
        return found.measured if found else ""


def figures(session: Session) -> Figures:
    """Read them."""
    query = select(Indicator).where(Indicator.archived_at.is_(None)).order_by(Indicator.code)
    return Figures({one.code: one for one in session.scalars(query)})


def item_name(item: ScorecardItem) -> str:
    """What people call the item."""
    return in_language(item.name_zh, item.name_en)
