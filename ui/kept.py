"""Answers that stay true until somebody writes something: counted once, not at every press.

Every change, by hand or by import, extends the journal in its own transaction. So the journal's end is the
version of the data, and an answer kept under it is exact, however often it is asked for.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.journal import JournalHead
from domain.core.visibility import actor_of

T = TypeVar("T")
MOST_ANSWERS = 2000


def kept(session: Session, question: str, words: object, answer: Callable[[], T]) -> T:
    """The answer to a question, as this actor may see it, at the present state of the data.

    `words` are whatever else the answer depends on (filters, language); the answer must be picklable.
    """
    version = session.scalar(select(JournalHead.seq).where(JournalHead.id == 1)) or 0
    actor = actor_of(session)
    units = None if actor.units is None else tuple(sorted(actor.units))
    scope = (units, tuple(sorted((grant.role, grant.fields) for grant in actor.grants)))
    database = settings().database_url.get_secret_value()
    found: T = _answer(database, version, scope, question, repr(words), answer)
    return found


@st.cache_data(max_entries=MOST_ANSWERS, show_spinner=False)
def _answer(
    database: str, version: int, scope: object, question: str, words: str, _ask: Callable[[], Any]
) -> Any:
    return _ask()
