"""How old is what customers owe: buckets, who owes it, and the proof that buckets and ledger agree."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select

from db.settings import settings
from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.core.rounding import quotient
from domain.organisation.unit import Unit
from domain.receivables.ageing import AgeingRow, Bucket
from domain.receivables.ageing_report import AgeingReport, ageing_report
from domain.sales.customer import Customer
from ui import address, formats
from ui.charts.data import Bar
from ui.charts.draw import ageing
from ui.kept import kept
from ui.language import _, label
from ui.routes import page_for
from ui.titles import title

AS_OF, BY = "as_of", "by"
KINDS: Mapping[str, type[Any]] = {"customer": Customer, "unit": Unit}
LATE = (Bucket.TO_180, Bucket.TO_365, Bucket.OVER_365)
MOST_ROWS = 200


@dataclass(frozen=True)
class Group:
    """One customer or unit of the breakdown."""

    key: Hashable
    name: str
    row: AgeingRow


def draw_ageing(actor: Actor) -> None:
    """The day and the breakdown above, then figures, picture, table and tie-out."""
    st.title(label("page.ageing"), anchor=False)
    day, by = _asked()
    with reading(actor) as session:
        report = kept(session, "ageing", (day, by), lambda: ageing_report(session, actor, day, by))
        keys = [key for key in report.table.rows if isinstance(key, int)]
        kind = KINDS[by]
        names = {
            record.id: title(record) for record in session.scalars(select(kind).where(kind.id.in_(keys)))
        }
    _draw_question(day)
    _draw_figures(report)
    buckets = [
        Bar(label(bucket), cell.amount, note=_("{count} invoices", count=formats.number(cell.count)))
        for bucket, cell in report.table.whole.buckets.items()
    ]
    with st.container(border=True):
        ageing(
            buckets if report.table.whole.total else [],
            title=_("Open receivables by days past due, {day}", day=formats.day_in_words(day)),
            key="ageing:chart", empty=_("Nothing is open on this day."),
        )  # fmt: skip
    _draw_table(by, _groups(report, names))
    _draw_proof(report)


def _asked() -> tuple[date, str]:
    try:
        day = date.fromisoformat(address.get(AS_OF) or "")
    except ValueError:
        day = today()
    asked = address.get(BY) or ""
    return day, asked if asked in KINDS else "customer"


def _draw_question(day: date) -> None:
    address.follow(AS_OF, "ageing:as_of", lambda _words: day)
    kinds = {key: label(f"entity.{kind.__name__}") for key, kind in KINDS.items()}
    address.follow(BY, "ageing:by", lambda words: words[0] if words and words[0] in KINDS else "customer")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("As of"), key="ageing:as_of", format="YYYY-MM-DD", width=180, on_change=address.publish,
            args=(AS_OF, "ageing:as_of", lambda chosen: [chosen.isoformat()] if chosen != today() else []),
        )  # fmt: skip
        st.segmented_control(
            _("Break down by"), list(kinds), format_func=kinds.__getitem__, key="ageing:by", required=True,
            on_change=address.publish,
            args=(BY, "ageing:by", lambda chosen: [chosen] if chosen != "customer" else []),
        )  # fmt: skip


def _draw_figures(report: AgeingReport) -> None:
    whole = report.table.whole
    late = sum((whole.buckets[bucket].amount for bucket in LATE), start=whole.total * 0)
    with st.grid(4, gap="small", min_column_width=160):
        currency = settings().currency
        st.metric(_("Open"), f"{formats.short(whole.total)} {currency}", border=True, height="stretch")
        st.metric(_("Overdue"), f"{formats.short(whole.overdue)} {currency}", border=True, height="stretch")
        st.metric(
            _("Overdue share"),
            formats.percent(quotient(whole.overdue, whole.total)),
            border=True,
            height="stretch",
        )
        st.metric(
            _("More than 90 days late"), f"{formats.short(late)} {currency}", border=True, height="stretch"
        )


def _groups(report: AgeingReport, names: Mapping[Any, str]) -> list[Group]:
    groups = [
        Group(key, names.get(key, _("Without customer")), row) for key, row in report.table.rows.items()
    ]
    return sorted((group for group in groups if group.row.total), key=lambda group: -group.row.overdue)


def _draw_table(by: str, groups: Sequence[Group]) -> None:
    if not groups:
        return
    shown = groups[:MOST_ROWS]
    columns = {"name": [group.name for group in shown]}
    columns |= {
        bucket.value: [formats.money(group.row.buckets[bucket].amount) for group in shown]
        for bucket in Bucket
    }
    columns["overdue"] = [formats.money(group.row.overdue) for group in shown]
    columns["total"] = [formats.money(group.row.total) for group in shown]
    heads = {"name": label(f"entity.{KINDS[by].__name__}"), "overdue": _("Overdue"), "total": _("Open")}
    heads |= {bucket.value: label(bucket) for bucket in Bucket}
    key = f"ageing:rows:{by}:{shown[0].key}:{shown[-1].key}"
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        column_config={
            name: st.column_config.TextColumn(head, alignment="left" if name == "name" else "right")
            for name, head in heads.items()
        },
        hide_index=True, key=key, alt=label("page.ageing"), selection_mode="single-cell",
        on_select=lambda: _open(key, by, [group.key for group in shown]),
    )  # fmt: skip
    if len(groups) > len(shown):
        st.caption(_("The first {shown} of {count}.", shown=len(shown), count=len(groups)))


def _open(key: str, by: str, keys: Sequence[Hashable]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    page = page_for("invoices")
    if cells and page is not None and keys[cells[0][0]] is not None:
        address.leave(page, {by: str(keys[cells[0][0]]), "status": "posted", "sort": "due_on"})


def _draw_proof(report: AgeingReport) -> None:
    money = formats.money(report.open_total, settings().currency)
    if report.difference:
        apart = formats.money(report.difference, settings().currency)
        st.error(_("Buckets and ledger differ by {difference}.", difference=apart), icon=":material/balance:")
    else:
        st.caption(_("The buckets add up to the ledger's open total: {total}.", total=money))
    if report.table.whole.credit.count:
        credit = formats.money(report.table.whole.credit.amount, settings().currency)
        st.caption(_("Credit balances, in no bucket: {amount}.", amount=credit))
    unapplied = report.unapplied_cash + report.unapplied_credit
    if unapplied:
        amount = formats.money(unapplied, settings().currency)
        st.caption(_("Received or credited but not yet applied: {amount}.", amount=amount))
    if report.without_due_date:
        count = formats.number(report.without_due_date)
        st.caption(_("{count} open invoices have no due date and stand under not due.", count=count))
