"""The reports made for a person, each with its files behind the signed-in gate."""

from collections.abc import Sequence

import streamlit as st

from domain.core.permission import Permission
from domain.reporting.pack_issue import ReportIssue
from domain.reporting.units_in_sight import UnitInSight
from ui import address, formats
from ui.language import NAMES, _, label
from ui.routes import literal
from ui.session import current_actor

OPENED = "id"


def draw_issues(issues: Sequence[ReportIssue], units: Sequence[UnitInSight]) -> None:
    """The newest first; the one the address names stands out."""
    st.subheader(_("Your reports"), anchor=False)
    if not issues:
        st.caption(_("No report was made for you yet."))
        return
    names, opened = {one.id: label(one) for one in units}, address.get(OPENED)
    actor = current_actor()
    with st.container(border=True, gap="xsmall"):
        for one in issues:
            if actor.may(Permission.INDICATORS_READ, one.unit_id):
                _draw(one, names.get(one.unit_id, formats.NOTHING), marked=str(one.id) == opened)


def _draw(one: ReportIssue, unit: str, *, marked: bool) -> None:
    name = f"{label(one.what)} · {unit} · {formats.month(one.month)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"report-{one.id}"):
        st.markdown(f"**{literal(name)}**" if marked else literal(name), width="content")
        st.caption(f"{NAMES[one.language]} · {formats.instant(one.made_at)}", width="content")
        st.space("stretch")
        st.link_button(
            "PDF", f"/files/{one.pdf_id}", icon=":material/picture_as_pdf:", key=f"report-{one.id}-pdf"
        )
        st.link_button("XLSX", f"/files/{one.xlsx_id}", icon=":material/table:", key=f"report-{one.id}-xlsx")
