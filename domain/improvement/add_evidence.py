"""Attach proof to a measure under way."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core import stored_file
from domain.core.acting_person import AccountWithoutPerson
from domain.core.document import require_document
from domain.core.errors import Locked
from domain.core.permission import Actor, Permission
from domain.improvement.evidence import Evidence
from domain.improvement.locked_issue import locked_measure
from domain.improvement.separation import NotTheMeasureOwner


def add_evidence(
    session: Session, actor: Actor, measure_id: int, *, name: str, content: bytes, note: str, now: datetime
) -> Evidence:
    """Keep a file as proof; the measure's owner or the issue's brings it, while the measure is under way."""
    measure = locked_measure(session, measure_id)
    actor.require(Permission.ISSUES_OWN, measure.unit_id)
    if actor.person_id is None:
        raise AccountWithoutPerson
    if actor.person_id not in (measure.owner_id, measure.issue.owner_id):
        raise NotTheMeasureOwner
    if not measure.state.under_way:
        raise Locked(field_name="ImprovementMeasure.evidence", state=measure.state)
    require_document(name, content)
    evidence = Evidence(
        unit_id=measure.unit_id,
        file=stored_file.keep(session, name, content),
        name=name[:255],
        note=note.strip(),
        by_id=actor.person_id,
        at=now,
    )
    session.add(evidence)
    evidence.measure = measure
    session.flush()
    return evidence
