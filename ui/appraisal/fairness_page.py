"""Whether grades differ between groups: where to look, with sizes; nothing follows by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.compare_cycles import unexplained_moves
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.fairness_groups import LEAST, Comparison
from domain.appraisal.fairness_report import FairnessAttribute, FairnessReport, fairness_report
from domain.appraisal.stability import TwoCycles
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission
from domain.core.rounding import rounded
from domain.organisation.directory import colleagues
from domain.organisation.unit import Unit
from ui import formats
from ui.appraisal.calibration_look import calibrated_cycles
from ui.appraisal.curve_view import points
from ui.appraisal.territory_card import draw_territory
from ui.language import _, in_language, label, listed, say
from ui.routes import literal, page_link
from ui.titles import title

MOST = 12


def sees_fairness(actor: Actor, cycle: AppraisalCycle) -> bool:
    """HR, and those who decide on appeals, of the cycle's unit."""
    wanted = (Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE)
    return any(actor.may(one, cycle.unit_id) for one in wanted)


@dataclass(frozen=True)
class FairnessLook:
    """The report of a cycle, or why there is none yet; names of what it speaks of."""

    cycle: AppraisalCycle
    report: FairnessReport | DomainError
    moves: Sequence[TwoCycles]
    people: Mapping[int, str]
    units: Mapping[str, str]


def draw_fairness(actor: Actor, chosen: int | None) -> None:
    """The report of a cycle; of the latest one where none is named."""
    seen = _look(actor, chosen)
    if seen is None:
        st.markdown(_("No cycle has come to its results yet."))
        return
    found = seen.report
    st.subheader(literal(title(seen.cycle)), anchor=False)
    if isinstance(found, DomainError):
        st.info(say(found), icon=":material/hourglass_empty:")
        return
    st.caption(
        _("{people} people with a score. A difference says where to look, not that somebody was unfair; "
          "nothing follows by itself. Groups below {least} people are not shown.",
          people=found.people, least=LEAST)
    )  # fmt: skip
    for attribute, comparison in found.comparisons.items():
        if comparison.groups:
            _draw_comparison(found, attribute, comparison, seen.units)
    draw_territory(actor, seen.cycle)
    small = [label(one) for one, comparison in found.comparisons.items() if not comparison.groups]
    if small:
        st.caption(literal(_("No group is large enough to be shown: {names}.", names=listed(small))))
    if actor.may(Permission.ASSESSMENTS_ADMINISTER):
        _draw_sources(found)
    _draw_moves(seen.moves, seen.people)


def _draw_sources(found: FairnessReport) -> None:
    """Where HR keeps what groups are made by."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if found.unknown:
            text = _("Gender or birth date is not on file: {count} people.", count=found.unknown)
            st.caption(text, width="content")
        page_link("person-attributes", label("page.person_attributes"), {}, "fairness-attributes")


def _look(actor: Actor, chosen: int | None) -> FairnessLook | None:
    with reading(actor) as session:
        cycles = calibrated_cycles(session)
        cycle = next((one for one in cycles if one.id == chosen), cycles[0] if cycles else None)
        if cycle is None:
            return None
        moves = unexplained_moves(session, cycle)
        named = colleagues(session, {one.person_id for one in moves})
        units = session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
        return FairnessLook(
            cycle, _report(session, actor, cycle), moves,
            {one.id: in_language(one.name, one.name_en) for one in named},
            {str(row.id): in_language(row.name_zh, row.name_en) for row in units},
        )  # fmt: skip


def _report(session: Session, actor: Actor, cycle: AppraisalCycle) -> FairnessReport | DomainError:
    try:
        return fairness_report(session, actor, cycle)
    except DomainError as refusal:
        return refusal


def _draw_comparison(
    found: FairnessReport, attribute: FairnessAttribute, one: Comparison, units: Mapping[str, str]
) -> None:
    names = {group.key: _group_name(attribute, group.key, units) for group in one.groups}
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{literal(label(attribute))}**", width="content")
            for text, colour in _findings(one, names):
                st.badge(text, color=colour)  # type: ignore[arg-type]
        rate = _("{grade} or better", grade=found.good_grade)
        columns = {
            label(attribute): [names[group.key] for group in one.groups],
            _("People"): [formats.number(group.people) for group in one.groups],
            rate: [
                f"{formats.number(group.good)} · {formats.percent(group.rate, 0)}" for group in one.groups
            ],
            _("Mean score"): [points(group.mean_score) for group in one.groups],
        }
        st.dataframe(
            pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
            hide_index=True, key=f"fairness:{attribute}", alt=label(attribute),
        )  # fmt: skip
        st.caption(literal(" · ".join(_figures(one, names))))


def _findings(one: Comparison, names: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    found = []
    if one.impact is not None and one.impact.flagged:
        group = names.get(one.impact.lowest, "")
        colour = "red" if one.is_unlikely else "orange"
        found.append((_("{group}: below four fifths", group=group), colour))
    if one.gap is not None and one.gap.flagged:
        found.append((_("means lie half a standard deviation apart or more"), "orange"))
    if len(one.groups) < 2:
        return [(_("no second group to compare with"), "gray")]
    return found or [(_("nothing stands out"), "green")]


def _figures(one: Comparison, names: Mapping[str, str]) -> list[str]:
    told = []
    if one.impact is not None:
        told.append(
            _("{low} / {high}: ratio {ratio}", low=names.get(one.impact.lowest, ""),
              high=names.get(one.impact.highest, ""), ratio=formats.number(rounded(one.impact.ratio, 2)))
        )  # fmt: skip
    if one.p is not None:
        told.append(_("by chance p = {p}", p=formats.number(rounded(one.p, 3))))
    if one.gap is not None:
        told.append(_("effect size d = {d}", d=formats.number(rounded(one.gap.d, 2))))
    if one.hidden:
        told.append(_("{count} people in groups too small", count=one.hidden))
    return told


def _group_name(attribute: FairnessAttribute, key: str, units: Mapping[str, str]) -> str:
    if attribute is FairnessAttribute.UNIT:
        return units.get(key, key)
    prefix = {FairnessAttribute.GENDER: "Gender", FairnessAttribute.AGE: "age"}.get(attribute, "tenure")
    return label(f"{prefix}.{key}")


def _draw_moves(moves: Sequence[TwoCycles], people: Mapping[int, str]) -> None:
    if not moves:
        return
    st.subheader(_("Grades that moved without the figures"), anchor=False)
    for one in moves[:MOST]:
        moved = _("{count} grades up", count=one.moved) if one.moved > 0 else (
            _("{count} grades down", count=-one.moved))  # fmt: skip
        said = _(
            "figures {before} → {after}", before=points(one.figures_before), after=points(one.figures_now)
        )
        st.markdown(literal(f"{people.get(one.person_id, '')} · {moved} · {said}"))
