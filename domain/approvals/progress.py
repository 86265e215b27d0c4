"""How far a request is: which tiers have what they demand, and who may decide now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.decision import ApprovalDecision, DecisionKind
from domain.approvals.tier import Tier, TierMode

if TYPE_CHECKING:
    from domain.approvals.request import ApprovalRequest, ApprovalSeat


@dataclass(frozen=True)
class TierProgress:
    """One tier: who sits in it, and who of them has approved (themselves or by a stand-in)."""

    number: int
    tier: Tier
    seats: tuple["ApprovalSeat", ...]
    approved: frozenset[int]
    """People whose seats have approved."""

    @property
    def must(self) -> list[int]:
        """Seats without whose approval the tier is not done, of those still open."""
        every = self.tier.mode is not TierMode.ANY
        return [one.person_id for one in self._open if every or one.added]

    @property
    def complete(self) -> bool:
        """At least one of its own approvers has approved, and everybody who must."""
        return self._own_have_approved and not self.must

    @property
    def turn(self) -> tuple[int, ...]:
        """Who may decide now."""
        own = [one.person_id for one in self._open if not one.added]
        added = [one.person_id for one in self._open if one.added]
        if self.tier.mode is TierMode.IN_TURN:
            return (*own[:1], *added)
        if self.tier.mode is TierMode.ANY and self._own_have_approved:
            return tuple(added)
        return (*own, *added)

    @property
    def _open(self) -> list["ApprovalSeat"]:
        return [one for one in self.seats if one.person_id not in self.approved]

    @property
    def _own_have_approved(self) -> bool:
        return any(not one.added and one.person_id in self.approved for one in self.seats)


@dataclass(frozen=True)
class Progress:
    """All tiers that apply, in order."""

    tiers: tuple[TierProgress, ...]
    deciders: frozenset[int]
    """Everybody who has approved, in person."""
    submitter_id: int

    @property
    def complete(self) -> bool:
        """Every tier has what it demands, of different people, the submitter not among them."""
        return (
            bool(self.tiers)
            and all(one.complete for one in self.tiers)
            and self.submitter_id not in self.deciders
            and len(self.deciders) >= sum(len(one.approved) for one in self.tiers)
        )


def progress_of(session: Session, request: "ApprovalRequest") -> Progress:
    """Read it from the database."""
    from domain.approvals.request import ApprovalSeat
    from domain.approvals.route import RouteVersion

    seats = session.scalars(
        select(ApprovalSeat)
        .where(ApprovalSeat.request_id == request.id)
        .order_by(ApprovalSeat.tier, ApprovalSeat.place)
    ).all()
    decisions = session.scalars(
        select(ApprovalDecision)
        .where(ApprovalDecision.request_id == request.id)
        .order_by(ApprovalDecision.id)
    ).all()
    levels = session.get_one(RouteVersion, request.version_id).levels
    return progress(request, levels, seats, decisions)


def progress(
    request: "ApprovalRequest",
    levels: Sequence[Tier],
    seats: Iterable["ApprovalSeat"],
    decisions: Iterable[ApprovalDecision],
) -> Progress:
    """Work it out."""
    approvals = [one for one in decisions if one.kind is DecisionKind.APPROVED]
    kept = list(seats)
    tiers = tuple(
        TierProgress(
            number,
            levels[number],
            tuple(one for one in kept if one.tier == number),
            frozenset(one.for_id for one in approvals if one.tier == number),
        )
        for number in request.asked
    )
    return Progress(tiers, frozenset(one.person_id for one in approvals), request.submitter_id)
