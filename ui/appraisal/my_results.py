"""One's results as they were published, cycle by cycle."""

import streamlit as st

from domain.core.rounding import rounded
from ui import formats
from ui.appraisal.curve_view import points
from ui.appraisal.heading import grade_badge
from ui.appraisal.my_look import MyLook
from ui.charts.data import Bar, Measured
from ui.charts.draw import bars
from ui.language import _
from ui.routes import literal, page_link
from ui.titles import title


def draw_results(seen: MyLook) -> None:
    """The course over several cycles; each result with its grade, leading to its page."""
    with st.container(border=True, key="my-results"):
        st.markdown(f"**:material/insights: {_('My results')}**")
        if not seen.results:
            st.caption(_("Nothing is published yet. You see score, grade and every line here once it is."))
        if len(seen.results) > 1:
            rows = [
                Bar(title(one.cycle), None if result.score is None else rounded(result.score, 1),
                    note=grade.code if grade else "")
                for one, result, grade in seen.results
            ]  # fmt: skip
            bars(rows, title=_("Score by cycle"), measured=Measured.NUMBER, key="my-results-course")
        for one, result, grade in reversed(seen.results):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                page_link("Assessment", title(one.cycle), {"id": str(one.id)}, f"my-result-{one.id}")
                grade_badge(grade)
                st.caption(_("{score} points, published {day}", score=points(result.score),
                             day=formats.instant(result.published_at)), width="content")  # fmt: skip
        for past in seen.brought:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                page_link("BroughtResult", past.period, {"id": str(past.id)}, f"my-brought-{past.id}")
                grade_badge(seen.scale.get(past.grade_code))
                said = [_("{points} points", points=points(past.score))] if past.score is not None else []
                said.append(_("brought in from {system}", system=past.system))
                st.caption(literal(" · ".join(said)), width="content")
