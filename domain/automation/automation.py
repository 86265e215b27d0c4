"""One automation: when, on which conditions, and what is done then."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name
from domain.access.user import User
from domain.approvals.condition import Conditions
from domain.approvals.condition_field import fields_of
from domain.automation.occurrence import events_of, kinds, steps_of
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.improvement.issue import Issue
from domain.improvement.measure_proposal import check_days
from domain.scheduling.cadence import Cadence, Rhythm

MOST_A_DAY = 500


class Trigger(StrEnum):
    """What sets it off."""

    EVENT = "event"
    SCHEDULE = "schedule"
    """At its times it looks at every record."""


class Deed(StrEnum):
    """What it does."""

    NOTIFY = "notify"
    OPEN_ISSUE = "open_issue"
    PROPOSE_STEP = "propose_step"
    """Ask people to take a step of the workflow. It never takes one itself."""


class NoSuchEvent(RuleBroken):
    """The event, step or kind of record does not exist."""

    text = "Records of this kind know nothing of “{name}”."


class NoIssueForMeasure(RuleBroken):
    """Measures belong to issues."""

    text = "A measure can be proposed only where an issue is opened, or for records that are issues."


class UnfitLimit(RuleBroken):
    """The limit makes no sense."""

    text = "An automation may act 1 to {most} times a day."


class Automation(Entity):
    """It acts with the rights of whoever saved it last, checked whenever it acts."""

    __tablename__ = "automation"
    read_permission = Permission.CONFIGURATION_READ
    write_permission = Permission.CONFIGURATION_WRITE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(insert_default="")
    enabled: Mapped[bool] = mapped_column(insert_default=False)
    entity: Mapped[Code]
    """The kind of record it looks at."""
    trigger: Mapped[Trigger]
    event: Mapped[str] = mapped_column(String(40), insert_default="")
    """`created`, `changed`, `imported` or the name of a step; empty for a schedule."""
    rhythm: Mapped[Rhythm | None]
    every: Mapped[int] = mapped_column(insert_default=0)
    at: Mapped[str] = mapped_column(String(5), insert_default="00:00")
    weekday: Mapped[int] = mapped_column(insert_default=0)
    day: Mapped[int] = mapped_column(insert_default=1)
    conditions: Mapped[dict[str, Any]]
    deed: Mapped[Deed]
    message: Mapped[Name]
    """In its author's words: the notice, or the title of the issue."""
    step: Mapped[str] = mapped_column(String(40), insert_default="")
    """The step that is proposed."""
    measure: Mapped[str | None] = mapped_column(String(200))
    """The measure that is proposed for the issue it opens, or for the issue it looks at; None: no measure."""
    measure_days: Mapped[int | None]
    """In how many days it should be done, from the day it is planned."""
    people: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Staff numbers of those who are told."""
    roles: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Codes of roles whose holders in the record's unit are told."""
    to_owner: Mapped[bool] = mapped_column(insert_default=False)
    """The person who answers for the record is told."""
    daily_limit: Mapped[int] = mapped_column(insert_default=20)
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))

    author: Mapped[User] = relationship(lazy="raise")

    @property
    def rules(self) -> Conditions:
        """The conditions."""
        return Conditions.of(self.conditions)

    @property
    def cadence(self) -> Cadence | None:
        """When it looks, if it does so by the clock."""
        if Trigger(self.trigger) is not Trigger.SCHEDULE or self.rhythm is None:
            return None
        return Cadence(Rhythm(self.rhythm), self.every, self.at, self.weekday, self.day)

    def check(self) -> None:
        """Refuse what cannot happen, cannot be compared, or would tell nobody."""
        kind = kinds().get(self.entity)
        if kind is None:
            raise NoSuchEvent(field="entity", name=self.entity)
        for name in ("code", "name_zh", "message"):
            if not str(getattr(self, name) or "").strip():
                raise Missing(field=name, field_name=f"Automation.{name}")
        self._check_when(kind)
        self._check_deed(kind)
        if not 1 <= self.daily_limit <= MOST_A_DAY:
            raise UnfitLimit(field="daily_limit", most=MOST_A_DAY)
        session = object_session(self)
        if session is not None and self.rules.items:
            fields = fields_of(session, kind)
            for condition in self.rules.items:
                condition.check(fields)

    def _check_when(self, kind: type[Entity]) -> None:
        if Trigger(self.trigger) is Trigger.EVENT:
            if self.event not in events_of(kind):
                raise NoSuchEvent(field="event", name=self.event)
        elif self.cadence is None:
            raise Missing(field="rhythm", field_name="JobSetting.rhythm")
        else:
            self.cadence.check()

    def _check_deed(self, kind: type[Entity]) -> None:
        if Deed(self.deed) is Deed.PROPOSE_STEP and self.step not in steps_of(kind):
            raise NoSuchEvent(field="step", name=self.step)
        if Deed(self.deed) is not Deed.OPEN_ISSUE and not (self.people or self.roles or self.to_owner):
            raise Missing(field="people", field_name="Automation.people")
        if self.measure:
            if not self.concerns_issue:
                raise NoIssueForMeasure(field="measure")
            check_days(self.measure_days or 0)

    @property
    def concerns_issue(self) -> bool:
        """Whether there is an issue that a measure could be proposed for."""
        return Deed(self.deed) is Deed.OPEN_ISSUE or self.entity == Issue.__name__
