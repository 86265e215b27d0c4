"""Raise training needs: of whatever shows that somebody has something to learn, once each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from db.settings import settings
from domain.core.errors import NotPermitted
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.soundness import require_sound
from domain.core.visibility import is_machine
from domain.organisation.person import Person
from domain.training.course import Course
from domain.training.need import TrainingNeed
from domain.training.need_state import OPEN, NeedPriority, NeedSource

DUE_DAYS = 60
"""Until when a need is to be met (reference F.2)."""
RAISES = (
    Permission.TRAINING_ADMINISTER, Permission.ASSESSMENTS_RATE, Permission.ASSESSMENTS_ADMINISTER,
    Permission.CULTURE_ADMINISTER,
)  # fmt: skip
"""Whoever holds one of these in the unit of the person may say what they need to learn."""


@dataclass(frozen=True, kw_only=True)
class NeedDraft:
    """What somebody should learn, and what showed it. Name a course, or at least a topic.

    `why` is kept as written: a sentence, or the words of a translatable one.
    """

    person_id: int
    source: NeedSource
    course_id: int | None = None
    topic: str = ""
    entity: str = ""
    entity_id: int | None = None
    why: str = ""
    priority: NeedPriority = NeedPriority.NORMAL
    due_on: date | None = None
    """None: 60 days from now."""

    @property
    def natural_key(self) -> str:
        """By which the same need is known again."""
        what = self.course_id if self.course_id is not None else self.topic.strip()[:120]
        return f"{self.person_id}:{what}:{self.source}:{self.entity}:{self.entity_id or ''}"


def raise_needs(
    session: Session, actor: Actor, drafts: Sequence[NeedDraft], today: date
) -> list[TrainingNeed]:
    """Add the needs that are new; the same draft given again adds nothing.

    Nor does one for a course that the person has an open need of already: one training meets both. What was
    entered by hand is new whenever it is entered on another day. NotPermitted outside the actor's units.
    """
    units = _units(session, {draft.person_id for draft in drafts}, today)
    _require(actor, units.values())
    drafts = [draft for draft in drafts if draft.person_id in units]
    keys, waiting = _known(session, drafts)
    made: list[TrainingNeed] = []
    for draft in drafts:
        key, same = _key(draft, today), (draft.person_id, draft.course_id)
        if key in keys or (draft.course_id is not None and same in waiting):
            continue
        keys.add(key)
        waiting.add(same)
        made.append(_need(session, draft, units[draft.person_id], key, today))
    session.flush()
    return made


def _need(session: Session, draft: NeedDraft, unit: int, key: str, today: date) -> TrainingNeed:
    need = TrainingNeed(
        person_id=draft.person_id, unit_id=unit, course_id=draft.course_id, topic=draft.topic.strip()[:200],
        source=draft.source, entity=draft.entity, entity_id=draft.entity_id, why=draft.why,
        priority=draft.priority, raised_on=today, due_on=draft.due_on or today + timedelta(DUE_DAYS),
        natural_key=key, state_since=_noon(today),
    )  # fmt: skip
    need.check()
    require_sound(session, need)
    session.add(need)
    explain(need, action="raise")
    return need


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(settings().time_zone))


def _key(draft: NeedDraft, today: date) -> str:
    by_hand = draft.source is NeedSource.MANUAL and not draft.entity
    return f"{draft.natural_key}{today.isoformat()}" if by_hand else draft.natural_key


def _require(actor: Actor, units: Iterable[int]) -> None:
    if is_machine(actor):
        return
    for unit in set(units):
        if not any(actor.may(one, unit) for one in RAISES):
            raise NotPermitted(permission=Permission.TRAINING_ADMINISTER)


def _units(session: Session, people: set[int], today: date) -> dict[int, int]:
    """Person -> unit, of those who are still here; whoever may not see the person cannot raise for them."""
    found: dict[int, int] = {}
    here = (Person.archived_at.is_(None), or_(Person.left_on.is_(None), Person.left_on >= today))
    query = select(Person.id, Person.unit_id).where(*here)
    for some in (sorted(people)[at : at + 500] for at in range(0, len(people), 500)):
        found |= {row.id: row.unit_id for row in session.execute(query.where(Person.id.in_(some)))}
    return found


def _known(session: Session, drafts: Sequence[NeedDraft]) -> tuple[set[str], set[tuple[int, int | None]]]:
    """Keys of all needs there are of these people, and (person, course) of the open ones; whoever asks."""
    t = table_of(TrainingNeed).c
    columns = (t.person_id, t.course_id, t.natural_key, t.state)
    rows = list(select_in(session, columns, t.person_id, {draft.person_id for draft in drafts}))
    return {row.natural_key for row in rows}, {
        (row.person_id, row.course_id) for row in rows if row.state in OPEN and row.course_id is not None
    }


def courses_by_code(session: Session) -> dict[str, int]:
    """Code -> id of the courses that are taught."""
    query = select(Course.code, Course.id).where(Course.archived_at.is_(None))
    return {row.code: row.id for row in session.execute(query)}
