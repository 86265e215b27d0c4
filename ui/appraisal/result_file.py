"""The results of a cycle as a file; permission is asked for again when it is made, and the journal knows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result_list import ResultLine, result_lines
from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.journal import note
from domain.core.permission import Actor, Permission
from ui import formats
from ui.appraisal.earlier import said_of
from ui.fields import Kind
from ui.language import _, current, in_language, label, speaking
from ui.lists.files import Format, Sheet, csv_of, xlsx_of
from ui.screen import Computed
from ui.titles import as_told_to, title

Cell = Callable[[ResultLine], Any]


def grade_lowered(line: ResultLine) -> str:
    """What lowered the grade, if anything did."""
    return label(line.gate) if line.gate else ""


def _code(grade: Grade | None) -> str:
    return grade.code if grade else ""


COLUMNS: Sequence[tuple[str, Kind, Cell]] = (
    ("Person.number", Kind.TEXT, lambda one: one.person.number),
    ("Assessment.person", Kind.TEXT, lambda one: in_language(one.person.name, one.person.name_en)),
    ("Assessment.unit", Kind.TEXT, lambda one: title(one.unit)),
    ("Assessment.post", Kind.TEXT, lambda one: title(one.post)),
    ("Assessment.scorecard", Kind.TEXT, lambda one: title(one.scorecard)),
    ("AssessmentResult.composite", Kind.QUANTITY, lambda one: one.composite),
    ("AssessmentResult.adjustment", Kind.QUANTITY, lambda one: one.adjustment),
    ("AssessmentResult.score", Kind.QUANTITY, lambda one: one.score),
    ("AssessmentResult.coverage", Kind.RATIO, lambda one: one.coverage),
    (
        "AssessmentResult.grade_by_score",
        Kind.TEXT,
        lambda one: one.grade_by_score and one.grade_by_score.code,
    ),
    ("AssessmentResult.grade", Kind.TEXT, lambda one: _code(one.grade)),
    ("AssessmentResult.gate", Kind.TEXT, grade_lowered),
    ("ResultLine.before", Kind.TEXT, lambda one: said_of(one.before)),
    ("ResultLine.overrides", Kind.TEXT, lambda one: one.overrides.in_language(current())),
    ("Assessment.state", Kind.TEXT, lambda one: label(one.state)),
    ("AssessmentResult.revision", Kind.WHOLE, lambda one: one.revision),
    ("AssessmentResult.published_at", Kind.INSTANT, lambda one: one.published_at),
    ("AssessmentResult.hash", Kind.TEXT, lambda one: one.hash),
    ("ResultLine.intact", Kind.FLAG, lambda one: one.is_intact),
)


def result_file(actor: Actor, language: str, cycle_id: int, units: Sequence[int], kind: Format) -> bytes:
    """The file as bytes; `units` narrow it, none at all: all that this person may see."""
    with speaking(language), as_told_to(actor):
        return carry_out(actor, lambda session: _written(session, actor, cycle_id, units, kind))


def _written(session: Session, actor: Actor, cycle_id: int, units: Sequence[int], kind: Format) -> bytes:
    actor.require(Permission.ASSESSMENTS_READ)
    cycle = find(session, AppraisalCycle, cycle_id)
    lines = [one for one in result_lines(session, cycle) if not units or one.unit.id in units]
    sheet = Sheet(
        title=label("page.results"), headings=[label(key) for key, _kind, _cell in COLUMNS],
        columns=[Computed(key, _value(cell), what) for key, what, cell in COLUMNS], today=today(),
        about=_about(actor, cycle, lines), about_title=_("About this list"),
    )  # fmt: skip
    content = (xlsx_of if kind is Format.XLSX else csv_of)(sheet, [lines])
    facts = {"rows": len(lines), "as": kind.value, "filters": {"cycle": [cycle.code]}}
    note(session, "exported", entity="AssessmentResult", changes=facts)
    return content


def _value(cell: Cell) -> Callable[[Any, date], Any]:
    return lambda record, _today: cell(record)


def _about(actor: Actor, cycle: AppraisalCycle, lines: Sequence[ResultLine]) -> list[tuple[str, str]]:
    return [
        (label("Assessment.cycle"), title(cycle)),
        (_("Made by"), actor.name),
        (_("Made at"), formats.instant(now())),
        (_("Rows found"), formats.number(len(lines))),
    ]
