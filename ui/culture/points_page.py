"""Points: one's own, the board of a quarter, and the rules by which they are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import Grain, add_months, month_of
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.culture.points_board import Board, choose_named, is_named, own_points, points_board
from domain.culture.points_rule import PointsRule
from domain.organisation.tree import unit_tree
from ui import address, formats
from ui.charts.data import Bar, Measured
from ui.charts.draw import bars
from ui.culture.duty_list import unit_names
from ui.language import _, in_language, label
from ui.question import whole
from ui.routes import page_link
from ui.wish import wish

UNIT, QUARTER, QUARTERS = "unit", "quarter", 8


@dataclass(frozen=True)
class Look:
    """What the page shows."""

    board: Board
    own_quarter: int
    own_year: int
    named: bool
    rules: Sequence[PointsRule]
    units: dict[int, str]


def draw(actor: Actor) -> None:
    """The page."""
    month = month_of(today())
    offered = [add_months(month - (month % 100 - 1) % 3, -3 * back) for back in range(QUARTERS)]
    asked = whole(address.get(QUARTER) or "")
    first = asked if asked in offered else offered[0]
    unit = whole(address.get(UNIT) or "")
    look = _look(actor, first, unit)
    st.title(label("page.points"), anchor=False)
    _draw_own(look, actor, first)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _pick(QUARTER, _("Quarter"), {one: _quarter(one) for one in offered}, first)
        _pick(UNIT, label("field.unit"), {0: _("Whole company"), **look.units}, unit or 0)
    _draw_board(look, unit)
    _draw_rules(look.rules)


def _look(actor: Actor, first: int, unit: int | None) -> Look:
    with reading(actor) as session:
        units = unit_tree(session).below(unit) if unit else None
        last, year = add_months(first, 2), first // 100 * 100
        rules = select(PointsRule).where(PointsRule.archived_at.is_(None)).order_by(PointsRule.points.desc())
        return Look(
            points_board(session, actor, first, last, units),
            own_points(session, actor, first, last),
            own_points(session, actor, year + 1, year + 12),
            is_named(session, actor),
            session.scalars(rules).all(),
            unit_names(session),
        )


def _quarter(first: int) -> str:
    return f"{first // 100} Q{(first % 100 + 2) // Grain.QUARTER.months}"


def _pick(name: str, heading: str, offered: dict[int, str], chosen: int) -> None:
    key = f"points:{name}"
    address.follow(name, key, lambda _words: chosen if chosen in offered else next(iter(offered)))
    st.selectbox(
        heading, list(offered), key=key, format_func=offered.__getitem__, width=260,
        on_change=address.publish, args=(name, key, lambda value: (str(value),) if value else ()),
    )  # fmt: skip


def _draw_own(look: Look, actor: Actor, first: int) -> None:
    if actor.person_id is None:
        return
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        st.metric(_("My points, {quarter}", quarter=_quarter(first)), formats.number(look.own_quarter))
        st.metric(_("My points, {year}", year=first // 100), formats.number(look.own_year))
        with st.container(gap="small"):
            st.toggle(
                _("Name me on the board"), value=look.named, key=f"points:named:{look.named}",
                on_change=_choose, args=(not look.named,),
                help=_("Otherwise your points are told only together with those of at least two others."),
            )  # fmt: skip
            page_link("points_entries", _("My entries"), {}, "points-entries")


def _choose(named: bool) -> None:
    def work(session: Any) -> object:
        return choose_named(session, actor_of(session), named)

    done = _("You are named on the board.") if named else _("You are no longer named on the board.")
    wish(work, done=done)


def _draw_board(look: Look, unit: int | None) -> None:
    board = look.board
    st.subheader(_("Points board"), anchor=False)
    if not board.standings and not board.unnamed:
        st.info(_("No points in this quarter."), icon=":material/stars:")
        return
    left, right = st.columns([3, 2])
    with left:
        if board.standings:
            st.dataframe(_standings(look), hide_index=True, alt=_("Points board"), key=f"points:board:{unit}")
        st.caption(_unnamed(board))
    with right, st.container(border=True):
        ranked = sorted(board.by_unit.items(), key=lambda item: (-item[1], look.units.get(item[0], "")))
        rows = [Bar(look.units.get(key, "?"), Decimal(points)) for key, points in ranked]
        bars(
            rows, title=_("Points of those named, by unit"), measured=Measured.NUMBER, key="points:units",
            empty=_("Nobody is named."),
        )  # fmt: skip


def _standings(look: Look) -> pa.Table:
    rows = look.board.standings
    return pa.table(
        {
            _("Place"): [one.place for one in rows],
            label("Person.name"): [in_language(one.name, one.name_en) for one in rows],
            label("field.unit"): [look.units.get(one.unit_id, "") for one in rows],
            label("PointsEntry.points"): [one.points for one in rows],
        }
    )


def _unnamed(board: Board) -> str:
    if not board.unnamed:
        return ""
    if board.unnamed_points is None:
        return _("{count} more people do not want to be named.", count=formats.number(board.unnamed))
    return _(
        "{count} more people do not want to be named; together they have {points} points.",
        count=formats.number(board.unnamed), points=formats.number(board.unnamed_points),
    )  # fmt: skip


def _draw_rules(rules: Sequence[PointsRule]) -> None:
    st.subheader(_("How points are given"), anchor=False)
    st.caption(
        _(
            "Each record counts once. Nobody earns by what they approved themselves. Points for improvements"
            " come after the effect was found and go when it is undone."
        )
    )
    table = pa.table(
        {
            _("For"): [in_language(one.name_zh, one.name_en) for one in rules],
            label("PointsRule.points"): [one.points for one in rules],
            label("PointsRule.monthly_limit"): pa.array([one.monthly_limit for one in rules], pa.int64()),
        }
    )
    st.dataframe(table, hide_index=True, alt=_("How points are given"), width=760, key="points:rules")
