"""For the employee's own page: the path to promotion with its conditions, and the own bonus explained."""

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.settings import settings
from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.organisation.person import Person
from domain.rewards.bonus_line import BonusLine
from domain.rewards.career_level import CareerLevel
from domain.rewards.eligibility import Eligibility, eligibility
from domain.rewards.use_of_result import UseOfResult
from ui import formats
from ui.language import _, label
from ui.rewards.path import draw_conditions, draw_place, summary
from ui.rewards.words import draw_badge, draw_sentences, said
from ui.routes import literal, page_link
from ui.titles import title

MOST = 12
"""Lines shown, the latest first."""


def draw_own_path(actor: Actor) -> None:
    """Where I stand, what comes next, and what I still need for it."""
    with reading(actor) as session:
        query = select(Person).where(Person.id == (actor.person_id or 0))
        person = session.scalars(query).one_or_none()
        path = eligibility(session, actor, person, today()) if person is not None else None
    with st.container(border=True, key="own-path"):
        st.markdown(f"**:material/stairs: {_('My path')}**")
        if path is None:
            st.caption(_("Your account is not linked to a person."))
            return
        draw_place(path)
        _draw_band(path.current, "Pay band of the present level: {least} to {most} {currency}.")
        if path.next is not None:
            _draw_next(path)


def _draw_next(path: Eligibility) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text = _("Next: {level}", level=title(path.next))
        st.markdown(f"**{literal(text)}**", width="content")
        if path.outcome is not None:
            draw_badge(path.outcome)
        st.caption(summary(path), width="content")
    _draw_band(path.next, "Pay band of that level: {least} to {most} {currency}.")
    draw_conditions(path)


def _draw_band(level: CareerLevel | None, text: str) -> None:
    """Only where the level says that people on the path may know."""
    band = level.told_band if level is not None else None
    if band is not None:
        least, most = map(formats.money, band)
        st.caption(_(text, least=least, most=most, currency=settings().currency))


def draw_own_bonus(actor: Actor) -> None:
    """My bonus lines of approved runs, each with its derivation; nothing before approval."""
    with reading(actor) as session:
        query = (
            select(BonusLine)
            .where(
                BonusLine.person_id == (actor.person_id or 0), BonusLine.open_since.is_not(None),
                BonusLine.archived_at.is_(None),
            )
            .order_by(BonusLine.open_since.desc(), BonusLine.id.desc())
        )  # fmt: skip
        lines = session.scalars(query.options(selectinload(BonusLine.run)).limit(MOST)).all()
    with st.container(border=True, key="own-bonus"):
        st.markdown(f"**:material/payments: {_('My bonus')}**")
        if not lines:
            st.caption(_("Nothing has been approved yet. You see a bonus here once its run is approved."))
        for place, line in enumerate(lines):
            amount = formats.money(line.amount, settings().currency)
            name = f"{line.cycle_code} · {label(line.kind)} · {amount}"
            with st.expander(literal(name), expanded=place == 0):
                draw_sentences(line.said)
                page_link(
                    "BonusLine", label("entity.BonusLine"), {"id": str(line.id)}, f"own-bonus-{line.id}"
                )


def draw_own_uses(actor: Actor) -> None:
    """What follows from my results, once it is approved."""
    with reading(actor) as session:
        query = select(UseOfResult).where(
            UseOfResult.person_id == (actor.person_id or 0), UseOfResult.archived_at.is_(None)
        )
        uses = session.scalars(query.order_by(UseOfResult.id.desc()).limit(MOST)).all()
    if not uses:
        return
    with st.container(border=True, key="own-uses"):
        st.markdown(f"**:material/redeem: {_('What follows from my results')}**")
        for use in uses:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                draw_badge(use.state)
                page_link("UseOfResult", label(use.kind), {"id": str(use.id)}, f"own-use-{use.id}")
                st.caption(literal(" ".join(said(use.why))))
