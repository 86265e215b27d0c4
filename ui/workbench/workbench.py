"""The workbench: everything that waits for me, each with one press to where it is done."""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.reporting.desk import Desk, desk
from ui import formats
from ui.language import _, label
from ui.messaging.announcement_bar import draw_announcements
from ui.workbench import cards

SHOWN = 8
Card = Callable[[], None]


def draw(actor: Actor) -> None:
    """The page."""
    with reading(actor) as session:
        found = desk(session, actor, today())
    st.title(label("page.workbench"), anchor=False)
    st.caption(" · ".join((formats.day_in_words(today()), *_summary(found))))
    draw_announcements(actor)
    _draw_pile(_("To approve"), _approvals(found))
    _draw_pile(_("My measures"), [partial(cards.measure, one) for one in found.measures])
    _draw_pile(_("Issues: my turn"), [partial(cards.issue, one) for one in found.issues])
    _draw_pile(_("Alerts to answer"), [partial(cards.alert, one) for one in found.alerts], cards.all_alerts)
    _draw_pile(_("Assessments and feedback"), _appraisal(found))
    _draw_pile(_("Imports to finish"), [partial(cards.draft, one) for one in found.drafts])
    if not found.waiting:
        with st.container(border=True, horizontal_alignment="center"):
            st.space("small")
            st.markdown(f":material/task_alt: {_('Nothing waits for you.')}")
            st.space("small")
    _draw_pile(_("Recent imports"), [partial(cards.batch, one) for one in found.batches])


def _summary(found: Desk) -> Iterable[str]:
    if found.waiting:
        yield _("Waiting for you: {count}", count=formats.number(found.waiting))
    if late := found.overdue(today()):
        yield _("overdue measures of yours: {count}", count=formats.number(late))
    if found.notices:
        yield _("advance notices on your figures: {count}", count=formats.number(found.notices))


def _appraisal(found: Desk) -> list[Card]:
    return [
        *(partial(cards.assessment, one, found.people.get(one.person_id)) for one in found.assessments),
        *(partial(cards.review, one, found.people.get(one.person_id)) for one in found.reviews),
    ]


def _approvals(found: Desk) -> list[Card]:
    return [
        *(partial(cards.request, one) for one in found.requests),
        *(partial(cards.risk, one.alert) for one in found.risks),
        *(partial(cards.issue, one) for one in found.plans),
        *(partial(cards.version, one) for one in found.versions),
    ]


def _draw_pile(name: str, pile: list[Card], rest: Callable[[int], None] | None = None) -> None:
    """A heading with the count, the first of the pile, the way to the rest."""
    if not pile:
        return
    st.subheader(f"{name} · {formats.number(len(pile))}", anchor=False)
    with st.container(border=True, gap="xsmall"):
        for draw_card in pile[:SHOWN] if rest else pile:
            draw_card()
        if rest and len(pile) > SHOWN:
            rest(len(pile))
