"""Load the demo company into an empty portal, through the same doors as real data."""

import csv
import hashlib
import io
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.demo.business import trade
from domain.demo.loop import play_loops
from domain.demo.organisation import found_company
from domain.indicators.catalogue import install_catalogue
from domain.intake.commit_import import commit_import
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.table import Table
from domain.organisation.person import Person
from domain.reporting.bring_up_to_date import bring_up_to_date


class NotEmpty(RuleBroken):
    """The portal already has people: the demo would mix with real records."""

    text = "The demo company is loaded into an empty database only; this one has people in it already."


def load_demo(session: Session, machine: Actor, now: datetime, years: int = 3, seed: int = 7) -> None:
    """Found the company, import its trade of the last years, compute its figures, play its loop."""
    if session.scalars(select(Person.id).limit(1)).first() is not None:
        raise NotEmpty
    today = business_date(now)
    found_company(session, machine, now)
    install_catalogue(session, now)
    import_trade(session, machine, now, today, years * 12, seed)
    bring_up_to_date(session, machine, today)
    play_loops(session, now, years * 12)
    bring_up_to_date(session, machine, today)


def import_trade(
    session: Session, machine: Actor, now: datetime, today: date, months: int, seed: int
) -> None:
    """Import every fact from a file of its own, so that each figure leads back to a file and a row."""
    for fact, rows in trade(today, months, seed).items():
        table, content = _file(f"demo-{fact}.csv", rows)
        columns = {name: name for name in table.headers}
        request = ImportRequest(spec=FACTS[fact], table=table, columns=columns, date_format="ymd")
        commit_import(session, machine, request, now, content)


def _file(name: str, rows: list[dict[str, str]]) -> tuple[Table, bytes]:
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
