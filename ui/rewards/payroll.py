"""The file for payroll: written by the portal's one export, which hands the run over in the same moment."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out
from domain.core.clock import now
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState
from domain.rewards.open_run import export_run
from ui.export import export
from ui.fields import Kind
from ui.language import _, current, label, speaking
from ui.lists.files import Format
from ui.question import Wanted
from ui.rewards.run_look import RunLook
from ui.screen import Computed, Screen
from ui.session import asked_later
from ui.titles import as_told_to

PAYROLL = Screen(
    title_key="page.payroll",
    icon=":material/payments:",
    url_path="payroll",
    entity=BonusLine,
    read=Permission.REWARDS_READ,
    columns=(
        Computed("person_number", lambda line, _today: line.person.number),
        BonusLine.person,
        BonusLine.unit,
        BonusLine.run,
        BonusLine.kind,
        BonusLine.cycle_code,
        BonusLine.amount,
        Computed("currency", lambda _line, _today: settings().currency, Kind.TEXT),
    ),
    filters=(BonusLine.run,),
    order_by=BonusLine.person_id,
)
"""One row for each line: payroll adds up by person."""


def draw_payroll(seen: RunLook) -> None:
    """The downloads, once the run is approved; taking the first one hands the run over."""
    run = seen.run
    if run.state not in (BonusRunState.APPROVED, BonusRunState.EXPORTED) or not seen.may_export:
        return
    with st.container(border=True, key=f"bonus-run-{run.id}-payroll"):
        st.markdown(f"**{_('For payroll')}**")
        st.caption(
            _("The first file marks the run as handed over. The journal keeps who took which file when.")
        )
        with st.container(horizontal=True):
            for kind, name in ((Format.XLSX, "Excel (XLSX)"), (Format.CSV, "CSV")):
                st.download_button(
                    name, data=_maker(run.id, kind), mime=kind.mime, icon=":material/download:",
                    file_name=f"{run.number}.{kind}", key=f"bonus-run-{run.id}-{kind}", on_click="ignore",
                )  # fmt: skip


def _maker(run_id: int, kind: Format) -> Callable[[], bytes]:
    who, language = asked_later(), current()
    return lambda: payroll_file(who(), language, run_id, kind)


def payroll_file(actor: Actor, language: str, run_id: int, kind: Format) -> bytes:
    """Hand the run over, if it is not yet, and write the file: both or neither."""
    with speaking(language), as_told_to(actor):
        return carry_out(actor, lambda session: _written(session, actor, run_id, kind))


def _written(session: Session, actor: Actor, run_id: int, kind: Format) -> bytes:
    run = find(session, BonusRun, run_id)
    actor.require(Permission.REWARDS_PROPOSE, run.unit_id)
    export_run(session, actor, run, now())
    wanted = Wanted(chosen={"run": (str(run_id),)})
    return export(
        session, actor, PAYROLL, wanted, PAYROLL.columns, kind, [(label("entity.BonusRun"), run.number)]
    )
