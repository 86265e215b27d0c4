"""One look at a bonus run: its lines, the run before it, what deviates, whether it can be proven."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.appraisal.cycle import AppraisalCycle
from domain.core.clock import today
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import FINAL, BonusRunState, LineKind
from domain.rewards.deviations import Deviation, deviations
from domain.rewards.recalculate import recalculate
from ui.kept import kept
from ui.titles import title

OPEN = (BonusRunState.CALCULATED, BonusRunState.CHECKED, BonusRunState.SENT_BACK)


@dataclass(frozen=True)
class RunLook:
    """What the page shows beside the record's own fields."""

    run: BonusRun
    lines: Sequence[BonusLine]
    before: BonusRun | None
    """The last approved run of the same scheme and unit for an earlier cycle."""
    amounts_before: Mapping[int, Decimal]
    """Person -> what that run paid as a bonus."""
    deviations: Sequence[Deviation]
    """Live until it is approved, then as it was noted."""
    proven: bool
    names: Mapping[int, str]
    may_export: bool


def look_at(actor: Actor, run: BonusRun) -> RunLook:
    """Everything in one reading session."""
    with reading(actor) as session:
        query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
        loaded = (selectinload(BonusLine.person), selectinload(BonusLine.unit), selectinload(BonusLine.run))
        lines = session.scalars(
            query.options(*loaded).order_by(BonusLine.person_id, BonusLine.kind, BonusLine.cycle_code)
        ).all()
        before = _before(session, run)
        paid = _paid(session, before) if before else {}
        differing = _deviations(session, run)
        left_out = [one["person_id"] for one in run.frozen.get("left_out", ())]
        people = {*left_out, *(one.person_id for one in differing if one.person_id)}
        names = {one.id: title(one) for one in session.scalars(select(Person).where(Person.id.in_(people)))}
        names |= {one.person_id: title(one.person) for one in lines}
        proven = bool(run.inputs_hash) and recalculate(session, run).identical
    may_export = run.state in FINAL and actor.may(Permission.REWARDS_PROPOSE, run.unit_id)
    return RunLook(run, lines, before, paid, differing, proven, names, may_export)


def _before(session: Session, run: BonusRun) -> BonusRun | None:
    own = session.get_one(AppraisalCycle, run.cycle_id)
    query = (
        select(BonusRun)
        .join(AppraisalCycle, AppraisalCycle.id == BonusRun.cycle_id)
        .where(
            BonusRun.scheme_id == run.scheme_id, BonusRun.unit_id == run.unit_id, BonusRun.id != run.id,
            BonusRun.state.in_(FINAL), AppraisalCycle.last_on < own.last_on,
        )
        .order_by(AppraisalCycle.last_on.desc(), BonusRun.id.desc())
    )  # fmt: skip
    return session.scalars(query.limit(1)).first()


def _paid(session: Session, run: BonusRun) -> dict[int, Decimal]:
    query = select(BonusLine.person_id, BonusLine.earned).where(
        BonusLine.run_id == run.id, BonusLine.kind == LineKind.BONUS, BonusLine.archived_at.is_(None)
    )
    return {person: earned or Decimal(0) for person, earned in session.execute(query)}


def _deviations(session: Session, run: BonusRun) -> list[Deviation]:
    if run.state not in OPEN:
        return [Deviation.of(one) for one in run.deviations]
    return kept(
        session, "bonus deviations", (run.id, run.version, today()),
        lambda: deviations(session, run, today()),
    )  # fmt: skip
