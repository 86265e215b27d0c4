"""The chart of an indicator's course, its title the finding where there is one."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from domain.core.period import Period
from domain.indicators.indicator import Indicator
from domain.reporting.actions_on import ActionOn
from domain.reporting.indicator_view import CourseView
from domain.reporting.note import Note
from domain.reporting.shown_figure import ShownFigure
from ui.charts.course import Act, Limit, Step, course
from ui.charts.notes import Noted, numbered
from ui.colours import Tone
from ui.indicators import outlook_words, wording
from ui.indicators.outlook_words import prospect_of
from ui.language import _, in_language, say
from ui.routes import literal, page_link
from ui.tile import TONES, status_word

KEY = "indicator-course"


def draw_course(
    view: CourseView, on_pick: Callable[[str], None] | None = None, notes: Sequence[Note] = ()
) -> None:
    """Title, picture, what was done about it, the figures as a table."""
    indicator = view.profile.indicator
    name = wording.name_of(indicator)
    found = view.finding(name)
    question = in_language(indicator.question_zh, indicator.question_en)
    st.markdown(f"**{literal(say(found) if found else question or name)}**")
    figures = view.course.figures
    if not any(one and one.value is not None for one in figures):
        st.caption(wording.why(view.figure))
        return
    steps = [step_of(one, at, indicator) for one, at in zip(figures, _periods(view), strict=True)]
    course(
        steps, limits_of(figures, indicator), _acts(view), view.period.label, key=KEY,
        measured=wording.axis_of(indicator), alt_text=course_in_words(steps, name), on_pick=on_pick,
        prospect=prospect_of(view), noted=(found_notes := _noted(view, notes)),
    )  # fmt: skip
    _name_notes(found_notes)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _draw_table(view, indicator)
        if on_pick is not None:
            st.caption(_("Press a point to look at that period."), width="content")
    _draw_outlook(view)
    _draw_actions(view.actions)


def _draw_outlook(view: CourseView) -> None:
    """Where it is heading and how far to trust that, in one line each."""
    outlook, indicator = view.outlook, view.profile.indicator
    if outlook is None:
        return
    with st.container(gap="xsmall", key=f"{KEY}:outlook"):
        heading = _(
            "{expected}; {trust}",
            expected=outlook_words.sentence(outlook, indicator), trust=outlook_words.trust(outlook),
        )  # fmt: skip
        st.markdown(f":material/query_stats: {literal(heading)}")
        st.caption(literal(outlook_words.made_of(outlook)))


def _periods(view: CourseView) -> list[Period]:
    known = [one.period for one in view.course.figures if one]
    count = len(view.course.figures)
    return list(known[-1].previous(count - 1).to(known[-1])) if known else []


def step_of(one: ShownFigure | None, period: Period, indicator: Indicator) -> Step:
    """One figure as the picture shows it; a gap says why."""
    if one is None:
        return Step(period.label, None, "", Tone.CALM, _("No figure for this period."))
    note = " · ".join(filter(None, (status_word(one.status), wording.why(one))))
    shown = wording.exact(one.value, indicator)
    return Step(
        period.label, wording.plotted(one.value, indicator), shown, TONES[one.status], note, one.provisional
    )


def limits_of(figures: Sequence[ShownFigure | None], indicator: Indicator) -> list[Limit]:
    """Thresholds and target as they were in each period, with their present level in their name."""
    wanted = (
        (_("At risk"), "amber", Tone.WAITING),
        (_("Off track"), "red", Tone.BAD),
        (_("Target"), "target", Tone.GOOD),
    )
    made = []
    for word, field, tone in wanted:
        values = [getattr(one, field) if one else None for one in figures]
        known = [value for value in values if value is not None]
        if known:
            named = f"{word} {wording.figure(known[-1], indicator)}"
            made.append(Limit(named, [wording.plotted(value, indicator) for value in values], tone))
    return made


def _acts(view: CourseView) -> list[Act]:
    """Where work began, by period; several at once are counted."""
    by_period: dict[str, list[ActionOn]] = {}
    known = {period.label for period in _periods(view)}
    for action in view.actions:
        label = Period.containing(action.began_on, view.period.grain).label
        if label in known:
            by_period.setdefault(label, []).append(action)
    return [
        Act(label, found[0].number if len(found) == 1 else _("{count} actions", count=len(found)))
        for label, found in by_period.items()
    ]


def _noted(view: CourseView, notes: Sequence[Note]) -> tuple[Noted, ...]:
    """What people wrote, by period; work on issues has flags of its own."""
    known = {period.label for period in _periods(view)}
    written = (
        (Period.of(one.month, view.period.grain).label, one.text)
        for one in notes
        if one.annotation_id is not None
    )
    return numbered((label, text) for label, text in written if label in known)


def _name_notes(noted: Sequence[Noted]) -> None:
    if noted:
        st.caption("  \n".join(f"**{one.number}** {literal(one.said)}" for one in noted))


def course_in_words(steps: Sequence[Step], name: str) -> str:
    """The course for whoever cannot see it."""
    known = [step for step in steps if step.value is not None]
    return _(
        "{title}: from {first} in {begin} to {last} in {end}",
        title=name, first=known[0].shown, begin=known[0].period, last=known[-1].shown, end=known[-1].period,
    )  # fmt: skip


def _draw_table(view: CourseView, indicator: Indicator) -> None:
    with st.popover(_("As a table"), type="tertiary", icon=":material/table:", key=f"{KEY}:table"):
        figures = [one for one in reversed(view.course.figures) if one]
        columns = {
            _("Period"): [wording.period_name(one.period) for one in figures],
            _("Value"): [wording.exact(one.value, indicator) for one in figures],
            _("Status"): [status_word(one.status) for one in figures],
            _("At risk"): [wording.figure(one.amber, indicator) for one in figures],
            _("Off track"): [wording.figure(one.red, indicator) for one in figures],
            _("Note"): [wording.why(one) for one in figures],
        }
        right = {name: st.column_config.TextColumn(alignment="right") for name in list(columns)[1:5:2]}
        st.dataframe(
            pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
            hide_index=True, column_config=right, key=f"{KEY}:rows", alt=_("As a table"),
        )  # fmt: skip


def _draw_actions(actions: tuple[ActionOn, ...]) -> None:
    if not actions:
        return
    st.markdown(f"**{_('What was done about it')}**")
    for action in actions:
        text = f"{action.number} {action.title}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"▼ {wording.day(action.began_on)}", width="content")
            key = f"action-{action.issue_id}-{action.began_on}"
            page_link("Issue", text, {"id": str(action.issue_id)}, key)
            wording.state_badge(action.state)
            if action.verdict:
                wording.state_badge(action.verdict)
