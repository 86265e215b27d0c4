"""Which alerts concern a record: those of a unit, of an indicator, of whoever must answer."""

from collections.abc import Iterator

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session, selectinload

from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.indicators.alert import Alert
from domain.records.happenings import Happening, HappeningKind


def alerts_of(session: Session, actor: Actor, record: Entity, most: int) -> Iterator[Happening]:
    """One happening for each alert that points to the record, at the time it was raised."""
    table = inspect(type(record)).local_table
    pointing = [
        column
        for column in inspect(Alert).local_table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    if not pointing or not actor.may(Permission.ALERTS_READ):
        return
    query = (
        select(Alert)
        .where(or_(*(column == record.id for column in pointing)))
        .options(selectinload(Alert.indicator), selectinload(Alert.unit))
    )
    for alert in session.scalars(query.order_by(Alert.created_at.desc(), Alert.id.desc()).limit(most)):
        yield Happening(alert.created_at, HappeningKind.ALERT, "", alert)
