"""People who keep recognising each other, two by two or in a ring."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.period import months_later
from domain.culture.recognition_state import RecognitionState

WITHIN_MONTHS = 12
LARGEST = 4
"""People in the largest ring that is looked for; beyond that everybody is in one by chance."""

Praise = Mapping[int, Counter[int]]
"""Who -> whom -> how often."""


def taken_in_turns(
    session: Session, nominator_id: int, nominees: Collection[int], until: date
) -> dict[int, int]:
    """Nominee -> how often people recognised each other round a ring of nominator and nominee in a year.

    A ring of n people is told from 2n - 1 recognitions: all of its links but one came twice. Of two people
    these are three. Declined ones do not count; one that waits does.
    """
    praise = _praise(session, until)
    found = {}
    for nominee in nominees:
        rings = (counts for counts in _rings(praise, nominator_id, nominee) if _is_often(counts))
        if most := max(map(sum, rings), default=0):
            found[nominee] = most
    return found


def _is_often(counts: tuple[int, ...]) -> bool:
    """One recognition more on a link does not make up for another that came once."""
    return sum(min(count, 2) for count in counts) >= 2 * len(counts) - 1


def _rings(praise: Praise, nominator: int, nominee: int) -> Iterator[tuple[int, ...]]:
    """How often each link of a ring came, ring by ring: from the nominator by the nominee back."""
    if first := praise.get(nominator, Counter[int]())[nominee]:
        yield from _on(praise, (nominator, nominee), (first,))


def _on(praise: Praise, way: tuple[int, ...], counts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for other, count in praise.get(way[-1], Counter[int]()).items():
        if other == way[0]:
            yield (*counts, count)
        elif other not in way and len(way) < LARGEST:
            yield from _on(praise, (*way, other), (*counts, count))


def _praise(session: Session, until: date) -> Praise:
    from domain.culture.recognition import Recognition, RecognitionNominee

    r, n = table_of(Recognition).c, table_of(RecognitionNominee).c
    query = (
        select(r.nominator_id, n.person_id)
        .join_from(table_of(Recognition), table_of(RecognitionNominee), n.recognition_id == r.id)
        .where(
            r.state != RecognitionState.DECLINED,
            r.nominated_on > months_later(until, -WITHIN_MONTHS),
            r.nominated_on <= until,
        )
    )
    praise: dict[int, Counter[int]] = defaultdict(Counter)
    for nominator, nominee in session.execute(query):
        praise[nominator][nominee] += 1
    return praise
