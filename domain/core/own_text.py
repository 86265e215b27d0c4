"""Words of the organisation's own: what it calls a field, and what it says about filling it in."""

from collections.abc import Mapping

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.types import LongText
from domain.core.entity import Entity

HELP = "help."
"""Before the key of a field: the key of what is said about filling it in."""


class OwnText(Entity):
    """One label, written by the organisation; it stands before the shipped one. Empty: as shipped."""

    __tablename__ = "own_text"

    key: Mapped[str] = mapped_column(String(200), unique=True)
    """Of the label: `Customer.region`, `help.Customer.region`."""
    text_zh: Mapped[LongText] = mapped_column(insert_default="")
    text_en: Mapped[LongText] = mapped_column(insert_default="")


Texts = Mapping[str, Mapping[str, str]]
"""Label key -> language -> text."""


def own_texts(session: Session) -> Texts:
    """All words of the organisation's own."""
    rows = session.execute(
        select(OwnText.key, OwnText.text_zh, OwnText.text_en).where(OwnText.archived_at.is_(None))
    )
    return {key: {"zh_CN": zh, "en": en} for key, zh, en in rows}
