"""A company whose approvals are tested: people with accounts and superiors, an alert somebody wants to close.

Each act runs in its own transaction with the actor's real rights, as a click does.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.approvals.condition import Conditions
from domain.approvals.decision import ApprovalDecision
from domain.approvals.draft_route import change_draft, new_route, new_version
from domain.approvals.request import ApprovalRequest
from domain.approvals.route import RouteVersion
from domain.approvals.tier import Approver, ApproverKind, Tier, TierMode
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.journal import JournalHead
from domain.core.period import Grain
from domain.core.permission import Actor, machine
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.status import Direction
from tests.factories import NOON, a_person, a_unit, a_user, added, an_actor, the_root

T = TypeVar("T")
STAFF = {
    "owner": ("sales", "head"),
    "control": ("internal_control", "head"),
    "deputy": ("internal_control", "head"),
    "head": ("manager", "gm"),
    "gm": ("manager", None),
    "chair": ("committee_chair", "gm"),
    "secretary": ("committee_secretary", "gm"),
    "member": ("committee_member", "gm"),
    "admin": ("administrator", "gm"),
}
"""Name -> role over the company, superior. `head` has their role in the unit East only."""


def role(code: str) -> Approver:
    """Who holds a role."""
    return Approver(ApproverKind.ROLE, code)


def superior(levels: int = 1) -> Approver:
    """Somebody above the submitter."""
    return Approver(ApproverKind.SUPERIOR, str(levels))


def tier(*approvers: Approver, mode: TierMode = TierMode.ANY, **facts: Any) -> Tier:
    """A tier."""
    return Tier(name_zh="一级", name_en="Tier", approvers=approvers, mode=mode, **facts)


class Company:
    """Nine people, one alert in the unit East."""

    def __init__(self) -> None:
        self.now = NOON
        self.people: dict[str, int] = {}
        self.users: dict[str, int] = {}
        with unit_of_work(an_actor()) as session:
            self.east = a_unit(session, code="EAST").id
            self.west = a_unit(session, code="WEST").id
            session.add(JournalHead(id=1, seq=0, hash="0" * 64))
            for name in STAFF:
                self._hire(session, name)
            for name, (_, above) in STAFF.items():
                if above:
                    person = session.get_one(type(a_person(session)), self.people[name])
                    person.superior_id = self.people[above]
            self.alert_id = self.an_alert(session).id

    def _hire(self, session: Session, name: str) -> None:
        unit = self.east if name in ("owner", "control", "deputy", "head") else the_root(session).id
        self.people[name] = a_person(session, name=name, number=name, unit_id=unit).id
        self.account(session, name, name, STAFF[name][0], self.east if name == "head" else None)

    def account(
        self, session: Session, key: str, person: str, code: str | None, unit_id: int | None = None
    ) -> None:
        """An account of a person, kept under a key."""
        facts: dict[str, Any] = {"person_id": self.people[person], "display_name": key}
        if code:
            facts |= {"role": code, "unit_id": unit_id}
        user = a_user(session, **facts)
        self.users[key] = user.id

    def an_alert(self, session: Session, **facts: Any) -> Alert:
        """A live alert of the unit East, owned by `owner`."""
        code = f"T{len(session.scalars(select(Indicator.id)).all()) + 1}"
        indicator = added(
            session,
            Indicator(
                code=code, kind=Kind.KRI, name_zh=code, name_en=code, measured=Measured.DAYS,
                direction=Direction.LB, grain=Grain.MONTH,
            ),
        )  # fmt: skip
        defaults: dict[str, Any] = {
            "indicator_id": indicator.id, "unit_id": self.east, "grain": Grain.MONTH, "opened_period": 202605,
            "latest_period": 202605, "level": Level.RED, "worst": Level.RED, "value": Decimal(70),
            "owner_id": self.people["owner"], "unanswered_since": self.now, "state_since": self.now,
        }  # fmt: skip
        return added(session, Alert(**defaults | facts))

    def actor(self, key: str) -> Actor:
        """Somebody with the rights of their account today."""
        with reading(machine("test")) as session:
            user = session.get_one(User, self.users[key])
            return actor_for(session, user, business_date(self.now))

    def act(self, key: str, verb: Callable[..., T], *said: Any, **more: Any) -> T:
        """Somebody does something now: verb(session, actor, *said, now)."""
        actor = self.actor(key)
        with unit_of_work(actor) as session:
            return verb(session, actor, *said, self.now, **more)

    def close(self, key: str = "control", reason: str = "Explained") -> bool:
        """Somebody wants to close the alert; True if that was all it needed."""

        def work(session: Session, actor: Actor, now: datetime) -> bool:
            alert = find(session, Alert, self.alert_id)
            return alert.workflow.take("close", alert, actor, now, reason)

        return self.act(key, work)

    def route(self, *tiers: Tier, conditions: Conditions | None = None, **values: Any) -> int:
        """A route for closing alerts, in force; the id of its version."""
        return self.in_force(self.draft(*tiers, conditions=conditions, **values))

    def draft(self, *tiers: Tier, conditions: Conditions | None = None, **values: Any) -> int:
        """A route for closing alerts, drafted by the secretary."""
        names = {"name_zh": "关闭预警", "name_en": "Closing alerts", "entity": "Alert", "step": "close"}
        version: RouteVersion = self.act("secretary", new_route, names)
        self.write(version.id, *tiers, conditions=conditions, **values)
        return version.id

    def write(
        self, version_id: int, *tiers: Tier, conditions: Conditions | None = None, **values: Any
    ) -> None:
        """The secretary writes on a draft."""
        actor = self.actor("secretary")
        with unit_of_work(actor) as session:
            change_draft(session, actor, version_id, conditions=conditions, tiers=tiers, values=values)

    def again(self, version_id: int) -> int:
        """A new draft of the same route."""
        route = self.version(version_id).route_id
        made: RouteVersion = self.act("secretary", new_version, route)
        return made.id

    def in_force(self, version_id: int) -> int:
        """The secretary proposes, the chair puts into force."""
        self.step("secretary", "propose", version_id)
        self.step("chair", "put_into_force", version_id)
        return version_id

    def step(self, key: str, name: str, version_id: int, reason: str = "") -> None:
        """Somebody takes a step of a version."""

        def work(session: Session, actor: Actor, now: datetime) -> None:
            version = find(session, RouteVersion, version_id)
            version.workflow.take(name, version, actor, now, reason)

        self.act(key, work)

    def later(self, **time: float) -> None:
        """The clock goes on."""
        self.now += timedelta(**time)

    def version(self, version_id: int) -> RouteVersion:
        """A version as it is."""
        with reading(machine("test")) as session:
            return session.get_one(RouteVersion, version_id)

    def alert(self) -> Alert:
        """The alert as it is."""
        with reading(machine("test")) as session:
            return session.get_one(Alert, self.alert_id)

    def request(self) -> ApprovalRequest:
        """The latest request."""
        with reading(machine("test")) as session:
            query = select(ApprovalRequest).order_by(ApprovalRequest.id.desc()).limit(1)
            return session.scalars(query).one()

    def decisions(self) -> list[ApprovalDecision]:
        """All decisions, in order."""
        with reading(machine("test")) as session:
            return list(session.scalars(select(ApprovalDecision).order_by(ApprovalDecision.id)))
