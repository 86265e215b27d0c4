"""Scorecards to begin with: of people who sell, who lead them, and who answer for risks.

Amounts and rates are those of a mid-sized company; everybody writes their own over them.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.appraisal.content import Dimension, ScorecardContent
from domain.appraisal.curve import Curve, Shape
from domain.appraisal.scorecard_item import ItemKind, Scope, ScorecardItem

D = Decimal


@dataclass(frozen=True)
class Model:
    """What a scorecard may ask, under a name."""

    code: str
    name_zh: str
    name_en: str
    content: ScorecardContent


def _line(shape: Shape, floor: str, target: str, stretch: str) -> Curve:
    return Curve(shape, D(floor), D(target), D(stretch))


def _at_most(*steps: tuple[int, int]) -> Curve:
    return Curve(Shape.STEPS, steps=tuple((D(at), D(score)) for at, score in steps), is_falling=True)


def _figure(
    key: str, zh: str, en: str, weight: int, source: str, curve: Curve,
    scope: Scope = Scope.PERSON, is_amount: bool = False,
) -> ScorecardItem:  # fmt: skip
    return ScorecardItem(key, zh, en, ItemKind.INDICATOR, D(weight), source, scope, curve, is_amount)


def _own(key: str, zh: str, en: str, weight: int, source: str, curve: Curve) -> ScorecardItem:
    return ScorecardItem(key, zh, en, ItemKind.PERSONAL, D(weight), source, Scope.PERSON, curve)


def _competency(key: str, zh: str, en: str, weight: int, *anchors: tuple[str, str]) -> ScorecardItem:
    return ScorecardItem(key, zh, en, ItemKind.COMPETENCY, D(weight), anchors=anchors)


FEW = _at_most((0, 100), (1, 80), (2, 60))
"""None is full; each costs."""
POINTS = Curve(Shape.DEDUCTION)
CUSTOMERS = _competency(
    "customers", "客户经营", "Customer work", 50,
    ("客户情况说不清", "Cannot say how customers stand"),
    ("被动响应客户", "Waits for customers to ask"),
    ("按计划拜访并记录", "Visits by plan and keeps records"),
    ("能提前发现客户风险", "Sees customers’ risks coming"),
    ("带动他人经营客户", "Others learn customer work from them"),
)  # fmt: skip
TEAMWORK = _competency(
    "teamwork", "团队与沟通", "Team and communication", 50,
    ("拒绝协作", "Refuses to work with others"),
    ("需要催促才反馈", "Reports only when pressed"),
    ("及时反馈、按约交付", "Reports in time and keeps promises"),
    ("主动协调跨部门问题", "Settles matters across departments"),
    ("他人愿意追随", "Others follow willingly"),
)  # fmt: skip
JUDGEMENT = _competency(
    "judgement", "风险判断", "Judgement of risks", 50,
    ("看不出异常", "Does not see what is unusual"),
    ("凭经验，少证据", "Goes by habit, with little evidence"),
    ("依据数据判断", "Goes by figures"),
    ("能指出根本原因", "Finds the root cause"),
    ("推动制度改进", "Brings about better controls"),
)  # fmt: skip

SALES = ScorecardContent((
    Dimension("results", "业绩成果", "Business results", D(50), (
        _figure("revenue", "净销售收入", "Net sales revenue", 50, "K01",
                _line(Shape.LINEAR_UP, "2400000", "3000000", "3600000"), is_amount=True),
        _figure("collection", "销售回款率", "Collection rate", 30, "K32",
                _line(Shape.LINEAR_UP, "0.90", "0.98", "1.06")),
        _figure("signing", "合同签约率", "Win rate", 20, "K06",
                _line(Shape.LINEAR_UP, "0.20", "0.45", "0.65")),
    )),
    Dimension("customer", "客户满意", "Customer satisfaction", D(10), (
        _figure("delivery", "订单准时足量交付率", "On time in full", 100, "K26",
                _line(Shape.LINEAR_UP, "0.90", "0.96", "0.99"), Scope.UNIT),
    )),
    Dimension("compliance", "内控合规", "Control compliance", D(20), (
        _own("violations", "违规扣分", "Violation points", 60, "violation_points", POINTS),
        _own("certificates", "过期证书", "Expired certificates", 20, "expired_certificates", FEW),
        _own("actions", "逾期整改措施", "Overdue measures", 20, "overdue_measures", FEW),
    )),
    Dimension("risk", "风险管理", "Risk management", D(10), (
        _figure("overdue", "逾期率", "Past-due ratio", 100, "K36",
                _line(Shape.LINEAR_DOWN, "0.20", "0.10", "0.03")),
    )),
    Dimension("team", "团队与沟通", "Team and communication", D(10), (CUSTOMERS, TEAMWORK)),
))  # fmt: skip
MANAGERS = ScorecardContent((
    Dimension("results", "业绩成果", "Business results", D(45), (
        _figure("attainment", "销售目标达成率", "Target attainment", 50, "K02",
                _line(Shape.LINEAR_UP, "0.90", "1.05", "1.20"), Scope.UNIT),
        _figure("collection", "销售回款率", "Collection rate", 50, "K32",
                _line(Shape.LINEAR_UP, "0.90", "0.98", "1.06"), Scope.UNIT),
    )),
    Dimension("customer", "客户满意", "Customer satisfaction", D(10), (
        _figure("delivery", "订单准时足量交付率", "On time in full", 100, "K26",
                _line(Shape.LINEAR_UP, "0.90", "0.96", "0.99"), Scope.UNIT),
    )),
    Dimension("compliance", "内控合规", "Control compliance", D(20), (
        _own("violations", "违规扣分", "Violation points", 60, "violation_points", POINTS),
        _own("actions", "逾期整改措施", "Overdue measures", 40, "overdue_measures", FEW),
    )),
    Dimension("risk", "风险管理", "Risk management", D(15), (
        _figure("overdue", "逾期率", "Past-due ratio", 100, "K36",
                _line(Shape.LINEAR_DOWN, "0.20", "0.10", "0.03"), Scope.UNIT),
    )),
    Dimension("team", "团队与沟通", "Team and communication", D(10), (
        replace(TEAMWORK, weight=D(100)),
    )),
))  # fmt: skip
RISK_OWNERS = ScorecardContent((
    Dimension("results", "业绩成果", "Results", D(30), (
        ScorecardItem("goals", "年度重点工作", "Main goals", ItemKind.GOAL, D(100)),
    )),
    Dimension("skill", "风险管理能力", "Risk skill", D(30), (
        _own("missed", "漏报超限", "Missed breaches", 40, "missed_breaches", FEW),
        replace(JUDGEMENT, weight=D(60)),
    )),
    Dimension("compliance", "内控合规", "Control compliance", D(25), (
        _own("violations", "违规扣分", "Violation points", 50, "violation_points", POINTS),
        _own("certificates", "过期证书", "Expired certificates", 25, "expired_certificates", FEW),
        _own("actions", "逾期整改措施", "Overdue measures", 25, "overdue_measures", FEW),
    )),
    Dimension("team", "团队与沟通", "Team and communication", D(15), (
        replace(TEAMWORK, weight=D(100)),
    )),
))  # fmt: skip
MODELS = (
    Model("sales", "销售人员考核表", "Scorecard of salespeople", SALES),
    Model("managers", "销售管理者考核表", "Scorecard of sales managers", MANAGERS),
    Model("risk_owners", "风险责任人考核表", "Scorecard of risk owners", RISK_OWNERS),
)
