"""Make a report and keep it for the person it was made for."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core.clock import business_date
from domain.core.errors import NotFound, NotSignedIn, RuleBroken
from domain.core.journal import note
from domain.core.permission import Actor, Permission
from domain.core.stored_file import keep
from domain.reporting.pack_issue import PDF, XLSX, DataVersion, ReportIssue, data_version
from domain.reporting.pack_press import PackAsked, Pressed, Told, press, unheard
from domain.reporting.standing import months_with_figures


class NoFiguresThen(RuleBroken):
    """The unit has no figures in the month."""

    text = "There are no figures for {month}; the unit has figures from {first} to {last}."


def make_report(
    actor: Actor, asked: PackAsked, now: datetime, told: Told = unheard, pack_id: int | None = None
) -> int:
    """The id of the issue. Takes seconds in a process of its own; nothing is locked meanwhile.

    The figures are those the reader (`asked.user_id`) may see; the actor is who asks for it.
    """
    told(0, 0)
    with reading(actor) as session:
        require_askable(session, actor, asked)
        version = data_version(session)
    made = press(asked, business_date(now), told)
    return carry_out(actor, lambda session: _keep(session, asked, made, version, now, pack_id))


def require_askable(session: Session, actor: Actor, asked: PackAsked) -> None:
    """Refuse a unit out of sight and a month without figures."""
    actor.require(Permission.INDICATORS_READ, asked.unit_id)
    known = months_with_figures(session, asked.unit_id)
    if known is None:
        raise NotFound
    if not known[0] <= asked.month <= known[1]:
        first, last = (f"{month // 100}-{month % 100:02}" for month in known)
        month = f"{asked.month // 100}-{asked.month % 100:02}"
        raise NoFiguresThen(field="month", month=month, first=first, last=last)


def own(actor: Actor, asked: PackAsked) -> PackAsked:
    """The same report for the person who asks."""
    if actor.user_id is None:
        raise NotSignedIn
    return replace(asked, user_id=actor.user_id)


def _keep(
    session: Session, asked: PackAsked, made: Pressed, version: DataVersion, now: datetime,
    pack_id: int | None,
) -> int:  # fmt: skip
    pdf = keep(session, f"{made.name}.{PDF}", made.pdf)
    xlsx = keep(session, f"{made.name}.{XLSX}", made.xlsx)
    issue = ReportIssue(
        pack_id=pack_id, what=asked.what, unit_id=asked.unit_id, month=asked.month, language=asked.language,
        user_id=asked.user_id, made_at=now, pdf_id=pdf.id, xlsx_id=xlsx.id, name=made.name[:200],
        content_hash=made.content_hash, figures_run=version.figures_run, journal_seq=version.journal_seq,
    )  # fmt: skip
    session.add(issue)
    session.flush()
    changes = {"what": asked.what.value, "unit": asked.unit_id, "month": asked.month, "user": asked.user_id}
    note(session, "exported", entity="ReportIssue", entity_id=issue.id, changes=changes)
    return issue.id
