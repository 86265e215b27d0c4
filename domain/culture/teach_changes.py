"""A code that changed must be taught: needs of training for whoever signs it."""

from datetime import date

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.culture.duty import Duty
from domain.culture.signing import all_signings
from domain.training.need_state import NeedSource
from domain.training.raise_needs import NeedDraft, raise_needs


def teach_changes(session: Session, actor: Actor, today: date) -> int:
    """Raise a need for each new version of a code with a course; how many. Asking again raises nothing.

    The first version is no change: whoever is new learns it by the requirements of their post.
    """
    drafts = [
        NeedDraft(
            person_id=duty.person.id, source=NeedSource.CONDUCT_CHANGE, course_id=version.code.course_id,
            entity="ConductCodeVersion", entity_id=version.id, why=version.changes,
        )
        for version, duty in all_signings(session, today)
        if version.code.course_id is not None and version.number > 1 and _is_change(duty)
    ]  # fmt: skip
    return len(raise_needs(session, actor, drafts, today))


def _is_change(duty: Duty) -> bool:
    """Whether the person was here when the version came into force."""
    return duty.person.joined_on is None or duty.person.joined_on <= duty.asked.since
