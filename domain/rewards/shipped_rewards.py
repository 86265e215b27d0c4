"""Rules, a bonus scheme and a career path that a new portal starts with (domain reference F.2). Data."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.indicators.indicator import Indicator
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.career_level import CareerLevel
from domain.rewards.use_rule import UseRule
from domain.rewards.use_state import UseKind

GATE, TEAM = "K33", "K02"
TEAM_STEPS = "1.1=1.1; 0.9=1; 0.8=0.9; 0=0.8"
TRACK = "sales"


@dataclass(frozen=True)
class ShippedRule:
    """A rule as we ship it."""

    code: str
    kind: UseKind
    name_zh: str
    name_en: str
    terms: dict[str, Any] = field(default_factory=dict)


SHIPPED_RULES = (
    ShippedRule(
        "PLAN-C", UseKind.IMPROVEMENT_PLAN, "制定 90 天绩效改进计划", "Improvement plan of 90 days",
        {"grades": "C", "run_days": 90, "review_months": 3},
    ),
    ShippedRule(
        "TRAIN-C", UseKind.TRAINING, "针对短板安排培训", "Training for what fell short",
        {"grades": "C", "run_days": 60, "review_months": 6},
    ),
    ShippedRule(
        "PLAN-D", UseKind.IMPROVEMENT_PLAN, "制定绩效改进计划或调整岗位", "Improvement plan or another post",
        {"grades": "D", "run_days": 90, "review_months": 3},
    ),
    ShippedRule(
        "AGAIN-D", UseKind.IMPROVEMENT_PLAN, "连续得 D，人力资源专项复核", "D again: special review by HR",
        {"grades": "D", "times": 2, "cycles": 2, "run_days": 30, "review_months": 3},
    ),
    ShippedRule(
        "TRAIN-80", UseKind.TRAINING, "低于 80 分的指标安排培训", "Training for items below 80 points",
        {"grades": "A, B", "item_below": Decimal(80), "run_days": 60, "review_months": 6},
    ),
    ShippedRule(
        "COACH-GAP", UseKind.COACHING, "能力差距由上级辅导", "Coaching for a competency gap",
        {"gap_least": 1, "run_days": 90, "review_months": 6},
    ),
    ShippedRule(
        "PROMOTE-S", UseKind.PROMOTION, "进入晋升候选", "Candidate for promotion",
        {"grades": "S", "run_days": 180, "review_months": 12},
    ),
    ShippedRule(
        "PROMOTE-A", UseKind.PROMOTION, "近三期两次 A 以上，进入晋升候选",
        "A or better in two of the last three cycles: candidate for promotion",
        {"grades": "S, A", "times": 2, "cycles": 3, "run_days": 180, "review_months": 12},
    ),
    ShippedRule(
        "PAY-AA", UseKind.PAY_BAND, "连续两期 A 以上，复核薪酬档位", "A or better twice running: pay review",
        {"grades": "S, A", "times": 2, "cycles": 2, "run_days": 90, "review_months": 12},
    ),
)  # fmt: skip
SHIPPED_LEVELS = (
    ("S1", "销售代表", "Sales representative"),
    ("S2", "高级销售代表", "Senior sales representative"),
    ("S3", "销售主管", "Sales supervisor"),
    ("S4", "销售经理", "Sales manager"),
)


def install_rewards(session: Session) -> None:
    """Add shipped rules, scheme and path where there are none at all; what somebody made stays as it is.

    Grades and indicators must be installed first.
    """
    if _none(session, UseRule):
        session.add_all(
            UseRule(code=one.code, kind=one.kind, name_zh=one.name_zh, name_en=one.name_en, **one.terms)
            for one in SHIPPED_RULES
        )
    if _none(session, BonusScheme):
        codes = {row.code: row.id for row in session.execute(select(Indicator.code, Indicator.id))}
        session.add(
            BonusScheme(
                code="SALES", name_zh="销售奖金方案", name_en="Sales bonus",
                gate_indicator_id=codes.get(GATE), team_indicator_id=codes.get(TEAM),
                team_steps=TEAM_STEPS if TEAM in codes else "",
            )
        )  # fmt: skip
    if _none(session, CareerLevel):
        session.add_all(
            CareerLevel(code=code, track=TRACK, position=place, name_zh=zh, name_en=en)
            for place, (code, zh, en) in enumerate(SHIPPED_LEVELS, 1)
        )
    session.flush()


def _none(session: Session, kind: Any) -> bool:
    return session.scalar(select(kind.id).limit(1)) is None
