"""A company whose customers pay late until a measure works: its people, and its invoices before and after."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.core.period import add_months, first_day_of, month_range
from domain.core.permission import Actor, machine
from tests.factories import a_grant, a_person, a_user

PEOPLE = {
    "mei": ("梅会计", ("receivables",)),
    "qin": ("秦秘书", ("committee_secretary",)),
    "zhao": ("赵总监", ("manager", "committee_member", "internal_control", "committee_chair")),
    "xu": ("许委员", ("committee_member",)),
    "lu": ("陆内控", ("internal_control",)),
    "shen": ("沈主任", ("committee_chair",)),
}
"""Zhao, who will own the issue, holds every role that decides: only separation of duties stops him."""
TERM = timedelta(days=10)


def settle_in(session: Session) -> None:
    """Everybody with an account, before anything happened."""
    for username, (name, roles) in PEOPLE.items():
        person = a_person(session, name=name, name_en=username.title())
        user = a_user(session, username=username, display_name=name, person_id=person.id)
        for role in roles:
            a_grant(session, user, role)


def actor(username: str, today: date) -> Actor:
    """The person as the domain knows them."""
    with reading(machine("test")) as session:
        user = session.scalars(select(User).where(User.username == username)).one()
        return actor_for(session, user, today)


def invoices(file: Path, months: tuple[int, int], paid: int, until: date) -> Path:
    """Ten invoices a month, `paid` of them settled in the month they are due, the others a month later.

    What is settled after `until` is still open.
    """
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        rows = csv.DictWriter(text, ("发票号码", "客户名称", "开票日期", "到期日", "金额", "结清日期"))
        rows.writeheader()
        rows.writerows(_rows(months, paid, until))
    return file


def _rows(months: tuple[int, int], paid: int, until: date) -> Iterator[dict[str, str]]:
    for month in month_range(*months):
        issued = first_day_of(month) + timedelta(days=2)
        # Good and bad months differ a little, as real ones do.
        in_time = max(0, min(10, paid + month % 3 - 1))
        for at in range(10):
            due = issued + TERM
            late = first_day_of(add_months(month, 1)) + timedelta(days=6)
            settled = due + timedelta(days=3) if at < in_time else late
            paid_on = settled.isoformat() if settled <= until else ""
            yield {
                "发票号码": f"IV{month}{at:02}", "客户名称": f"客户{at + 1}", "开票日期": issued.isoformat(),
                "到期日": due.isoformat(), "金额": "10000.00", "结清日期": paid_on,
            }  # fmt: skip
