"""What an automation would have done."""

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.automation.automation import Automation, Trigger
from domain.automation.dry_run import DAYS, DryRun, dry_run
from domain.core.clock import now
from domain.core.errors import DomainError
from domain.core.permission import Actor
from ui import formats
from ui.language import _, in_language, label, say


def draw_trial(actor: Actor, one: Automation) -> None:
    """A sentence and the records."""
    try:
        with reading(actor) as session:
            found = dry_run(session, actor, one, now())
    except DomainError as refusal:
        st.info(say(refusal))
        return
    st.markdown(f"**{_sentence(one, found)}**")
    st.caption(
        _("Judged by what the records say today. Archived records, and those you may not see, do not count.")
    )
    if not found.would:
        return
    headings = (_("When"), label(f"entity.{one.entity}"), _("Within the daily limit"))
    rows = [
        dict(zip(headings, (
            formats.instant(would.at) if would.at else _("now"),
            in_language(would.title_zh, would.title_en),
            _("yes") if would.within_limit else _("no"),
        ), strict=True))
        for would in reversed(found.would)
    ]  # fmt: skip
    st.dataframe(pa.Table.from_pylist(rows), hide_index=True, key=f"automations:{one.id}:trial:{len(rows)}")


def _sentence(one: Automation, found: DryRun) -> str:
    would = sum(one.within_limit for one in found.would)
    facts = {"count": formats.number(would), "looked": formats.number(found.looked_at), "days": DAYS}
    if one.trigger is Trigger.EVENT:
        return _(
            "In the last {days} days it would have acted {count} times, on {looked} such events.", **facts
        )
    return _("If its time came now it would act {count} times, on {looked} records.", **facts)
