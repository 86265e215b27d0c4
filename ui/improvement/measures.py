"""The measures of a round: what is done by whom until when, and the proof that it was done."""

from collections.abc import Sequence

import streamlit as st

from domain.improvement.evidence import Evidence
from domain.improvement.measure import ImprovementMeasure, MeasureState
from ui import formats
from ui.improvement.look import Look
from ui.improvement.measure_plan import draw_adding, draw_changing
from ui.improvement.measure_work import draw_work
from ui.improvement.parts import words
from ui.improvement.proposals import draw_proposals
from ui.indicators.wording import state_badge
from ui.language import _, label
from ui.routes import literal


def draw_measures(look: Look) -> None:
    """The measures of the present round, with what may be done with each."""
    measures = look.issue.current_measures
    done = sum(measure.state is MeasureState.DONE for measure in measures)
    heading = label("section.measures")
    if measures:
        heading = f"{heading} · {_('{done} of {count} done', done=done, count=len(measures))}"
    st.subheader(heading, anchor=False)
    if not measures:
        st.caption(_("No measure is planned in this round."))
    for measure in measures:
        with st.container(border=True, gap="xsmall", key=f"measure-{measure.id}"):
            draw_measure(look, measure)
            if look.writes("measures") and measure.state is MeasureState.PLANNED:
                draw_changing(look, measure)
            elif measure.id in look.measures:
                draw_work(look, measure)
    draw_proposals(look)
    if look.writes("measures"):
        draw_adding(look)


def draw_past_measures(look: Look, measures: Sequence[ImprovementMeasure]) -> None:
    """Measures of an earlier round, to read."""
    st.markdown(f"**{label('section.measures')}**")
    for measure in measures:
        with st.container(border=True, gap="xsmall"):
            draw_measure(look, measure)


def draw_proofs(look: Look, evidence: Sequence[Evidence]) -> None:
    """Files as links; the address asks who wants them."""
    for proof in evidence:
        by = f"{look.name(proof.by_id)} · {formats.instant(proof.at)}"
        note = f" · {literal(proof.note)}" if proof.note else ""
        st.markdown(
            f":material/attach_file: [{literal(proof.name)}](/files/{proof.file_id}) "
            f":gray[{literal(by)}{note}]"
        )


def draw_measure(look: Look, measure: ImprovementMeasure) -> None:
    """What is done by whom until when, what came of it, and the proof."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{literal(measure.title)}**", width="content")
        state_badge(measure.state)
        if measure.overdue(look.today):
            days = formats.number((look.today - measure.due_on).days)
            st.badge(_("{count} days overdue", count=days), color="red", icon=":material/schedule:")
    st.caption(" · ".join(_facts(look, measure)))
    if measure.result:
        st.markdown(words(measure.result))
    draw_proofs(look, measure.evidence)


def _facts(look: Look, measure: ImprovementMeasure) -> list[str]:
    facts = [
        f"{label('ImprovementMeasure.owner')} {literal(look.name(measure.owner_id))}",
        f"{label('ImprovementMeasure.due_on')} {formats.day(measure.due_on)}",
    ]
    if measure.extensions:
        facts.append(
            _(
                "first due {day}, extended {count}×",
                day=formats.day(measure.original_due_on),
                count=measure.extensions,
            )
        )
    if measure.done_on:
        facts.append(f"{label('ImprovementMeasure.done_on')} {formats.day(measure.done_on)}")
    return facts
