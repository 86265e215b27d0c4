"""Imports and undos take turns."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.organisation.unit import ROOT_CODE, Unit


def take_turn(session: Session) -> None:
    """Wait until no other import or undo is under way; the turn ends with the transaction.

    Two at once would settle one account twice, each without the other's records. The company's own row
    is what they queue for; whoever merely refers to it does not wait. (SQLite lets one writer work anyway.)
    """
    unit = table_of(Unit)
    session.execute(select(unit.c.id).where(unit.c.code == ROOT_CODE).with_for_update(key_share=True))
