"""Recognition as everybody meets it: the nomination, what waits for a decision, who was recognised."""

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.culture.recognition import Recognition, RecognitionNominee
from domain.culture.recognition_state import RecognitionState
from ui import formats
from ui.colours import badge_colour
from ui.culture.names import Names, names_of
from ui.culture.nominate_form import Choices, choices_of, draw_nomination
from ui.culture.shortened import shortened
from ui.language import _, label, listed
from ui.routes import literal, record_link

SHOWN = 24
WAITING = (RecognitionState.NOMINATED, RecognitionState.APPROVED)


def draw_wall(actor: Actor) -> None:
    """Nominate, decide, and the announced, the latest first."""
    with reading(actor) as session:
        announced = session.scalars(
            select(Recognition)
            .where(Recognition.state == RecognitionState.ANNOUNCED, Recognition.archived_at.is_(None))
            .order_by(Recognition.announced_on.desc(), Recognition.id.desc())
            .limit(SHOWN)
            .options(selectinload(Recognition.nominees))
        ).all()
        waiting = session.scalars(
            select(Recognition)
            .where(Recognition.state.in_(WAITING), Recognition.archived_at.is_(None))
            .order_by(Recognition.id)
            .options(selectinload(Recognition.nominees))
        ).all()
        choices: Choices = choices_of(session, actor)
        names = names_of(session, _people((*announced, *waiting)))
    draw_nomination(choices, today())
    if waiting:
        st.subheader(_("Waiting for a decision or the announcement"), anchor=False)
        with st.grid(3, min_column_width=280):
            for one in waiting:
                _draw_card(one, names)
        st.subheader(_("Announced"), anchor=False)
    if not announced:
        st.info(
            _("Nobody has been recognised yet. Be the first to say thank you."), icon=":material/celebration:"
        )
    with st.grid(3, min_column_width=280):
        for one in announced:
            _draw_card(one, names)


def _people(shown: Iterable[Recognition]) -> Iterator[int]:
    for one in shown:
        yield one.nominator_id
        yield from (nominee.person_id for nominee in one.nominees)


def _draw_card(one: Recognition, names: Names) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="small"):
            st.badge(label(one.kind), color="blue")
            if one.state is not RecognitionState.ANNOUNCED:
                st.badge(label(one.state), color=badge_colour(one.state))  # type: ignore[arg-type]
        st.markdown(f"**{literal(named(one.nominees, names))}**")
        record_link(one, one.title, f"recognition-{one.id}")
        st.markdown(literal(shortened(one.happened)))
        day = one.announced_on or one.nominated_on
        by = _("Nominated by {name}", name=names.get(one.nominator_id, ""))
        st.caption(literal(f"{by} · {formats.day(day)}"))


def named(nominees: Sequence[RecognitionNominee], names: Names) -> str:
    """The names of those recognised."""
    return listed(names.get(one.person_id, "") for one in nominees)
