"""Work out who decides on a request, and bring its seats up to that."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.approvals.bans import barred
from domain.approvals.decision import ApprovalDecision, DecisionKind
from domain.approvals.request import ApprovalRequest, ApprovalSeat
from domain.approvals.route import RouteVersion
from domain.approvals.seating import Bench, seated
from domain.approvals.staff import Staff
from domain.approvals.subject import Subject
from domain.approvals.tier import Approver, Tier, TierMode
from domain.core.workflow import Step

LAST = 100
"""Added approvers come after all others."""


@dataclass(frozen=True)
class Panel:
    """Who could be asked about one step of one subject."""

    staff: Staff
    subject: Subject
    step: Step[Any] | None
    """None: imagined, so nobody is barred by what they did on the record."""

    def able(self, tier: Tier, *, wider: bool = False) -> tuple[int, ...]:
        """Everybody a tier names who may decide; also whom it escalates to, where that is asked or needed.

        Never the submitter, nobody whom a rule of the step keeps from taking it.
        """
        found = self._may(one for approver in tier.approvers for one in self._behind(approver))
        if tier.escalate_to is not None and (wider or not found):
            found = tuple(dict.fromkeys((*found, *self._may(self._behind(tier.escalate_to)))))
        return found

    def _behind(self, approver: Approver) -> tuple[int, ...]:
        return self.staff.behind(approver, self.subject)

    def _may(self, people: Iterable[int]) -> tuple[int, ...]:
        return tuple(one for one in dict.fromkeys(people) if self.may(one))

    def may(self, person_id: int) -> bool:
        """Whether somebody who is named may decide about it."""
        if person_id == self.subject.submitter_id or person_id not in self.staff.actors:
            return False
        if self.step is None or self.subject.record is None:
            return True
        return barred(self.step, self.subject.record, person_id) is None


def bench(
    panel: Panel,
    tiers: Sequence[Tier],
    *,
    spent: Collection[int] = (),
    begun: Collection[int] = (),
    late: bool = False,
) -> tuple[tuple[int, ...], ...]:
    """Who sits in which of the tiers; where nobody is left, whom the tier escalates to.

    `begun`: places of tiers in which somebody has approved already. `late`: the first tier is, so whoever it
    escalates to may decide as well, where one of several is enough.
    """

    def sit(wider: Collection[int]) -> tuple[tuple[int, ...], ...]:
        people = [panel.able(tier, wider=place in wider) for place, tier in enumerate(tiers)]
        benches = [
            Bench(some, tier.mode, place in begun)
            for place, (some, tier) in enumerate(zip(people, tiers, strict=True))
        ]
        return seated(benches, spent)

    helped = {0} if late and tiers[0].mode is TierMode.ANY else set()
    found = sit(helped)
    empty = {place for place, people in enumerate(found) if not people and place not in begun}
    return sit(helped | empty) if empty else found


def reseat(session: Session, request: ApprovalRequest, panel: Panel) -> None:
    """Seat everybody anew who has not decided: people come, leave, lose a role; a late tier gets help."""
    decisions = session.scalars(
        select(ApprovalDecision).where(ApprovalDecision.request_id == request.id)
    ).all()
    approvals = [one for one in decisions if one.kind is DecisionKind.APPROVED]
    spent = {person for one in approvals for person in (one.person_id, one.for_id)}
    added = {
        one.added_id: one.tier
        for one in decisions
        if one.added_id is not None and one.added_id not in spent and panel.may(one.added_id)
    }
    levels = session.get_one(RouteVersion, request.version_id).levels
    left = request.asked[request.asked.index(request.tier) :]
    begun = {one.tier for one in approvals if not _was_added(decisions, one.for_id)}
    places = bench(
        panel, [levels[number] for number in left], spent=spent | set(added),
        begun={place for place, number in enumerate(left) if number in begun},
        late=request.escalated_at is not None,
    )  # fmt: skip
    wanted = {
        person: (number, place, False)
        for number, seats in zip(left, places, strict=True)
        for place, person in enumerate(seats)
    }
    wanted |= {person: (number, LAST + place, True) for place, (person, number) in enumerate(added.items())}
    _write(session, request, wanted, {one.for_id for one in approvals})


def _was_added(decisions: Iterable[ApprovalDecision], person: int) -> bool:
    return any(one.added_id == person for one in decisions)


def _write(
    session: Session,
    request: ApprovalRequest,
    wanted: dict[int, tuple[int, int, bool]],
    decided: set[int],
) -> None:
    kept = session.scalars(select(ApprovalSeat).where(ApprovalSeat.request_id == request.id)).all()
    open_seats = [one for one in kept if one.person_id not in decided]
    known = {one.person_id: (one.tier, one.place, one.added) for one in open_seats}
    gone = [one.id for one in open_seats if known[one.person_id] != wanted.get(one.person_id)]
    if gone:
        session.execute(delete(ApprovalSeat).where(ApprovalSeat.id.in_(gone)))
    session.add_all(
        ApprovalSeat(request_id=request.id, person_id=person, tier=tier, place=place, added=added)
        for person, (tier, place, added) in wanted.items()
        if person not in decided and known.get(person) != (tier, place, added)
    )
    session.flush()
