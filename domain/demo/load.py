"""Load the demo company into an empty portal, through the same doors as real data."""

import csv
import hashlib
import io
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.demo.appraisal_cast import Cast
from domain.demo.appraisals import play_appraisals
from domain.demo.book import Row
from domain.demo.habits import play_habits
from domain.demo.learning import play_learning
from domain.demo.loop import play_loops
from domain.demo.organisation import found_company
from domain.demo.past import past
from domain.demo.plan import DemoPlan
from domain.demo.stage import Stage
from domain.indicators.catalogue import install_catalogue
from domain.intake.commit_import import commit_import
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.table import Table
from domain.messaging.inbox import count_old_as_read
from domain.organisation.person import Person
from domain.reporting.bring_up_to_date import bring_up_to_date

UNREAD_FOR = timedelta(days=7)
"""What was told before that in the played past has been read."""


class NotEmpty(RuleBroken):
    """The portal already has people: the demo would mix with real records."""

    text = "The demo company is loaded into an empty database only; this one has people in it already."


def load_demo(
    session: Session, machine: Actor, now: datetime, years: int = 3, seed: int = 7, scale: int = 1
) -> None:
    """Found the company, import its past, compute its figures, play its loop: all in one transaction."""
    plan = DemoPlan(business_date(now), years * 12, seed, scale)
    found(session, machine, now, plan)
    for part in range(plan.scale):
        import_part(session, machine, now, plan, part)
    finish(session, machine, now, plan)


def found(session: Session, machine: Actor, now: datetime, plan: DemoPlan) -> None:
    """The organisation, its accounts and the catalogue; raises NotEmpty where there are people already."""
    if session.scalars(select(Person.id).limit(1)).first() is not None:
        raise NotEmpty
    found_company(session, machine, now, plan)
    install_catalogue(session, now)


def import_part(session: Session, machine: Actor, now: datetime, plan: DemoPlan, part: int) -> None:
    """Import each fact from a file of its own, so that each figure leads back to a file and a row."""
    for fact, rows in past(plan, part).items():
        if rows:
            name = f"demo-{fact}.csv" if plan.scale == 1 else f"demo-{part + 1:04d}-{fact}.csv"
            table, content = _file(name, rows)
            columns = {name: name for name in table.headers}
            request = ImportRequest(spec=FACTS[fact], table=table, columns=columns, date_format="ymd")
            commit_import(session, machine, request, now, content)


def finish(session: Session, machine: Actor, now: datetime, plan: DemoPlan) -> None:
    """Compute all figures, play the improvement loop and the assessments, compute what follows from it."""
    bring_up_to_date(session, machine, plan.today)
    play_loops(session, now, plan.months)
    _play_people(session, now, plan)
    bring_up_to_date(session, machine, plan.today)
    count_old_as_read(session, now - UNREAD_FOR)


def _play_people(session: Session, now: datetime, plan: DemoPlan) -> None:
    stage = Stage(session, now)
    cast = Cast(stage, plan)
    play_appraisals(stage, plan, cast)
    play_learning(stage, plan, cast)
    play_habits(stage, plan, cast)


def _file(name: str, rows: list[Row]) -> tuple[Table, bytes]:
    headers = tuple(dict.fromkeys(header for row in rows for header in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    return (
        Table(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            headers=headers,
            rows=[tuple(row.get(header, "") for header in headers) for row in rows],
            first_row_number=2,
            encoding="utf-8-sig",
            delimiter=",",
        ),
        content,
    )
