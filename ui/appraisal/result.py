"""The result on top of an assessment: total, coverage, gates, grade, and what changed it."""

from collections.abc import Iterator

import streamlit as st

from domain.appraisal.result import AssessmentResult
from domain.core.rounding import rounded
from ui import formats
from ui.appraisal.curve_view import points
from ui.appraisal.heading import grade_badge
from ui.appraisal.look import AssessmentLook
from ui.language import _, label
from ui.routes import literal

HASH_SHOWN = 12
EARLY = frozenset({"goals", "self"})
"""Phases in which nobody has been rated yet: there is nothing to sum up."""


def draw_result(seen: AssessmentLook) -> None:
    """The total, or why there is none to see."""
    one = seen.assessment
    if not seen.sees_judgements:
        if one.state.phase not in EARLY:
            st.info(
                _("Ratings, scores and grade are shown here once the assessment is published."),
                icon=":material/lock:",
            )
        return
    if not one.is_rated:
        share = formats.percent(one.share_of_period, 0)
        st.info(_("At work for {share} of the period: no rating, no grade.", share=share),
                icon=":material/event_busy:")  # fmt: skip
    result = seen.result
    if result is None or one.state.phase in EARLY:
        return
    with st.container(border=True, key=f"assessment-{one.id}-result"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            _draw_total(seen, result)
            for name, text in _facts(seen, result):
                with st.container(gap=None, width="content"):
                    st.caption(name)
                    st.markdown(literal(text))
        for text in _explained(seen, result):
            st.caption(literal(text))


def _draw_total(seen: AssessmentLook, result: AssessmentResult) -> None:
    with st.container(gap=None, width="content"):
        st.caption(label("AssessmentResult.score"))
        st.markdown(f"## {points(result.score)}" if result.score is not None else f"## {formats.NOTHING}")
    with st.container(gap=None, width="content"):
        st.caption(label("AssessmentResult.grade"))
        grade_badge(seen.grades.get(result.grade_id or 0))
        if result.grade_id is None:
            st.markdown(formats.NOTHING)


def _facts(seen: AssessmentLook, result: AssessmentResult) -> Iterator[tuple[str, str]]:
    yield label("AssessmentResult.composite"), points(result.composite)
    if result.adjustment:
        sign = "+" if result.adjustment > 0 else ""
        yield label("AssessmentResult.adjustment"), f"{sign}{formats.number(rounded(result.adjustment, 1))}"
    yield label("AssessmentResult.coverage"), formats.percent(result.coverage, 0)
    if len(seen.results) > 1:
        yield label("AssessmentResult.revision"), formats.number(result.revision)


def _explained(seen: AssessmentLook, result: AssessmentResult) -> Iterator[str]:
    """What lowered the grade, why there is no score, by what the frozen result is proven."""
    if result.gate is not None:
        before = seen.grades.get(result.grade_by_score_id or 0)
        yield _("By score the grade would be {grade}; capped: {gate}.",
                grade=before.code if before else formats.NOTHING, gate=label(result.gate))  # fmt: skip
    if result.score is None and seen.assessment.is_rated:
        least = formats.percent(seen.assessment.cycle.min_coverage, 0)
        yield _("Only {share} of the weight is scored; at least {least} is needed for a total.",
                share=formats.percent(result.coverage, 0), least=least)  # fmt: skip
    for change in seen.changes:
        yield _("Calibration: {before} → {after}, {who}: {reason}", before=points(change.score_before),
                after=points(change.score_after), who=seen.name(change.by_id),
                reason=change.reason)  # fmt: skip
    if result.hash:
        yield _("Frozen at {at}, fingerprint {hash}.", at=formats.instant(result.published_at),
                hash=result.hash[:HASH_SHOWN])  # fmt: skip
