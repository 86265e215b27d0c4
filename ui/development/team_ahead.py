"""What is ahead of a manager's people: who is late with what, and the next step for each, with its link."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.last_result import LastResult, last_results
from domain.core.visibility import actor_of
from domain.reporting.team_people import Colleague
from domain.reporting.to_do import Matter, ToDo
from domain.reporting.to_dos import to_dos
from ui import formats
from ui.boards.team_look import team_of
from ui.boards.team_pictures import name_of
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View
from ui.development.to_do_line import draw_to_do
from ui.language import _, in_language, label
from ui.lines import lines
from ui.routes import literal, page_link

LATE = "late"
"""The choice of everything that is late, beside the matters."""
PEOPLE, MOST, ROWS = 9, 60, 4
"""Cards before the rest is folded away, cards at all, and rows of a card before the rest is folded."""


@dataclass(frozen=True)
class Ahead:
    """What was read."""

    people: Sequence[Colleague]
    units: Mapping[int, tuple[str, str]]
    open: Sequence[ToDo]
    """What is due first, first."""
    results: Mapping[int, LastResult]
    """Person -> their last published result, where the reader may know it."""


def ahead_of(session: Session, view: View) -> Ahead:
    """Read it, for the people the team page shows."""
    words = (view.unit.id, view.period.label, view.today)
    found: Ahead = Keeper.of(session).kept(
        "boards:team-ahead", words, lambda: _read(session, view), live=True, mine=True
    )
    return found


def _read(session: Session, view: View) -> Ahead:
    team = team_of(session, view)
    people = [one.id for one in team.people]
    found = to_dos(session, actor_of(session), people, view.today)
    return Ahead(team.people, team.units, found, last_results(session, people))


def draw_ahead(found: Ahead, view: View) -> None:
    """A choice of what to look at, then a card for each person, the most pressing first; not on the wall."""
    if view.wall:
        return
    with st.container(border=True, key="card-team-ahead"):
        st.markdown(f"**{_heading(found, view)}**")
        if not found.open:
            st.caption(_("Nothing is open for anybody here."))
            return
        chosen = _choose(found, view)
        by_person: dict[int, list[ToDo]] = defaultdict(list)
        for one in found.open:
            if _is_chosen(one, chosen, view):
                by_person[one.person_id].append(one)
        concerned = (one for one in found.people if one.id in by_person)
        cards = sorted(concerned, key=lambda one: -_late(by_person[one.id], view))
        _draw_cards(cards[:PEOPLE], by_person, found, view, ROWS)
        if len(cards) > PEOPLE:
            more = _("{count} more people", count=formats.number(len(cards) - PEOPLE))
            with st.expander(more, key="team-ahead-others", on_change="rerun") as others:
                if others.open:
                    _draw_cards(cards[PEOPLE:MOST], by_person, found, view, MOST)
        _draw_rest(found, len(cards))


def _draw_cards(
    people: Sequence[Colleague], rows: Mapping[int, Sequence[ToDo]], found: Ahead, view: View, most: int
) -> None:
    with st.grid(3, min_column_width=300, gap="small"):
        for one in people:
            _draw_person(one, rows[one.id], found, view, most)


def _heading(found: Ahead, view: View) -> str:
    late = [one.person_id for one in found.open if one.days_late(view.today)]
    people = formats.number(len(set(late) or {one.person_id for one in found.open}))
    if not late:
        return _("What is ahead of {people} people; nothing is late", people=people)
    return _("{late} things are late, of {people} people", late=formats.number(len(late)), people=people)


def _late(rows: Sequence[ToDo], view: View) -> int:
    return sum(one.days_late(view.today) > 0 for one in rows)


def _choose(found: Ahead, view: View) -> str | None:
    counts = Counter(one.matter for one in found.open)
    names = {matter.value: f"{label(matter)} {counts[matter]}" for matter in Matter if counts[matter]}
    if late := _late(found.open, view):
        names = {LATE: f"{_('Late')} {late}", **names}
    picked = st.pills(
        _("Show only"), list(names), format_func=names.__getitem__, key="team-ahead-matter",
        label_visibility="collapsed",
    )  # fmt: skip
    return picked if picked in names else None


def _is_chosen(one: ToDo, chosen: str | None, view: View) -> bool:
    if chosen == LATE:
        return one.days_late(view.today) > 0
    return chosen is None or one.matter == chosen


def _draw_person(one: Colleague, rows: Sequence[ToDo], found: Ahead, view: View, most: int) -> None:
    """`most` rows; the rest is folded away."""
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link("people", name_of(one), {"id": str(one.id)}, f"team-ahead-{one.id}")
            st.caption(literal(in_language(*found.units.get(one.unit_id, ("", "")))), width="content")
            st.space("stretch")
            if (result := found.results.get(one.id)) is not None:
                grade = _("Last grade: {grade}", grade=result.grade_code)
                page_link("Assessment", grade, {"id": str(result.assessment_id)}, f"team-result-{one.id}")
        with lines(f"team-ahead-{one.id}"):
            for row in rows[:most]:
                draw_to_do(row, view.today, own=False)
        if len(rows) > most:
            more = _("{count} more", count=formats.number(len(rows) - most))
            with st.expander(more), lines(f"team-ahead-more-{one.id}"):
                for row in rows[most:]:
                    draw_to_do(row, view.today, own=False)


def _draw_rest(found: Ahead, cards: int) -> None:
    if cards > MOST:
        st.caption(_("The first {shown} of {count}.", shown=MOST, count=formats.number(cards)))
    free = len(found.people) - len({one.person_id for one in found.open})
    if free:
        st.caption(_("Nothing is open for {count} others.", count=formats.number(free)))
