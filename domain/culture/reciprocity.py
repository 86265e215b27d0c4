"""People who keep recognising each other."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.period import months_later
from domain.culture.recognition_state import RecognitionState

WITHIN_MONTHS = 12
LEAST = 3
"""Recognitions between two people, in both directions together, from which it is told."""


def taken_in_turns(
    session: Session, nominator_id: int, nominees: Collection[int], until: date
) -> dict[int, int]:
    """Nominee -> how often the two recognised each other within a year, where both did and it is often.

    Declined ones do not count; one that waits does.
    """
    from domain.culture.recognition import Recognition, RecognitionNominee

    r, n, known = table_of(Recognition).c, table_of(RecognitionNominee).c, sorted(nominees)
    there = (r.nominator_id == nominator_id) & n.person_id.in_(known)
    back = r.nominator_id.in_(known) & (n.person_id == nominator_id)
    query = (
        select(r.nominator_id, n.person_id)
        .join_from(table_of(Recognition), table_of(RecognitionNominee), n.recognition_id == r.id)
        .where(
            or_(there, back),
            r.state != RecognitionState.DECLINED,
            r.nominated_on > months_later(until, -WITHIN_MONTHS),
            r.nominated_on <= until,
        )
    )
    given, got = Counter[int](), Counter[int]()
    for one, other in session.execute(query):
        if one == nominator_id:
            given[other] += 1
        else:
            got[one] += 1
    return {
        other: given[other] + got[other]
        for other in known
        if given[other] and got[other] and given[other] + got[other] >= LEAST
    }
