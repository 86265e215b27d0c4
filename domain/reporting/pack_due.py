"""Which standing orders are due, who still lacks the report, and how they are told that it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.organisation.unit import Unit
from domain.reporting.pack import ReportPack
from domain.reporting.pack_issue import ReportIssue
from domain.reporting.pack_press import PackAsked
from domain.reporting.pack_write import packs
from domain.reporting.standing import months_with_figures

PAGE = "report_packs"


class ReportReady(Statement):
    """To a reader; the report itself stays in the portal."""

    text = "The report “{what}” of {unit} for {month} is ready. Open it in the portal."


@dataclass(frozen=True)
class DuePack:
    """An order with the month to make it for and the readers who do not have it yet."""

    pack: ReportPack
    month: int
    readers: tuple[int, ...]

    def asked(self, user_id: int) -> PackAsked:
        """For one reader."""
        pack = self.pack
        return PackAsked(pack.what, pack.unit_id, self.month, pack.language, user_id)


def due_packs(session: Session, today: date) -> list[DuePack]:
    """Orders due on the day, where the unit has figures of the month already."""
    due = [(pack, month) for pack in session.scalars(packs()) if (month := pack.month_due(today)) is not None]
    if not due:
        return []
    actors = working_actors(session, today)
    found = []
    for pack, month in due:
        known = months_with_figures(session, pack.unit_id)
        if known is not None and known[0] <= month <= known[1]:
            found.append(DuePack(pack, month, _lacking(session, pack, month, readers_of(pack, actors))))
    return found


def readers_of(pack: ReportPack, actors: dict[int, Actor]) -> list[int]:
    """Accounts that receive it and may see the figures of its unit; each once."""
    named = set(pack.users)
    return [
        user
        for user, actor in sorted(actors.items())
        if (user in named or actor.roles & set(pack.roles))
        and actor.may(Permission.INDICATORS_READ, pack.unit_id)
    ]


def mark_made(session: Session, pack_id: int, month: int) -> None:
    """Every reader has it; due again for a later month."""
    pack = session.get_one(ReportPack, pack_id)
    pack.made_month = month
    session.flush()


def tell_reader(session: Session, issue_id: int, now: datetime) -> None:
    """A line in the reader's inbox and, as they wish, mail: with a link, never with the file."""
    issue = session.get_one(ReportIssue, issue_id)
    from_unit = session.get_one(Unit, issue.unit_id)
    chinese = issue.language == "zh_CN"
    unit = from_unit.name_zh if chinese else from_unit.name_en or from_unit.name_zh
    month = f"{issue.month // 100}-{issue.month % 100:02}"
    statement = ReportReady(what=issue.what, unit=unit, month=month)
    link = Link(PAGE, {}, Permission.INDICATORS_READ, issue.unit_id)
    tell(session, [issue.user_id], Occasion.REPORT_READY, statement, link, now, key=f"report:{issue.id}")


def _lacking(session: Session, pack: ReportPack, month: int, readers: Sequence[int]) -> tuple[int, ...]:
    query = select(ReportIssue.user_id).where(ReportIssue.pack_id == pack.id, ReportIssue.month == month)
    have = set(session.scalars(query))
    return tuple(user for user in readers if user not in have)
