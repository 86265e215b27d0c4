"""Who could be promoted: everybody with a next level, the nearest first, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st
from sqlalchemy import or_, select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.core.visibility import overseen
from domain.organisation.person import Person
from domain.rewards.eligibility import Eligibility, eligibility_of
from domain.rewards.path_condition import ConditionKind, PathOutcome
from domain.rewards.placement import SEEN_BY
from ui import formats
from ui.kept import kept
from ui.language import _, label
from ui.rewards.path import draw_conditions, draw_place, summary
from ui.rewards.words import draw_badge
from ui.routes import literal
from ui.titles import title

ORDER = (PathOutcome.MET, PathOutcome.UNKNOWN, PathOutcome.NOT_MET)
MARKS = {PathOutcome.MET: "✓", PathOutcome.NOT_MET: "✗", PathOutcome.UNKNOWN: "?"}
MOST_ROWS, ROW = 15, 35


@dataclass(frozen=True)
class Candidate:
    """A person with a next level."""

    name: str
    path: Eligibility

    @property
    def rank(self) -> tuple[int, int, str]:
        """Eligible first, then those with the fewest conditions open."""
        outcome = self.path.outcome or PathOutcome.NOT_MET
        open_conditions = sum(one.outcome is not PathOutcome.MET for one in self.path.conditions)
        return ORDER.index(outcome), open_conditions, self.name


def draw_promotions(actor: Actor) -> None:
    """Counts, the list, and one person in full; for those who work on rewards or rate people."""
    if not any(actor.may(one) for one in SEEN_BY):
        raise NotPermitted(permission=Permission.ASSESSMENTS_RATE)
    st.title(label("page.promotions"), anchor=False)
    with reading(actor) as session:
        people = session.scalars(
            select(Person)
            .where(
                Person.archived_at.is_(None), Person.id != (actor.person_id or 0),
                or_(Person.left_on.is_(None), Person.left_on >= today()),
                or_(*(overseen(actor, one, Person.unit_id) for one in SEEN_BY)),
            )
        ).all()  # fmt: skip
        names = {one.id: title(one) for one in people}
        paths = kept(
            session, "promotions", (sorted(names), today()),
            lambda: eligibility_of(session, names, today()),
        )  # fmt: skip
    candidates = sorted(
        (Candidate(names[key], one) for key, one in paths.items() if one.next), key=lambda one: one.rank
    )
    _draw_counts(candidates, paths)
    if not candidates:
        st.info(
            _("Nobody has a next level. Link career levels to posts, or place people in levels."),
            icon=":material/stairs:",
        )
        return
    _draw_list(candidates)


def _draw_counts(candidates: Sequence[Candidate], paths: Mapping[int, Eligibility]) -> None:
    counts = {outcome: sum(one.path.outcome is outcome for one in candidates) for outcome in ORDER}
    with st.grid(4, gap="small", min_column_width=150):
        for outcome, name in (
            (PathOutcome.MET, _("Eligible")), (PathOutcome.UNKNOWN, _("Something unknown")),
            (PathOutcome.NOT_MET, _("Conditions open")),
        ):  # fmt: skip
            st.metric(name, formats.number(counts[outcome]), border=True, height="stretch")
        without = sum(one.next is None for one in paths.values())
        st.metric(_("Without a next level"), formats.number(without), border=True, height="stretch")


def _draw_list(candidates: Sequence[Candidate]) -> None:
    cells = {
        label("entity.Person"): [one.name for one in candidates],
        label("entity.CareerLevel"): [title(one.path.current) for one in candidates],
        _("Next level"): [title(one.path.next) for one in candidates],
        _("How it stands"): [label(one.path.outcome) if one.path.outcome else "" for one in candidates],
    }
    for kind in ConditionKind:
        cells[label(kind)] = [_mark(one.path, kind) for one in candidates]
    ids = [one.path.person_id for one in candidates]
    key, chosen = f"promotions:{ids[0]}:{ids[-1]}", "promotions:person"
    st.dataframe(
        pa.table({name: pa.array(column, pa.string()) for name, column in cells.items()}),
        hide_index=True, key=key, height=ROW * (min(len(ids), MOST_ROWS) + 1) + 3,
        alt=label("page.promotions"), selection_mode="single-row",
        on_select=lambda: _choose(key, chosen, ids),
    )  # fmt: skip
    st.caption(_("✓ met, ✗ not met, ? unknown. Press a row to see the reasons."))
    _draw_one({one.path.person_id: one for one in candidates}, chosen)


def _mark(path: Eligibility, kind: ConditionKind) -> str:
    found = next((one for one in path.conditions if one.kind is kind), None)
    return MARKS[found.outcome] if found else formats.NOTHING


def _choose(table: str, chosen: str, ids: Sequence[int]) -> None:
    rows = st.session_state[table]["selection"]["rows"]
    if rows:
        st.session_state[chosen] = ids[rows[0]]


def _draw_one(candidates: Mapping[int, Candidate], chosen: str) -> None:
    names = {key: f"{one.name} · {summary(one.path)}" for key, one in candidates.items()}
    with st.container(border=True, key="promotions-one"):
        key = st.selectbox(_("Path of one person"), list(names), key=chosen, format_func=names.__getitem__)
        path = candidates[key].path
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_place(path)
            st.markdown(f"→ **{literal(title(path.next))}**", width="content")
            if path.outcome is not None:
                draw_badge(path.outcome)
        draw_conditions(path)
