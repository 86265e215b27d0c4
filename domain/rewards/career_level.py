"""Career levels: the path in a track, what each level pays, and what one must fulfil to reach it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import MONEY_PLACES, Code, Name, Quantity, Scaled
from domain.core.changed import was_changed
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.organisation.post import Post
from domain.rewards.own_affair import OwnAffair
from domain.rewards.use_rule import codes_in, require_grades


class BandUpsideDown(RuleBroken):
    """The lowest pay above the highest."""

    text = "The pay band begins at {least}, above its end {most}."


class ConditionOff(RuleBroken):
    """A condition that nobody could meet."""

    text = "{field_name} lies between {least} and {most}."


BOUNDS = {
    "tenure_months": 120, "clean_cycles": 12, "violation_months": 120, "peer_least": 100, "position": 99
}  # fmt: skip
BAND = ("pay_min", "pay_max", "band_shown")
TERMS = (
    *BAND, "post_id", "track", "position", "tenure_months", "clean_cycles", "barred_grades", "certificates",
    "violation_months", "peer_least",
)  # fmt: skip
"""What it takes to reach the level, and what it pays."""
WORK_ON_REWARDS = frozenset(
    {Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE}
)


class CareerLevel(Entity):
    """One level of a track; `position` 1 is the lowest. The conditions are those of reaching it.

    `tenure_months`: so long in the level below. `clean_cycles`: so many last cycles without one of
    `barred_grades`. `violation_months`: so long without a major violation. `peer_least`: the 360 score.
    0 and empty ask for nothing. `post` is held by those in the level whom nobody has placed otherwise.

    Everybody may read the path and its conditions. The pay band is for those who work on rewards; people in
    the level, and in the one below it, are told of it on their own page where `band_shown` says so.
    """

    __tablename__ = "career_level"
    __table_args__ = (UniqueConstraint("track", "position"),)
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE
    reserved: ClassVar[Mapping[str, frozenset[Permission]]] = dict.fromkeys(BAND, WORK_ON_REWARDS)

    code: Mapped[Code] = mapped_column(unique=True)
    track: Mapped[Code] = mapped_column(index=True)
    position: Mapped[int]
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    pay_min: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    pay_max: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    band_shown: Mapped[bool | None]
    """Whether holders of the level and of the one below see the band. None: no."""
    tenure_months: Mapped[int] = mapped_column(insert_default=12)
    clean_cycles: Mapped[int] = mapped_column(insert_default=3)
    barred_grades: Mapped[str] = mapped_column(String(80), insert_default="C, D")
    certificates: Mapped[bool] = mapped_column(insert_default=True)
    violation_months: Mapped[int] = mapped_column(insert_default=24)
    peer_least: Mapped[Quantity] = mapped_column(insert_default=Decimal(75))

    post: Mapped[Post | None] = relationship(lazy="raise")

    @property
    def told_band(self) -> tuple[Decimal, Decimal] | None:
        """Lowest and highest pay, as far as people on the path are told."""
        if not self.band_shown or self.pay_min is None or self.pay_max is None:
            return None
        return self.pay_min, self.pay_max

    @property
    def barred(self) -> frozenset[str]:
        """The barred grades as a set."""
        return frozenset(codes_in(self.barred_grades))

    def check(self) -> None:
        """Refuse a band upside down, conditions out of bounds, and both set by whoever gains by them."""
        self._require_disinterested()
        if self.pay_min is not None and self.pay_max is not None and self.pay_min > self.pay_max:
            raise BandUpsideDown(field="pay_min", least=self.pay_min, most=self.pay_max)
        for name, most in BOUNDS.items():
            least, value = (1 if name == "position" else 0), getattr(self, name)
            if value is not None and not least <= value <= most:
                raise ConditionOff(field=name, field_name=f"CareerLevel.{name}", least=least, most=most)
        if self.barred_grades is not None:
            self.barred_grades = ", ".join(codes_in(self.barred_grades))
            require_grades(self, self.barred_grades, "barred_grades")

    def _require_disinterested(self) -> None:
        from domain.rewards.eligibility import places_of

        session = object_session(self)
        if session is None or not was_changed(self, *TERMS):
            return
        with session.no_autoflush:
            mine = places_of(session, [actor_of(session).person_id or 0])
        if any(self in (one.current, one.next) for one in mine.values()):
            raise OwnAffair(field="code")
