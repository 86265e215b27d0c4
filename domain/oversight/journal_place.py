"""How far the journal has been read for figures."""

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class JournalPlace(Base):
    """One row: the last line of the journal that counts in the figures."""

    __tablename__ = "journal_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
