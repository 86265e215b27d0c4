"""The 360 as a line of a scorecard: what colleagues say, once asking has ended and enough have answered."""

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.peer_results import peer_scores
from domain.appraisal.personal_value import Asked, PersonalMeasure, PersonalValue, Reckoned

NOTHING = PersonalValue(None)


def colleagues_say(session: Session, asked: Asked) -> Reckoned:
    """Points 0 to 100 of the person's 360 in the cycle of this period (F11). No record is named: none leads
    to an answer.
    """
    a, c = table_of(Assessment).c, table_of(AppraisalCycle).c
    whose = {
        row.id: row.person_id
        for row in select_in(
            session, (a.id, a.person_id), a.person_id, asked.people, a.archived_at.is_(None),
            a.cycle_id == c.id, c.first_on == asked.first_on, c.last_on == asked.last_on,
        )
    }  # fmt: skip
    scores = {whose[key]: score for key, score in peer_scores(session, whose, asked.today).items()}
    return {one: PersonalValue(scores[one]) if one in scores else NOTHING for one in asked.people}


FEEDBACK = (PersonalMeasure("colleagues_say", "points", colleagues_say),)
