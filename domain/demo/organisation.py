"""Set up the demo company: units, posts, people, committee, accounts."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.grant_role import grant_role
from domain.access.password import hash_password
from domain.access.role import Role
from domain.access.user import User
from domain.core.permission import Actor
from domain.demo.people import COMMITTEE, COMPANY, POSTS, STAFF, UNITS, Member
from domain.demo.plan import DemoPlan
from domain.organisation.committee import CommitteeMember, Seat
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import ROOT_CODE, Unit

PASSWORD = "neikong-demo"  # noqa: S105  the demo's accounts only; they are printed at every start
FOUNDED = date(2012, 3, 1)
IN_POST = 20
"""Months for which holders of key posts have held them."""
RESTED = 4
"""Months since their last leave."""


def found_company(session: Session, machine: Actor, now: datetime, plan: DemoPlan) -> None:
    """Everything about the company but its business. Only for a database without people."""
    units = _units(session)
    posts = _posts(session)
    people = _people(session, units, posts, plan)
    for number, seat in COMMITTEE:
        session.add(CommitteeMember(person_id=people[number].id, seat=Seat(seat), since=FOUNDED))
    _accounts(session, machine, people, units, now)


def _units(session: Session) -> dict[str, Unit]:
    root = session.scalars(select(Unit).where(Unit.code == ROOT_CODE)).one()
    root.name_zh, root.name_en = COMPANY
    units = {ROOT_CODE: root}
    for code, name_zh, name_en, above in UNITS:
        parent = units[above or ROOT_CODE].id
        units[code] = Unit(code=code, name_zh=name_zh, name_en=name_en, parent_id=parent)
        session.add(units[code])
        session.flush()
    return units


def _posts(session: Session) -> dict[str, Post]:
    posts = {
        one.code: Post(
            code=one.code, name_zh=one.name_zh, name_en=one.name_en, duties=one.duties, is_sales=one.sells,
            is_key=one.key,
        )
        for one in POSTS
    }  # fmt: skip
    session.add_all(posts.values())
    session.flush()
    return posts


def _people(
    session: Session, units: dict[str, Unit], posts: dict[str, Post], plan: DemoPlan
) -> dict[str, Person]:
    people = {m.number: _person(m, units[m.unit], posts[m.post], plan) for m in STAFF}
    session.add_all(people.values())
    session.flush()
    for member in STAFF:
        if member.superior:
            people[member.number].superior_id = people[member.superior].id
    session.flush()
    return people


def _person(member: Member, unit: Unit, post: Post, plan: DemoPlan) -> Person:
    mail = f"{member.name_en.split()[1]}.{member.name_en.split()[0]}@example.com".lower()
    return Person(
        number=member.number,
        name=member.name,
        name_en=member.name_en,
        unit_id=unit.id,
        post_id=post.id,
        email=mail,
        joined_on=joined_on(member, plan),
        left_on=left_on(member, plan),
        post_since=plan.start_of(IN_POST) if post.is_key else None,
        last_leave_on=plan.start_of(RESTED) - timedelta(1) if post.is_key else None,
    )


def joined_on(member: Member, plan: DemoPlan) -> date:
    """The first day of somebody's employment."""
    return FOUNDED if member.joined is None else plan.start_of(member.joined)


def left_on(member: Member, plan: DemoPlan) -> date | None:
    """The last day of somebody's employment; None while they are here."""
    return None if member.left is None else plan.start_of(member.left - 1) - timedelta(1)


def _accounts(
    session: Session, machine: Actor, people: dict[str, Person], units: dict[str, Unit], now: datetime
) -> None:
    roles = {role.code: role for role in session.scalars(select(Role))}
    secret = hash_password(PASSWORD)  # one hash for all: a dozen slow hashes would say the same
    for member in STAFF:
        if member.username is None:
            continue
        user = User(
            username=member.username,
            display_name=member.name,
            person_id=people[member.number].id,
            password_hash=secret,
            password_set_at=now,
            must_change_password=False,
        )
        session.add(user)
        session.flush()
        for role, unit in member.roles:
            grant_role(session, machine, user=user, role=roles[role], unit_id=units[unit].id, now=now)
