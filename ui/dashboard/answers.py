"""Answers of panels, kept until the data change: for everybody with the same rights together."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.journal import JournalHead
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators.indicator import Indicator
from domain.indicators.reading import FigureState

MOST = 3000


@dataclass(frozen=True)
class Version:
    """The state of the data that answers rest on."""

    database: str
    figures: tuple[int, str]
    """The last refresh, and the last change of a definition."""
    records: int
    """The last line of the journal: changes with every write."""


def version_of(session: Session) -> Version:
    """One statement, whatever the number of facts."""
    run = select(FigureState.run_id).where(FigureState.id == 1).scalar_subquery()
    defined = select(func.max(Indicator.updated_at)).scalar_subquery()
    written = select(JournalHead.seq).where(JournalHead.id == 1).scalar_subquery()
    found = session.execute(select(run, defined, written)).one()
    database = settings().database_url.get_secret_value()
    return Version(database, (found[0] or 0, str(found[1])), found[2] or 0)


@dataclass(frozen=True)
class Keeper:
    """Keeps answers of one look under who looks and the state of the data."""

    version: Version
    rights: str
    user: int | None

    @classmethod
    def of(cls, session: Session) -> "Keeper":
        """Of whoever opened the session."""
        actor = actor_of(session)
        return cls(version_of(session), rights(actor), actor.user_id)

    def kept(
        self,
        question: str,
        words: Hashable,
        answer: Callable[[], Any],
        *,
        live: bool = False,
        mine: bool = False,
    ) -> Any:
        """The answer to a question; `words` are whatever else it depends on. Nobody may change it."""
        state = (self.version.figures, self.version.records if live else 0)
        who = (self.rights, self.user if mine else None)
        return _answer(self.version.database, repr((state, who)), question, repr(words), answer)


def rights(actor: Actor) -> str:
    """What decides which rows an actor sees, and which names."""
    grants = sorted(actor.grants, key=lambda grant: (grant.role, sorted(grant.units or ())))
    return repr(
        [(sorted(one.permissions), one.units and sorted(one.units), sorted(one.fields)) for one in grants]
    )


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _answer(database: str, state: str, question: str, words: str, _ask: Callable[[], Any]) -> Any:
    return _ask()
