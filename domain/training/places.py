"""Places in a session: how many are taken, who waits for one.

Places are counted over everybody, whoever looks: plain tables, numbers only.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.training.enrolment_state import TAKES_A_PLACE, EnrolmentState


def places_taken(session: Session, course_sessions: Iterable[int]) -> Counter[int]:
    """Session -> how many have a place in it: confirmed, or already known to have come or not."""
    from domain.training.enrolment import Enrolment

    t = table_of(Enrolment).c
    states = t.state.in_(TAKES_A_PLACE)
    rows = select_in(session, (t.course_session_id,), t.course_session_id, course_sessions, states)
    return Counter(row.course_session_id for row in rows)


def waiting_line(session: Session, course_session_id: int) -> list[int]:
    """Enrolments that wait for a place, first come first."""
    from domain.training.enrolment import Enrolment

    t = table_of(Enrolment).c
    waiting = (t.course_session_id == course_session_id, t.state == EnrolmentState.WAITING)
    return list(session.scalars(select(t.id).where(*waiting).order_by(t.state_since, t.id)))
