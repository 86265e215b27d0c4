"""Whether scores follow the territory rather than the work (F.3): to look at targets, not at people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import StatisticsError, correlation

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.fairness_report import NotComparedYet
from domain.appraisal.result import AssessmentResult
from domain.core.errors import NotPermitted
from domain.core.period import add_months
from domain.core.permission import Actor, Permission
from domain.core.rounding import inexact, mean, quotient
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.sales.customer import Customer

READERS = (Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE)
LEAST = 10
"""People of fewer than these tell nothing, and could be made out."""
NOTABLE = Decimal("0.5")
MONTHS = 12
MEAN = Decimal(100)


@dataclass(frozen=True)
class Territory:
    """Scores against potential, over `people` with both. `correlation` -1 to 1; None where one never varies.

    The potential of a territory is what its customers bought, from whomever, in the twelve months before the
    cycle: the customers whom the person looks after now. Its index is 100 for the mean territory.
    """

    people: int
    correlation: Decimal | None

    @property
    def flagged(self) -> bool:
        """Above 0.5 either way: targets should be reviewed."""
        return self.correlation is not None and abs(self.correlation) > NOTABLE


def territory_report(session: Session, actor: Actor, cycle: AppraisalCycle) -> Territory | None:
    """Of everybody with a score in the cycle. For those who read the fairness report, from calibration on."""
    if not any(actor.may(one, cycle.unit_id) for one in READERS):
        raise NotPermitted(permission=READERS[0])
    if cycle.state not in (CycleState.CALIBRATING, CycleState.PUBLISHED, CycleState.CLOSED):
        raise NotComparedYet(state=cycle.state)
    a, r = table_of(Assessment), table_of(AssessmentResult)
    query = (
        select(a.c.person_id, r.c.score)
        .join_from(a, r, r.c.assessment_id == a.c.id)
        .where(a.c.cycle_id == cycle.id, a.c.archived_at.is_(None), r.c.score.is_not(None))
        .order_by(r.c.revision)
    )
    scores = {row.person_id: row.score for row in session.execute(query)}
    return territory(scores, potentials_before(session, cycle, scores))


def territory(scores: Mapping[int, Decimal], potentials: Mapping[int, Decimal]) -> Territory | None:
    """Pearson's correlation of score and potential index; None for fewer than ten people with both."""
    people = sorted(scores.keys() & potentials.keys())
    if len(people) < LEAST:
        return None
    index = potential_index({person: potentials[person] for person in people})
    pairs = [(float(scores[person]), float(index[person])) for person in people]
    try:
        found = inexact(correlation([score for score, _ in pairs], [value for _, value in pairs]))
    except StatisticsError:  # one of them never varies
        found = None
    return Territory(len(people), found)


def potential_index(potentials: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Each potential by the mean of all, which is 100."""
    average = mean(list(potentials.values()))
    return {person: (quotient(value, average) or Decimal(0)) * MEAN for person, value in potentials.items()}


def potentials_before(session: Session, cycle: AppraisalCycle, people: Collection[int]) -> dict[int, Decimal]:
    """Person -> net sales to the customers of theirs in the year before the cycle, whoever asks."""
    i, c = table_of(Invoice).c, table_of(Customer).c
    months = add_months(cycle.first_month, -MONTHS), add_months(cycle.first_month, -1)
    bought = dict(
        session.execute(
            select(i.customer_id, func.sum(i.net))
            .where(
                i.status == InvoiceStatus.POSTED, i.archived_at.is_(None), i.customer_id.is_not(None),
                i.period.between(*months),
            )
            .group_by(i.customer_id)
        ).all()
    )  # fmt: skip
    found: dict[int, Decimal] = {}
    rows = select_in(session, (c.id, c.salesperson_id), c.salesperson_id, people, c.archived_at.is_(None))
    for row in rows:
        found[row.salesperson_id] = found.get(row.salesperson_id, Decimal(0)) + bought.get(row.id, Decimal(0))
    return found
