"""Which indicators stand on the cockpit: what people chose, else those it is shipped with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.indicators.indicator import Indicator

SHIPPED = ("K01", "K06", "K26", "K30", "K33", "K36", "R05", "R07")
"""Sales, chances, delivery, speed of money, what fell due, what is late, what is lost, who it hangs on."""
MOST = 8


class TooManyTiles(RuleBroken):
    """One glance takes in no more."""

    text = "The cockpit shows at most {most} indicators."


class ChosenTwice(RuleBroken):
    """The same indicator would stand there twice."""

    text = "{indicator} is chosen twice."


class CockpitTile(Entity):
    """One place of the cockpit, counted from 1."""

    __tablename__ = "cockpit_tile"

    place: Mapped[int] = mapped_column(unique=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)


def tiles(session: Session) -> tuple[str, ...]:
    """Codes of the indicators on the cockpit, in their order."""
    query = (
        select(Indicator.code)
        .join(CockpitTile, CockpitTile.indicator_id == Indicator.id)
        .where(CockpitTile.archived_at.is_(None))
        .order_by(CockpitTile.place)
    )
    return tuple(session.scalars(query)) or SHIPPED


def choose_tiles(session: Session, actor: Actor, codes: Sequence[str], now: datetime) -> None:
    """Put these indicators on the cockpit, for everybody; none at all brings the shipped ones back."""
    actor.require(Permission.INDICATORS_DEFINE)
    if len(codes) > MOST:
        raise TooManyTiles(most=MOST)
    twice = next((code for code in codes if list(codes).count(code) > 1), None)
    if twice:
        raise ChosenTwice(indicator=twice)
    ids = dict(session.execute(select(Indicator.code, Indicator.id).where(Indicator.code.in_(codes))).all())
    kept = {one.place: one for one in session.scalars(select(CockpitTile))}
    for place, code in enumerate(codes, 1):
        if place in kept:
            kept[place].indicator_id, kept[place].archived_at = ids[code], None
        else:
            session.add(CockpitTile(place=place, indicator_id=ids[code]))
    for place, one in kept.items():
        if place > len(codes):
            one.archived_at = one.archived_at or now
    session.flush()
