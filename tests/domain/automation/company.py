"""A company with automations: who is there, what happens, what came of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.access.actors import working_actors
from domain.automation.firing import AutomationFiring
from domain.automation.save_automation import save_automation
from domain.automation.watch import watch
from domain.core.clock import now
from domain.core.editing import create
from domain.core.permission import Actor, Permission, machine
from domain.messaging.notice import Notice
from domain.sales.customer import Customer
from tests.factories import a_person, a_unit, a_user, an_actor, the_root

ACTOR = machine("test")


@dataclass(frozen=True)
class Company:
    """Who is there."""

    root: int
    north: int
    author: int
    author_person: int
    told: int
    told_number: str


def found_company() -> Company:
    """The company; automations look ahead from here."""

    def work(session: Any) -> Company:
        north = a_unit(session)
        author, told = a_person(session), a_person(session)
        user = a_user(session, person_id=author.id, role="internal_control")
        listener = a_user(session, person_id=told.id, role="internal_control")
        root = the_root(session).id
        return Company(root, north.id, user.id, author.id, listener.id, told.number)

    made = carry_out(ACTOR, work)
    watch(now())
    return made


def author(company: Company) -> Actor:
    with reading(ACTOR) as session:
        return working_actors(session, now().date(), (company.author,))[company.author]


def automation(company: Company, **facts: Any) -> int:
    values = {
        "code": "vip", "name_zh": "大客户", "name_en": "Key accounts", "enabled": True, "entity": "Customer",
        "trigger": "event", "event": "created", "deed": "notify", "message": "Look at this",
        "people": [company.told_number], "conditions": named("customer_is_vip"),
    }  # fmt: skip
    actor = author(company)
    return carry_out(actor, lambda session: save_automation(session, actor, None, values | facts).id)


def named(name: str) -> dict[str, Any]:
    return {"join": "all", "items": [{"field": "name", "operator": "contains", "values": [name]}]}


def customer(company: Company, name: str, origin: str = "screen", unit: int = 0) -> int:
    writer = an_actor(origin=origin)
    values = {"number": name, "name": name, "unit_id": unit or company.root}
    return carry_out(writer, lambda s: create(s, writer, Permission.FACTS_WRITE, Customer, values).id)


def firings() -> list[AutomationFiring]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(AutomationFiring).order_by(AutomationFiring.id)))


def notices(user: int) -> list[Notice]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(Notice).where(Notice.user_id == user)))
