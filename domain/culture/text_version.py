"""Versions of a text that people are bound by: what a code of conduct and a page of the handbook share."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from db.types import LongText
from domain.core.acting_person import WrongPerson, known_person
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.culture.reach import KEEPERS
from domain.culture.safe_text import require_text
from domain.culture.text_state import TextState
from domain.organisation.tree import root_unit

TEXTS = ("text_zh", "text_en")


class WriterPutsInForce(WrongPerson):
    """Whoever wrote a text does not approve it."""

    text = "You wrote this version; somebody else must put it into force."


class ForWholeCompany(RuleBroken):
    """Who answers for a part of the company does not bind the rest of it."""

    text = "The text binds the whole company; somebody who answers for all of it must decide."


class TextArchived(RuleBroken):
    """People would be told to sign or read what they cannot open."""

    text = "The text is archived; bring it back before a version of it comes into force."


class TextVersion(WorkflowEntity):
    """What the text says in both languages (Markdown). Once in force it is fixed: people rely on it."""

    __abstract__ = True
    belongs_to: ClassVar[str]
    """The column that names the text this is a version of."""

    number: Mapped[int]
    text_zh: Mapped[LongText] = mapped_column(insert_default="")
    text_en: Mapped[LongText] = mapped_column(insert_default="")
    changes: Mapped[LongText] = mapped_column(insert_default="")
    """What is new since the version before."""
    writers: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Persons who wrote on the draft."""
    in_force_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    state: Mapped[TextState] = mapped_column(insert_default=TextState.DRAFT, index=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """What came into force, everybody; drafts, and their documents, whoever writes or approves them."""
        return true() if any(map(actor.may, KEEPERS)) else cls.state != TextState.DRAFT

    @property
    def fingerprint(self) -> str:
        """What a reader has in front of them, so that nobody signs another text than they saw."""
        return hashlib.sha256("\0".join(self.content).encode()).hexdigest()

    @property
    def content(self) -> tuple[str, ...]:
        """All that is binding in it."""
        return (self.text_zh, self.text_en)


def is_complete(version: TextVersion, _actor: Actor) -> DomainError | None:
    """Both languages are written, and nothing in them is unsafe to show."""
    try:
        for name in TEXTS:
            require_text(getattr(version, name), name, f"{type(version).__name__}.{name}")
    except DomainError as refusal:
        return refusal
    return None


def written_by_another(version: TextVersion, actor: Actor) -> DomainError | None:
    """Somebody decides who did not write on it."""
    return known_person(version, actor) or (
        WriterPutsInForce() if actor.person_id in (version.writers or ()) else None
    )


def answers_for_all(version: TextVersion, actor: Actor) -> DomainError | None:
    """Whoever decides may do so in the whole company, not only in a unit of theirs."""
    session = object_session(version)
    if session is None or actor.may(Permission.CULTURE_APPROVE, root_unit(session)):
        return None
    return ForWholeCompany()


def is_in_use(version: TextVersion, _actor: Actor) -> DomainError | None:
    """The text was not archived: nobody could sign or read what comes into force."""
    session, kind = object_session(version), type(version)
    if session is None:
        return None
    (link,) = getattr(kind, kind.belongs_to).property.columns[0].foreign_keys
    text = link.column.table
    held = select(text.c.archived_at).where(text.c.id == getattr(version, kind.belongs_to))
    return None if session.scalar(held) is None else TextArchived()


def replace_former(session: Session, version: TextVersion, actor: Actor, now: datetime) -> None:
    """It counts from today; the version that was in force is in force no more."""
    version.in_force_on = business_date(now)
    kind: Any = type(version)
    text = getattr(kind, version.belongs_to)
    former = select(kind).where(
        text == getattr(version, version.belongs_to), kind.id != version.id,
        kind.state == TextState.IN_FORCE,
    )  # fmt: skip
    for one in session.scalars(former).all():
        one.workflow.take("retire", one, actor, now)


def date_end(_session: Session, version: TextVersion, _actor: Actor, now: datetime) -> None:
    """It counts until today."""
    version.retired_on = business_date(now)


def version_workflow(tell: Callable[[Session, Any, Actor, datetime], None]) -> Workflow[Any]:
    """The life of such a version; `tell` tells people that one came into force."""
    return Workflow(
        initial=TextState.DRAFT,
        steps=(
            Step(
                name="put_in_force", source=TextState.DRAFT, target=TextState.IN_FORCE,
                permission=Permission.CULTURE_APPROVE,
                guards=(answers_for_all, is_complete, written_by_another, is_in_use),
                effects=(replace_former, tell),
            ),
            Step(
                name="retire", source=TextState.IN_FORCE, target=TextState.RETIRED,
                permission=Permission.CULTURE_APPROVE, guards=(answers_for_all,), effects=(date_end,),
            ),
        ),
        editable_in=frozenset({TextState.DRAFT}),
    )  # fmt: skip
