"""Tiers: who decides at one level of a route, how many of them, by when, and who hears of it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from domain.approvals.condition import Conditions
from domain.core.errors import Missing, RuleBroken

ALWAYS = Conditions()
HIGHEST, LONGEST = 9, 400
"""Levels of superiors; working hours a tier may take."""


class ApproverKind(StrEnum):
    """How approvers are found."""

    ROLE = "role"
    """Who holds the role in the record's unit, else in the nearest unit above with such a holder."""
    PERSON = "person"
    SUPERIOR = "superior"
    """The submitter's superior, so many levels up."""
    POST = "post"
    """Who has the post, in the record's unit or the nearest above; else anywhere in the company."""


class TierMode(StrEnum):
    """How many of the approvers of a tier must agree."""

    ANY = "any"
    ALL = "all"
    IN_TURN = "in_turn"


class LevelsOutOfRange(RuleBroken):
    """Superiors are counted upwards from one."""

    text = "Superiors are counted from 1 to {most} levels up."


class HoursOutOfRange(RuleBroken):
    """Due and reminder do not fit together."""

    text = "A tier is due within 1 to {most} working hours, and the reminder comes before that."


@dataclass(frozen=True)
class Approver:
    """Whom to ask. `value`: code of a role or post, staff number of a person, number of levels up."""

    kind: ApproverKind
    value: str

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(ApproverKind(kept["kind"]), str(kept["value"]))

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"kind": self.kind.value, "value": self.value}

    def check(self) -> None:
        """Refuse an approver that names nobody."""
        if not self.value.strip():
            raise Missing(field="tiers", field_name="Tier.approvers")
        if self.kind is ApproverKind.SUPERIOR and not (
            self.value.isdecimal() and 1 <= int(self.value) <= HIGHEST
        ):
            raise LevelsOutOfRange(field="tiers", most=HIGHEST)


@dataclass(frozen=True)
class Tier:
    """One level of a route."""

    name_zh: str
    name_en: str
    approvers: tuple[Approver, ...]
    mode: TierMode = TierMode.ANY
    conditions: Conditions = ALWAYS
    """The tier is asked only where they hold."""
    due_hours: int | None = None
    """Working hours from the moment the tier is asked."""
    remind_hours: int | None = None
    """Working hours before it is due, at which those who have not decided are reminded."""
    escalate_to: Approver | None = None
    """Who hears of it when it is late, and who decides where the tier has nobody (left)."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        escalation = kept.get("escalate_to")
        return cls(
            name_zh=kept["name_zh"], name_en=kept["name_en"],
            approvers=tuple(Approver.of(one) for one in kept["approvers"]),
            mode=TierMode(kept["mode"]),
            conditions=Conditions.of(kept.get("conditions")),
            due_hours=kept.get("due_hours"), remind_hours=kept.get("remind_hours"),
            escalate_to=Approver.of(escalation) if escalation else None,
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "name_zh": self.name_zh, "name_en": self.name_en,
            "approvers": [one.plain() for one in self.approvers],
            "mode": self.mode.value, "conditions": self.conditions.plain(),
            "due_hours": self.due_hours, "remind_hours": self.remind_hours,
            "escalate_to": self.escalate_to.plain() if self.escalate_to else None,
        }  # fmt: skip

    def check(self) -> None:
        """Refuse a tier nobody could decide in, or with impossible times."""
        if not (self.name_zh.strip() or self.name_en.strip()):
            raise Missing(field="tiers", field_name="Tier.name")
        if not self.approvers:
            raise Missing(field="tiers", field_name="Tier.approvers")
        for approver in (*self.approvers, *((self.escalate_to,) if self.escalate_to else ())):
            approver.check()
        due, remind = self.due_hours, self.remind_hours
        wrong = due is not None and not 1 <= due <= LONGEST
        if wrong or (remind is not None and not 1 <= remind < (due or 0)):
            raise HoursOutOfRange(field="tiers", most=LONGEST)
