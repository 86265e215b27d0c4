"""What a person has to do next, from everywhere, in one list."""

from collections.abc import Iterator, Sequence

import streamlit as st

from domain.core.permission import Actor
from domain.reporting.to_do import ToDo, in_order
from domain.reporting.to_dos import MATTERS
from ui import formats
from ui.appraisal.heading import due_of
from ui.appraisal.my_look import MyLook
from ui.development.to_do_line import draw_to_do
from ui.language import _
from ui.lines import line, lines, quiet

SHOWN = 8
"""Rows before the rest is folded away."""


def draw_next(actor: Actor, seen: MyLook, found: Sequence[ToDo]) -> None:
    """What is late first, each row leading to where it is done; one calm line where nothing waits."""
    mine = in_order([*_own(actor, found), *_assessments(seen)])
    count, late = len(mine) + len(seen.requests), sum(one.days_late(seen.today) > 0 for one in mine)
    with st.container(border=True, key="my-next"):
        if not count:
            st.markdown(f":material/task_alt: {_('Nothing waits for you.')}")
            return
        told = f" :red[· {_('{count} of them late', count=formats.number(late))}]" if late else ""
        st.markdown(f"**:material/front_hand: {_('Waiting for you')} · {formats.number(count)}**{told}")
        with lines("my-next-rows"):
            _draw(actor, mine[:SHOWN], seen)
            _draw_requests(seen)
        if len(mine) > SHOWN:
            more = _("{count} more", count=formats.number(len(mine) - SHOWN))
            with st.expander(more), lines("my-next-more"):
                _draw(actor, mine[SHOWN:], seen)


def _own(actor: Actor, found: Sequence[ToDo]) -> Iterator[ToDo]:
    """What is the person's own turn; assessments come with those of others below."""
    return (one for one in found if one.doer_id == actor.person_id and one.matter not in MATTERS.values())


def _assessments(seen: MyLook) -> Iterator[ToDo]:
    for one in seen.waiting:
        yield ToDo(
            person_id=one.person_id, matter=MATTERS[one.state], name_zh=one.cycle.name_zh,
            name_en=one.cycle.name_en, page="Assessment", key=one.id, due_on=due_of(one),
        )  # fmt: skip


def _draw(actor: Actor, rows: Sequence[ToDo], seen: MyLook) -> None:
    for one in rows:
        about = seen.people.get(one.person_id, "") if one.person_id != actor.person_id else ""
        draw_to_do(one, seen.today, own=True, about=about)


def _draw_requests(seen: MyLook) -> None:
    for review in seen.requests:
        name = _("360: how do you see {name}", name=seen.people.get(review.person_id, ""))
        said = quiet(_("answers until {day}", day=formats.day(review.due_on)))
        line("PeerReview", name, said, {"id": str(review.id)})
