"""The book as a spreadsheet: every indicator of the kind with its figure, its limits and who answers."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import streamlit as st

from db.unit_of_work import carry_out
from domain.core.permission import Actor
from domain.reporting.area import area_of
from domain.reporting.standing import Comparison, Standing
from ui import formats
from ui.charts.columns import Columns
from ui.dashboard.files import SPREADSHEET, Asked, write_down, xlsx_of
from ui.dashboard.view import View
from ui.indicators import meaning, wording
from ui.indicators.tiles import note
from ui.language import _, current, label, speaking
from ui.session import asked_later
from ui.tile import status_word


def draw_book_file(key: str, found: Sequence[Standing], view: View) -> None:
    """The button."""
    who, language = asked_later(), current()
    asked = Asked(key, key, view.unit.id, view.period.label)
    st.download_button(
        _("Spreadsheet"), data=_made(who, language, asked, found, view), mime=SPREADSHEET,
        file_name=f"{key}_{view.unit.code}_{view.period.label}.xlsx", icon=":material/download:",
        key=f"{key}:xlsx", on_click="ignore", help=_("All indicators of this page with their figures"),
    )  # fmt: skip


def _made(
    who: Callable[[], Actor], language: str, asked: Asked, found: Sequence[Standing], view: View
) -> Callable[[], bytes]:
    def make() -> bytes:
        with speaking(language):
            actor = who()
            carry_out(actor, lambda session: write_down(session, actor, asked, "xlsx"))
            title = f"{label(f'page.{asked.page}')} {wording.period_name(view.period)}"
            return xlsx_of({title: columns_of(found, view)})

    return make


def columns_of(found: Sequence[Standing], view: View) -> Columns:
    """One row for each indicator. Figures are exact; shares are fractions."""
    shown = [one.current for one in found]
    return {
        _("Code"): [one.profile.indicator.code for one in found],
        _("Indicator"): [wording.name_of(one.profile.indicator) for one in found],
        _("Area"): [label(f"area.{area_of(one.profile.indicator.code)}") for one in found],
        _("Period"): [wording.period_name(one.period) for one in found],
        _("Status"): [status_word(one.status) for one in found],
        _("As shown"): [wording.figure(_value(one), one.profile.indicator) for one in found],
        _("Value"): [formats.number(_value(one)) for one in found],
        _("The period before"): [formats.number(one.base(Comparison.PREVIOUS)) for one in found],
        _("A year ago"): [formats.number(one.base(Comparison.YEAR_AGO)) for one in found],
        _("Target"): [formats.number(one.target if one else None) for one in shown],
        _("At risk"): [formats.number(one.amber if one else None) for one in shown],
        _("Off track"): [formats.number(one.red if one else None) for one in shown],
        _("Records"): [str(one.rows) if one else "" for one in shown],
        _("Owner"): [meaning.owner(one.profile) for one in found],
        _("Note"): [note(one, view.place) for one in found],
    }


def _value(one: Standing) -> Decimal | None:
    return one.current.value if one.current else None
