"""The rules in words, and the button that applies them to a cycle."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.core.clock import today
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.rewards.propose_uses import propose_uses
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_rule import UseRule, codes_in
from ui import formats
from ui.boards.rows import Table, draw_rows
from ui.language import _, label, listed
from ui.routes import page_link
from ui.titles import full_title, title
from ui.wish import show_refusal, wish

PLACE = "use-rules:propose"


def draw_rules(actor: Actor) -> None:
    """Applying comes first, then what is applied."""
    with reading(actor) as session:
        query = select(UseRule).where(UseRule.archived_at.is_(None)).order_by(UseRule.code)
        rules = session.scalars(query).all()
        done = AppraisalCycle.state.in_((CycleState.PUBLISHED, CycleState.CLOSED))
        cycles = session.scalars(
            select(AppraisalCycle).where(done).order_by(AppraisalCycle.last_on.desc())
        ).all()
    if actor.may(Permission.REWARDS_PROPOSE):
        _draw_apply(cycles)
    columns = {
        label("UseRule.code"): [one.code for one in rules],
        label("UseRule.name"): [title(one) for one in rules],
        label("UseRule.kind"): [label(one.kind) for one in rules],
        _("Applies when"): [in_words(one) for one in rules],
        label("UseRule.run_days"): [formats.number(one.run_days) for one in rules],
        label("UseRule.review_months"): [formats.number(one.review_months) for one in rules],
    }
    right = frozenset({label("UseRule.run_days"), label("UseRule.review_months")})
    draw_rows(
        Table(columns, [one.id for one in rules], "use-rules", right), _("Rules in force"), "use-rules-table",
        _("There are no rules."),
    )  # fmt: skip


def _draw_apply(cycles: Sequence[AppraisalCycle]) -> None:
    with st.container(border=True, key="use-rules-apply"):
        st.markdown(f"**{_('Propose by these rules')}**")
        if not cycles:
            st.caption(_("No cycle has published results yet."))
            return
        names = {one.id: full_title(one) for one in cycles}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                label("entity.AppraisalCycle"), list(names), key=f"{PLACE}:cycle", width=360,
                format_func=names.__getitem__,
            )  # fmt: skip
            st.button(
                label("UseOfResult.step.propose"),
                type="primary",
                icon=":material/rule:",
                key=PLACE,
                on_click=_propose,
            )
            page_link("uses-of-results", _("All proposals"), {}, "use-rules-uses")
        show_refusal(PLACE)
        st.caption(_("Each result that meets a rule becomes one proposal. Others check and approve it."))


def _propose() -> None:
    cycle_id = int(st.session_state[f"{PLACE}:cycle"])

    def told(made: list[UseOfResult]) -> str:
        return _("{count} new proposals.", count=formats.number(len(made)))

    wish(
        lambda session: propose_uses(
            session, actor_of(session), find(session, AppraisalCycle, cycle_id), today()
        ),
        done=told, place=PLACE,
    )  # fmt: skip


def in_words(rule: UseRule) -> str:
    """All its conditions as one phrase."""
    parts = []
    if rule.grades:
        parts.append(_("grade {grades}", grades="/".join(codes_in(rule.grades))))
    if rule.times is not None and rule.cycles is not None:
        parts.append(_("{times} of the last {cycles} cycles", times=rule.times, cycles=rule.cycles))
    for text, value in (
        ("score at least {points}", rule.score_from), ("score below {points}", rule.score_below),
        ("some item below {points}" if not rule.item_key else "{item} below {points}", rule.item_below),
    ):  # fmt: skip
        if value is not None:
            parts.append(_(text, points=formats.number(Decimal(value)), item=rule.item_key))
    if rule.gap_least is not None:
        parts.append(_("a competency {levels} below what is expected", levels=rule.gap_least))
    return listed(parts)
