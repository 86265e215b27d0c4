"""An assessment on paper: as whoever prints it may see it, in both languages."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import streamlit as st

from db.settings import LANGUAGES
from domain.appraisal.content import Dimension
from domain.core.errors import DomainError
from domain.core.permission import Actor
from ui import formats
from ui.appraisal.curve_view import points
from ui.appraisal.figures import item_name
from ui.appraisal.look import AssessmentLook, Line, look
from ui.company import company_name
from ui.language import NAMES, _, in_language, label, speaking
from ui.packs.document import Block, Cell, Column, Facts, Heading, Table, Words
from ui.prints.press import pdf_of
from ui.prints.sheet import Sheet, source_of
from ui.session import asked_later
from ui.titles import as_told_to, title


def draw_print(seen: AssessmentLook) -> None:
    """One button for each language."""
    who, key = asked_later(), seen.assessment.id
    with st.popover(_("Print"), icon=":material/print:", key=f"assessments:{key}:print"):
        for language in LANGUAGES:
            st.download_button(
                f"PDF · {NAMES[language]}", data=_maker(who, key, language), mime="application/pdf",
                file_name=f"{seen.assessment.cycle.code}_{seen.name(seen.assessment.person_id)}_{language}.pdf",
                key=f"assessments:{key}:print:{language}", on_click="ignore",
                icon=":material/picture_as_pdf:",
            )  # fmt: skip


def _maker(who: Callable[[], Actor], key: int, language: str) -> Callable[[], bytes]:
    """Made when it is pressed for, and the right to see it is asked for again then."""

    def make() -> bytes:
        actor = who()
        with speaking(language), as_told_to(actor):
            return pdf_of(source_of(sheet_of(look(actor, key))))

    return make


def sheet_of(seen: AssessmentLook) -> Sheet:
    """The same as on the screen, as far as this person may see it."""
    one = seen.assessment
    return Sheet(
        title=title(one.cycle),
        organisation=company_name(),
        under=" · ".join(filter(None, (seen.name(one.person_id), title(one.post), title(one.unit)))),
        confidential=_("Confidential: for {name} and those who assess them.", name=seen.name(one.person_id)),
        blocks=[
            Facts(list(_facts(seen))), *_total(seen),
            *(block for dimension in seen.content.dimensions for block in _dimension(seen, dimension)),
            *_end(seen),
        ],
    )  # fmt: skip


def _facts(seen: AssessmentLook) -> Iterator[tuple[str, str]]:
    one = seen.assessment
    yield _("Period"), f"{formats.day(one.cycle.first_on)} ~ {formats.day(one.cycle.last_on)}"
    yield label("Assessment.state"), label(one.state)
    yield label("Assessment.rater"), seen.name(one.rater_id) or formats.NOTHING
    yield label("Assessment.second_rater"), seen.name(one.second_rater_id) or formats.NOTHING
    if one.published_at is not None:
        yield label("Assessment.published_at"), formats.instant(one.published_at)
    yield _("Printed by"), f"{seen.actor.name}, {formats.instant(seen.now)}"


def _total(seen: AssessmentLook) -> Iterator[Block]:
    result = seen.result
    if result is None:
        yield Words(_("There is no result to be seen yet."), quiet=True)
        return
    grade = seen.grades.get(result.grade_id or 0)
    name = f"{grade.code} {in_language(grade.name_zh, grade.name_en)}" if grade else formats.NOTHING
    facts = {"score": points(result.score), "grade": name, "share": formats.percent(result.coverage, 0)}
    yield Words(_("Total {score}, grade {grade}; {share} of the weight is scored.", **facts), lead=True)
    if result.gate is not None:
        before = seen.grades.get(result.grade_by_score_id or 0)
        yield Words(_("By score the grade would be {grade}; capped: {gate}.",
                      grade=before.code if before else formats.NOTHING, gate=label(result.gate)))  # fmt: skip
    if result.hash:
        yield Words(_("Frozen at {at}, fingerprint {hash}.", at=formats.instant(result.published_at),
                      hash=result.hash), quiet=True)  # fmt: skip


def _dimension(seen: AssessmentLook, dimension: Dimension) -> Iterator[Block]:
    name = in_language(dimension.name_zh, dimension.name_en)
    yield Heading(name, f"{formats.number(dimension.weight)}%")
    lines = seen.of(dimension)
    heads: Sequence[Column]
    rated = [line for line in lines if line.item.kind.is_rated]
    computed = [line for line in lines if not line.item.kind.is_rated]
    if computed:
        heads = (Column(label("entity.AssessmentItem"), 4), Column(_("Weight"), 1, True),
                 Column(_("Target"), 2, True), Column(_("Value"), 2, True),
                 Column(label("ItemScore.score"), 1, True), Column(_("Remark"), 4))  # fmt: skip
        yield Table(columns=heads, rows=[_computed(seen, line) for line in computed])
    if rated:
        heads = (Column(label("entity.AssessmentItem"), 4), Column(_("Weight"), 1, True),
                 Column(_("Self"), 4), Column(_("Manager"), 5),
                 Column(label("ItemScore.score"), 1, True))  # fmt: skip
        yield Table(columns=heads, rows=[_rated(seen, line) for line in rated])


def _computed(seen: AssessmentLook, line: Line) -> list[Cell]:
    score, curve = line.score, line.curve
    target = seen.known.said(line.item, curve.target) if curve.is_linear else label(curve.shape)
    remark = ""
    if score is not None and score.is_overridden:
        remark = _("Computed {points}; {who}: {reason}", points=points(score.computed_score),
                   who=seen.name(score.overridden_by_id), reason=score.override_reason)  # fmt: skip
    return [
        Cell(item_name(line.item)), Cell(f"{formats.number(line.weight)}%"), Cell(target),
        Cell(seen.known.said(line.item, score.value) if score else formats.NOTHING),
        Cell(points(score.score) if score else formats.NOTHING, strong=True), Cell(remark),
    ]  # fmt: skip


def _rated(seen: AssessmentLook, line: Line) -> list[Cell]:
    goal = line.agreed.goal if line.agreed and line.is_goal else ""
    own = line.agreed if seen.sees_own_words else None
    said = [f"{seen.name(one.by_id)}: {one.level} / 5  {one.note}".strip() for one in line.ratings.values()]
    mine = f"{own.self_level} / 5  {own.self_note}".strip() if own and own.self_level else formats.NOTHING
    counts = line.rating
    score = line.item.scoring.score(Decimal(counts.level)) if counts else None
    return [
        Cell(goal or item_name(line.item)), Cell(f"{formats.number(line.weight)}%"), Cell(mine),
        Cell("\n".join(said) or formats.NOTHING), Cell(points(score), strong=True),
    ]  # fmt: skip


def _end(seen: AssessmentLook) -> Iterator[Block]:
    one = seen.assessment
    if one.self_summary and seen.sees_own_words:
        yield Heading(label("Assessment.self_summary"))
        yield Words(one.self_summary)
    if seen.peers is not None and not isinstance(seen.peers, DomainError) and seen.peers.score is not None:
        yield Heading(_("As colleagues see it"))
        yield Words(_("{score} of 100 points, {count} answers.",
                      score=points(seen.peers.score), count=seen.peers.answered))  # fmt: skip
