"""Make the reports that are due, for the schedule: safe at any time and any number of times."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from db.unit_of_work import carry_out, reading
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.permission import machine
from domain.reporting.pack_due import DuePack, due_packs, mark_made, tell_reader
from domain.reporting.pack_make import make_report

log = logging.getLogger(__name__)
ACTOR = machine("report")


@dataclass(frozen=True)
class PacksMade:
    """What one round did, counted in reports."""

    made: int = 0
    failed: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.failed)


def make_due_packs(now: datetime) -> PacksMade:
    """One report for each reader, with that reader's rights; each is told where to find it.

    A report that could not be made does not hold up the others; it is tried again in the next round, while
    those who have theirs get no second one.
    """
    with reading(ACTOR) as session:
        due = due_packs(session, business_date(now))
    made = failed = 0
    for one in due:
        done = _make(one, now)
        made, failed = made + done, failed + len(one.readers) - done
        if done == len(one.readers):
            pack, month = one.pack.id, one.month
            carry_out(ACTOR, partial(mark_made, pack_id=pack, month=month))
    return PacksMade(made, failed)


def _make(one: DuePack, now: datetime) -> int:
    done = 0
    for reader in one.readers:
        try:
            issue = make_report(ACTOR, one.asked(reader), now, pack_id=one.pack.id)
        except DomainError as refusal:
            log.warning("report %s for user %s: %s", one.pack.id, reader, refusal)
            continue
        carry_out(ACTOR, partial(tell_reader, issue_id=issue, now=now))
        done += 1
    return done
