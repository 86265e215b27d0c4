"""Bonus schemes: which figures decide on a bonus, how much waits for cash, how long it can be taken back."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from sqlalchemy import ColumnElement, ForeignKey, String, select, true
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name, Ratio, plain_digits
from domain.core.changed import was_changed
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of
from domain.indicators.indicator import Indicator, Measured
from domain.rewards.beneficiary import gains_by
from domain.rewards.bonus_amount import ONE, ZERO, within
from domain.rewards.own_affair import OwnAffair

TERMS = (
    "gate_indicator_id", "gate_target", "team_indicator_id", "team_steps", "hold_back", "claw_back_months"
)  # fmt: skip
OVERSIGHT = (Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE)
MOST_TEAM = Decimal(3)
BOUNDS = (
    ("gate_target", Decimal("0.0001"), None),
    ("hold_back", ZERO, ONE),
    ("claw_back_months", ZERO, Decimal(60)),
)
Steps = Sequence[tuple[Decimal, Decimal]]
"""(from which value on, coefficient), the highest value first."""


class BadSteps(RuleBroken):
    """Steps that cannot be read, or that leave it open what counts."""

    text = (
        "Write the steps as 1=1.1; 0.9=1; 0=0.8: from which value on which coefficient (0 to {most}) holds."
    )


class NotAShare(RuleBroken):
    """A gate or a team factor is a ratio to be reached."""

    text = "{indicator} is no ratio; only a ratio such as a collection rate can decide here."


class BonusScheme(Entity, Confidential):
    """How a bonus is worked out (F10). A run keeps a copy, so that later changes touch no calculated run.

    Those who work on rewards see all schemes, others the one by which they are paid. Nobody changes the terms
    of a scheme by which they gain (S21, not waivable).

    `gate_target`: at which due-collection rate nothing is withheld. `team_steps`: what the team's figure
    is worth. Without an indicator the factor is 1.
    """

    __tablename__ = "bonus_scheme"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    gate_indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    gate_target: Mapped[Ratio] = mapped_column(insert_default=Decimal("0.9"))
    team_indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    team_steps: Mapped[str] = mapped_column(String(200), insert_default="")
    hold_back: Mapped[Ratio] = mapped_column(insert_default=Decimal("0.2"))
    claw_back_months: Mapped[int] = mapped_column(insert_default=12)

    gate_indicator: Mapped[Indicator | None] = relationship(lazy="raise", foreign_keys=gate_indicator_id)
    team_indicator: Mapped[Indicator | None] = relationship(lazy="raise", foreign_keys=team_indicator_id)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """See the class."""
        return true() if any(actor.may(one) for one in OVERSIGHT) else gains_by(actor.person_id, cls.id)

    @property
    def steps(self) -> Steps:
        """The team steps, the highest value first."""
        return read_steps(self.team_steps)

    def check(self) -> None:
        """Refuse factors outside their bounds, and terms set by whoever gains by them."""
        self._require_disinterested()
        for name, least, most in BOUNDS:
            if (value := getattr(self, name)) is not None:  # None: the usual value is filled in
                within(name, value, least, most)
        steps = read_steps(self.team_steps or "")
        if self.team_indicator_id is not None and not steps:
            raise BadSteps(field="team_steps", most=MOST_TEAM)
        self.team_steps = written_steps(steps)
        for name in ("gate_indicator", "team_indicator"):
            self._require_ratio(name)

    def _require_disinterested(self) -> None:
        session = object_session(self)
        if session is None or not was_changed(self, *TERMS):
            return
        with session.no_autoflush:
            if session.scalar(select(gains_by(actor_of(session).person_id, self.id))):
                raise OwnAffair(field=TERMS[0])

    def _require_ratio(self, name: str) -> None:
        session, key = object_session(self), getattr(self, f"{name}_id")
        found = session.get(Indicator, key) if session is not None and key is not None else None
        if found is not None and found.measured is not Measured.RATIO:
            raise NotAShare(field=name, indicator=found.code)


def read_steps(text: str) -> Steps:
    """`1=1.1; 0.9=1; 0=0.8` as pairs, the highest value first; BadSteps where it says something else."""
    try:
        pairs = [part.split("=") for part in text.replace("；", ";").split(";") if part.strip()]
        steps = sorted(((Decimal(a.strip()), Decimal(b.strip())) for a, b in pairs), reverse=True)
    except (ValueError, InvalidOperation):
        raise BadSteps(field="team_steps", most=MOST_TEAM) from None
    levels = [level for level, _ in steps]
    if len(set(levels)) < len(levels) or not all(
        one.is_finite() and level.is_finite() and 0 <= one <= MOST_TEAM for level, one in steps
    ):
        raise BadSteps(field="team_steps", most=MOST_TEAM)
    return steps


def written_steps(steps: Steps) -> str:
    """The steps as they are typed."""
    return "; ".join(f"{plain_digits(level)}={plain_digits(one)}" for level, one in steps)


def coefficient_at(steps: Steps, value: Decimal) -> Decimal:
    """What a value is worth; below the lowest step, what the lowest is worth."""
    return next((one for level, one in steps if value >= level), steps[-1][1])
