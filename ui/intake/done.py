"""The last step: what an import has done, what is left to do, and the way to take it back."""

from dataclasses import dataclass

import streamlit as st

from db.unit_of_work import reading
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.intake.batch import BatchStatus, ImportBatch, may_see_rows
from domain.intake.batch_questions import still_to_be_completed
from domain.intake.plan import Fate
from domain.intake.record_registry import records
from domain.intake.registry import FACTS
from ui import address, formats, job
from ui.intake.figures import figures_are_behind, refresh_figures
from ui.intake.naming import fact_name, outcome_name
from ui.intake.rejects_button import draw_rejects_button
from ui.intake.undo import draw_undo, draw_undo_under_way
from ui.language import _, label
from ui.routes import literal, page_link

REFRESH = "refresh-figures"


@dataclass(frozen=True)
class Outcome:
    """What an import has done, read in one look."""

    batch: ImportBatch
    open: dict[str, int]
    """Entity -> records to be completed."""
    behind: bool
    """Whether figures still have to be computed."""


def draw_done(actor: Actor, batch_id: int) -> None:
    """The result, with the buttons that follow from it."""
    with reading(actor) as session:
        batch = find(session, ImportBatch, batch_id)
        if not actor.may(Permission.FACTS_IMPORT) and batch.user_id != actor.user_id:
            raise NotFound
        outcome = Outcome(batch, still_to_be_completed(session, batch), figures_are_behind(session))
        sees = may_see_rows(session, actor, batch)
    stands = batch.status is BatchStatus.COMMITTED
    if stands:
        st.success(_said(batch), icon=":material/check_circle:")
    else:
        st.info(_("This import was undone: its records are gone, what it changed is as before."))
    draw_undo_under_way(batch.id)
    draw_counts(batch)
    draw_left_to_do(outcome)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Import another file"), type="primary", icon=":material/upload_file:", key="imports:another",
            on_click=address.go, args=({},),
        )  # fmt: skip
        if batch.rejected and sees:
            draw_rejects_button(batch)
        if stands:
            draw_undo(batch, actor)


def draw_counts(batch: ImportBatch) -> None:
    """What became of the rows."""
    with st.grid(5, min_column_width=110, gap="small"):
        st.metric(_("Rows read"), formats.number(batch.read), border=True)
        for fate in Fate:
            st.metric(outcome_name(fate), formats.number(getattr(batch, fate.value)), border=True)


def draw_left_to_do(outcome: Outcome, *, whole: bool = True) -> None:
    """Where the records are, which are to be completed, and whether figures are behind."""
    batch = outcome.batch
    stands = batch.status is BatchStatus.COMMITTED
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if stands and batch.new + batch.changed:
            traced = batch.fact in FACTS
            spec = FACTS[batch.fact] if traced else records()[batch.fact]
            page_link(
                spec.entity.__name__, _("Show the imported records ({fact})", fact=fact_name(batch.fact)),
                {"batch_id": str(batch.id)} if traced else {}, f"imports-records-{batch.id}",
            )  # fmt: skip
        for entity, count in outcome.open.items() if stands else ():
            _draw_open(batch, entity, count)
        if whole:
            page_link(
                "ImportBatch", _("Open the import with its rows"), {"id": str(batch.id)}, "imports-batch"
            )
    _draw_figures(outcome)


def _draw_open(batch: ImportBatch, entity: str, count: int) -> None:
    by_batch = {"batch_id": str(batch.id)} if entity in BY_BATCH else {}
    said = _("{count} to be completed: {kind}", count=formats.number(count), kind=label(f"entity.{entity}"))
    page_link(entity, said, {"to_be_completed": "yes"} | by_batch, f"imports-open-{entity}-{batch.id}")


BY_BATCH = frozenset(spec.entity.__name__ for spec in FACTS.values())
"""Entities whose records know their import."""


def _draw_figures(outcome: Outcome) -> None:
    running = job.find(REFRESH)
    if running is not None and not running.finished.is_set():
        job.draw_progress(REFRESH)
    elif outcome.behind:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":orange[:material/update: {_('The indicators do not count these records yet.')}]")
            st.button(_("Compute them now"), key="imports:refresh", on_click=_refresh)
    else:
        st.caption(f":green[:material/check:] {_('The indicators are up to date.')}")


def _refresh() -> None:
    job.begin(REFRESH, refresh_figures)


def _said(batch: ImportBatch) -> str:
    return literal(
        _(
            "Import {number} is done: {file}, {new} new, {changed} changed.",
            number=batch.id, file=batch.file_name,
            new=formats.number(batch.new), changed=formats.number(batch.changed),
        )
    )  # fmt: skip
