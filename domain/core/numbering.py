"""How records that people make are numbered: patterns that an organisation writes, counters without gaps."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.types import KindOfRecord
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.kinds import kinds
from domain.core.permission import Permission

PART = re.compile(r"\{(yyyy|yy|mm|dd|unit|seq(?::([1-9]))?)\}")
PARTS = "{yyyy} {yy} {mm} {dd} {unit} {seq} {seq:4}"
LONGEST = 60
NUMBER = "number"
"""The attribute of a record that keeps it."""


class Restart(StrEnum):
    """When counting begins anew."""

    NEVER = "never"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"

    def span(self, day: date) -> str:
        """The time within which numbers are counted on."""
        return {"never": "", "year": f"{day:%Y}", "month": f"{day:%Y%m}", "day": f"{day:%Y%m%d}"}[self.value]


class BadPattern(RuleBroken):
    """Numbers of this pattern would not tell records apart, or say something unknown."""

    text = "The pattern needs {{seq}} once and knows only {parts}."


class AmbiguousPattern(RuleBroken):
    """Counting begins anew more often than the pattern shows."""

    text = "Counting that begins anew each {restart} needs {needed} in the pattern, or numbers repeat."


class NotNumbered(RuleBroken):
    """Records of this kind have no number."""

    text = "Records of the kind {entity} have no number of their own."


class NumberSeries(Entity):
    """The pattern by which records of one kind get their number when nobody types one."""

    __tablename__ = "number_series"
    read_permission = Permission.CONFIGURATION_READ
    write_permission = Permission.CONFIGURATION_WRITE

    entity: Mapped[str] = mapped_column(KindOfRecord, unique=True)
    pattern: Mapped[str] = mapped_column(String(LONGEST))
    restart: Mapped[Restart] = mapped_column(insert_default=Restart.YEAR)

    def check(self) -> None:
        """Refuse a pattern that cannot tell records apart."""
        if not hasattr(kinds().get(self.entity), NUMBER):
            raise NotNumbered(field="entity", entity=f"entity.{self.entity}")
        found = [part for part, _ in PART.findall(self.pattern)]
        rest = PART.sub("", self.pattern)
        if sum(part.startswith("seq") for part in found) != 1 or "{" in rest or "}" in rest:
            raise BadPattern(field="pattern", parts=PARTS)
        for needed in NEEDED[self.restart]:
            if not any(part in found for part in needed):
                shown = " / ".join(f"{{{part}}}" for part in needed)
                raise AmbiguousPattern(field="pattern", restart=self.restart, needed=shown)


NEEDED: dict[Restart, tuple[tuple[str, ...], ...]] = {
    Restart.NEVER: (),
    Restart.YEAR: (("yyyy", "yy"),),
    Restart.MONTH: (("yyyy", "yy"), ("mm",)),
    Restart.DAY: (("yyyy", "yy"), ("mm",), ("dd",)),
}


class NumberCounter(Base):
    """The last number given. Its row is locked until the record that takes the number is written."""

    __tablename__ = "number_counter"

    entity: Mapped[str] = mapped_column(String(80), primary_key=True)
    span: Mapped[str] = mapped_column(String(8), primary_key=True)
    last: Mapped[int]


def next_number(session: Session, entity: str, day: date, unit: str = "") -> str | None:
    """The next number of a kind of record; None where no pattern is defined.

    It is used up when the surrounding transaction commits, so that no number is left out.
    """
    query = select(NumberSeries).where(NumberSeries.entity == entity, NumberSeries.archived_at.is_(None))
    series = session.scalars(query).one_or_none()
    if series is None:
        return None
    span = series.restart.span(day)
    last = _count(session, entity, span)
    if last is None:
        # The first of a span makes the row; two at once would make it twice, so they queue at the series.
        session.execute(select(NumberSeries.id).where(NumberSeries.id == series.id).with_for_update())
        last = _count(session, entity, span)
    if last is None:
        last = 1
        session.execute(insert(NumberCounter).values(entity=entity, span=span, last=last))
    return written(series.pattern, last, day, unit)


def written(pattern: str, count: int, day: date, unit: str) -> str:
    """A number by the pattern."""
    plain = {"yyyy": f"{day:%Y}", "yy": f"{day:%y}", "mm": f"{day:%m}", "dd": f"{day:%d}", "unit": unit}

    def part(found: re.Match[str]) -> str:
        return plain.get(found[1]) or (f"{count:0{found[2] or 1}}" if found[1].startswith("seq") else "")

    return PART.sub(part, pattern)


def numbered(session: Session, kind: type[Entity], unit_id: Any, day: date) -> str | None:
    """The number of a new record that has none, by the pattern of its kind."""
    if not hasattr(kind, NUMBER):
        return None
    unit: Any = kinds()["Unit"]
    code = session.scalar(select(unit.code).where(unit.id == unit_id)) if unit_id else ""
    return next_number(session, kind.__name__, day, code or "")


def numbered_kinds(session: Session) -> frozenset[str]:
    """Names of the kinds of records that have a pattern."""
    return frozenset(session.scalars(select(NumberSeries.entity).where(NumberSeries.archived_at.is_(None))))


def _count(session: Session, entity: str, span: str) -> int | None:
    here = (NumberCounter.entity == entity, NumberCounter.span == span)
    counted = update(NumberCounter).where(*here).values(last=NumberCounter.last + 1)
    return session.execute(counted.returning(NumberCounter.last)).scalar_one_or_none()
