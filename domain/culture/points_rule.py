"""How many points an event earns, and how many a person can earn by it in a month."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.types import Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.culture.points_event import PointsEvent

MOST_POINTS = 1000


class PointsOutOfRange(RuleBroken):
    """Beyond that points mean nothing."""

    text = "{field_name} must be between 0 and {most}."


class LimitBelowPoints(RuleBroken):
    """The first event of a month would be cut already."""

    text = "The limit of a month is less than the points of a single event."


class PointsRule(Entity):
    """The rule of one event. An archived rule gives nothing."""

    __tablename__ = "points_rule"
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER

    event: Mapped[PointsEvent] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    points: Mapped[int]
    """Of one event; of a recognition, the most it may bring."""
    monthly_limit: Mapped[int | None]
    """The most one person earns by such events in a calendar month; None: without limit."""

    def check(self) -> None:
        """Whole, not negative, and the limit leaves room for one event."""
        for name in ("points", "monthly_limit"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= MOST_POINTS:
                raise PointsOutOfRange(field=name, field_name=f"PointsRule.{name}", most=MOST_POINTS)
        if self.monthly_limit is not None and self.monthly_limit < self.points:
            raise LimitBelowPoints(field="monthly_limit")


SHIPPED = (
    (PointsEvent.RECOGNISED, "获得表彰", "Recognised", 20, 60),
    (PointsEvent.ISSUE_REPORTED, "所报问题经验证整改有效", "Reported an issue whose cure was proven", 15, 60),
    (PointsEvent.ISSUE_SOLVED, "负责的整改经验证有效", "Solved an issue with proven effect", 30, 90),
    (PointsEvent.CASE_PUBLISHED, "案例入库发布", "Case published in the library", 10, 30),
    (PointsEvent.CODE_SIGNED, "按期签署准则或责任书", "Signed a code or letter in time", 5, 15),
    (PointsEvent.PAGE_READ, "按期阅读必读手册", "Read a page of the handbook in time", 2, 10),
)


def install_points_rules(session: Session) -> None:
    """Add the shipped rules that are missing; what the organisation changed stays changed."""
    present = set(session.scalars(select(PointsRule.event)))
    session.add_all(
        PointsRule(event=event, name_zh=zh, name_en=en, points=points, monthly_limit=limit)
        for event, zh, en, points, limit in SHIPPED
        if event not in present
    )
    session.flush()
