"""Notes that people pin to a period of an indicator, so that the next reader knows what happened then."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from domain.core.editing import archive, create, find
from domain.core.entity import Entity
from domain.core.errors import Missing, NotFound
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit

LONGEST = 200


class Annotation(Entity, BelongsToUnit):
    """One note: who wrote it, of which indicator and unit, at which month (yyyymm, the period's last)."""

    __tablename__ = "annotation"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    period: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST))
    by: Mapped[str] = mapped_column(String(200))

    indicator: Mapped[Indicator] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """A note says something."""
        if not self.text.strip():
            raise Missing(field_name="Annotation.text", field="text")


def annotate(session: Session, actor: Actor, code: str, unit_id: int, month: int, text: str) -> Annotation:
    """Pin a note to the period of an indicator that ends with the month."""
    indicator = session.scalar(select(Indicator.id).where(Indicator.code == code))
    if indicator is None:
        raise NotFound
    values = {
        "indicator_id": indicator, "unit_id": unit_id, "period": month, "text": text.strip()[:LONGEST],
        "by": actor.name,
    }  # fmt: skip
    return create(session, actor, Permission.INDICATORS_ANNOTATE, Annotation, values)


def take_back(session: Session, actor: Actor, key: int, now: datetime) -> None:
    """Take a note off the charts."""
    archive(session, actor, Permission.INDICATORS_ANNOTATE, find(session, Annotation, key), now)
