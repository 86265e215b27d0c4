"""Forms as they were filled in on a record."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.access.user import User
from domain.core.entity import Entity
from domain.forms.template import FormVersion


class FilledForm(Entity):
    """Answers to one version of a form, about one record; read with the record. Never changed: redone."""

    __tablename__ = "filled_form"
    __table_args__ = (Index("ix_filled_form_entity_entity_id", "entity", "entity_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"), index=True)
    entity: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime]
    answers: Mapped[dict[str, Any]]
    score: Mapped[Decimal | None] = mapped_column(Scaled(2))
    """0 to 100, by the weights of the version; None: nothing that counts was answered."""

    form_version: Mapped[FormVersion] = relationship(lazy="raise")
    by: Mapped[User] = relationship(lazy="raise")
