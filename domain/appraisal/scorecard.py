"""Scorecards: what people in some posts are assessed by."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, object_session

from db.types import Code, Name
from domain.appraisal.content import ScorecardContent
from domain.core.code_list import require_key
from domain.core.entity import Entity
from domain.core.permission import Permission


class Scorecard(Entity):
    """A scorecard for a family of posts. A cycle takes a copy: later changes touch no open assessment."""

    __tablename__ = "scorecard"
    read_permission = Permission.ASSESSMENTS_READ
    write_permission = Permission.ASSESSMENTS_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    posts: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of the posts whose holders it is for; empty: for everybody no other scorecard is for."""
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)

    @property
    def asks(self) -> ScorecardContent:
        """Its dimensions and items."""
        return ScorecardContent.of(self.content or [])

    def check(self) -> None:
        """Refuse one that could not be scored, or whose figures are not there."""
        require_key(self.code, "Scorecard.code")
        self.asks.check()
        if session := object_session(self):
            from domain.appraisal.known_sources import require_sources

            with session.no_autoflush:
                require_sources(session, self.asks)
