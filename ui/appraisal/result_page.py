"""The results of a cycle in one list: who got what, what was done by hand, whether the seals hold."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.appraisal.composite import scale_of
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result_list import ResultLine, brought_count, published_cycles, result_lines
from domain.core.clock import today
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from ui import address, formats
from ui.appraisal.curve_view import points
from ui.appraisal.earlier import said_of
from ui.appraisal.result_file import grade_lowered, result_file
from ui.language import _, current, in_language, label, listed
from ui.lists.files import Format
from ui.question import whole
from ui.routes import literal, page_for, page_link
from ui.session import asked_later
from ui.titles import title

PLACE = "results"
ROW, MOST = 36, 18


@dataclass(frozen=True)
class ResultLook:
    """One cycle with its results, as far as this person may see them."""

    cycles: Sequence[AppraisalCycle]
    cycle: AppraisalCycle | None
    lines: Sequence[ResultLine]
    grades: Sequence[Grade]
    brought: int


def may_list(actor: Actor) -> bool:
    """HR and who rates or calibrates; everybody else reads the own result on the own page."""
    wanted = (
        Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_RATE, Permission.ASSESSMENTS_CALIBRATE,
    )  # fmt: skip
    return any(actor.may(one) for one in wanted)


def draw_results(actor: Actor) -> None:
    """The page; NotPermitted for whom it is not."""
    if not may_list(actor):
        raise NotPermitted(permission=Permission.ASSESSMENTS_RATE)
    seen = _look(actor, whole(address.get("cycle") or ""))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(label("page.results"), anchor=False, width="content")
        _draw_choice(seen)
    if seen.cycle is None:
        st.markdown(_("Nothing is published yet. Results stand here from publication on."))
    else:
        units = _draw_units(seen)
        lines = [one for one in seen.lines if not units or one.unit.id in units]
        _draw_sums(seen, lines)
        _draw_table(lines)
        _draw_files(seen.cycle, units)
    _draw_brought(actor, seen)


def _look(actor: Actor, chosen: int | None) -> ResultLook:
    with reading(actor) as session:
        cycles = published_cycles(session)
        cycle = next((one for one in cycles if one.id == chosen), cycles[0] if cycles else None)
        lines = result_lines(session, cycle) if cycle else []
        return ResultLook(cycles, cycle, lines, scale_of(session).grades, brought_count(session))


def _draw_choice(seen: ResultLook) -> None:
    if seen.cycle is None:
        return
    names, key, now = {one.id: title(one) for one in seen.cycles}, f"{PLACE}:cycle", seen.cycle.id
    address.follow("cycle", key, lambda _words: now)
    st.selectbox(
        label("Assessment.cycle"), list(names), format_func=names.__getitem__, key=key, width=280,
        label_visibility="collapsed", on_change=address.publish,
        args=("cycle", key, lambda picked: [str(picked)]),
    )  # fmt: skip


def _draw_units(seen: ResultLook) -> list[int]:
    units = {one.unit.id: title(one.unit) for one in seen.lines}
    if len(units) < 2:
        return []
    return st.multiselect(
        label("Assessment.unit"), sorted(units, key=units.__getitem__), format_func=units.__getitem__,
        key=f"{PLACE}:units", placeholder=_("All units"), label_visibility="collapsed", width=560,
    )  # fmt: skip


def _draw_sums(seen: ResultLook, lines: Sequence[ResultLine]) -> None:
    """How many have which grade, what was done by hand, whether anything was changed since publication."""
    counts = Counter(one.grade.code for one in lines if one.grade)
    said = [f"{one.code} {formats.number(counts[one.code])}" for one in seen.grades if counts[one.code]]
    unrated = sum(one.grade is None for one in lines)
    parts = [_("{count} people", count=formats.number(len(lines))), *said]
    if unrated:
        parts.append(_("{count} not rated", count=unrated))
    by_hand = sum(one.overridden > 0 for one in lines)
    if by_hand:
        parts.append(_("{count} with scores set by hand", count=by_hand))
    st.caption(literal(" · ".join(parts)))
    broken = [in_language(one.person.name, one.person.name_en) for one in lines if not one.is_intact]
    if broken:
        text = _("Changed since publication, past the rules: {names}.", names=listed(broken))
        st.error(literal(text), icon=":material/gpp_bad:")


def _draw_table(lines: Sequence[ResultLine]) -> None:
    columns = {
        label("Assessment.person"): [in_language(one.person.name, one.person.name_en) for one in lines],
        label("AssessmentResult.grade"): [_grade(one) for one in lines],
        label("AssessmentResult.score"): [points(one.score) for one in lines],
        label("Assessment.unit"): [title(one.unit) for one in lines],
        label("Assessment.post"): [title(one.post) for one in lines],
        label("AssessmentResult.adjustment"): [_signed(one) for one in lines],
        label("AssessmentResult.gate"): [grade_lowered(one) for one in lines],
        label("ResultLine.overrides"): [one.overrides.in_language(current()) for one in lines],
        label("AssessmentResult.coverage"): [formats.percent(one.coverage, 0) for one in lines],
        label("ResultLine.before"): [said_of(one.before) for one in lines],
        label("Assessment.state"): [label(one.state) for one in lines],
    }
    drawn = f"{PLACE}:list"
    widget = f"{drawn}:{st.session_state.get(drawn, 0)}:{len(lines)}:{lines[0].assessment_id if lines else 0}"
    right = st.column_config.TextColumn(alignment="right", width="small")
    names = list(columns)
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}), hide_index=True,
        row_height=ROW, height=ROW * (min(len(lines), MOST) + 1) + 3, key=widget, alt=label("page.results"),
        on_select=partial(_open, widget, drawn, [one.assessment_id for one in lines]),
        selection_mode="single-cell", column_config={names[at]: right for at in (2, 5, 8)},
    )  # fmt: skip
    opened = st.session_state.pop(f"{drawn}:opened", None)
    page = page_for("assessments")
    if opened is not None and page is not None:
        address.leave(page, {"id": str(opened)})


def _grade(one: ResultLine) -> str:
    """The grade; where something lowered it, the one the score alone would have given too."""
    if one.grade is None:
        return formats.NOTHING
    if one.grade_by_score is None or one.grade_by_score.id == one.grade.id:
        return one.grade.code
    return _("{grade}, by score {other}", grade=one.grade.code, other=one.grade_by_score.code)


def _signed(one: ResultLine) -> str:
    if not one.adjustment:
        return ""
    return f"+{points(one.adjustment)}" if one.adjustment > 0 else points(one.adjustment)


def _open(widget: str, drawn: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        st.session_state[f"{drawn}:opened"] = ids[cells[0][0]]


def _draw_files(cycle: AppraisalCycle, units: Sequence[int]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind, name in ((Format.XLSX, "Excel (XLSX)"), (Format.CSV, "CSV")):
            st.download_button(
                name, data=_maker(cycle.id, tuple(units), kind), mime=kind.mime, icon=":material/download:",
                file_name=f"{label('page.results')}_{cycle.code}_{today():%Y%m%d}.{kind}",
                key=f"{PLACE}:{kind}", on_click="ignore",
            )  # fmt: skip
        text = _("The file has staff numbers, scorecards and the seal of each result too. "
                 "The journal keeps who took what.")  # fmt: skip
        st.caption(text, width="content")


def _maker(cycle_id: int, units: Sequence[int], kind: Format) -> Callable[[], bytes]:
    who, language = asked_later(), current()
    return lambda: result_file(who(), language, cycle_id, units, kind)


def _draw_brought(actor: Actor, seen: ResultLook) -> None:
    """The way to results that were not scored here."""
    if seen.brought or actor.may(Permission.ASSESSMENTS_ADMINISTER):
        count = formats.number(seen.brought)
        page_link("earlier-results", f"{label('page.brought_results')} · {count}", {}, f"{PLACE}-brought")
