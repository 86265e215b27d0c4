"""What people of the demo company noted on their figures, for the next reader."""

from dataclasses import dataclass

from domain.core.clock import business_date
from domain.core.period import add_months, month_of
from domain.demo.stage import Stage
from domain.reporting.annotation import annotate


@dataclass(frozen=True)
class Remark:
    """A note by an account, on an indicator of a unit, about the month so many months ago."""

    who: str
    indicator: str
    unit: str
    months: int
    text: str


REMARKS = (
    Remark("secretary", "K01", "ROOT", 9, "春节停工两周，发货顺延至次月"),
    Remark("secretary", "K01", "ROOT", 8, "节后集中交付"),
    Remark("east", "K01", "EAST", 5, "苏州营业部季末集中发货，次月部分退回"),
    Remark("control", "K30", "ROOT", 9, "华南数家客户延长内部付款审批"),
    Remark("south", "K30", "SOUTH", 9, "三家大客户更换财务负责人，付款审批延长"),
    Remark("control", "K36", "ROOT", 13, "苏州营业部执行到期前对账与提醒"),
    Remark("south", "K36", "SOUTH", 2, "两家客户申请分期付款，尚未批复"),
)


def play_remarks(stage: Stage, months: int) -> None:
    """Each is written in the month after the one it speaks of."""
    present = month_of(business_date(stage.end))
    for one in sorted(REMARKS, key=lambda remark: -remark.months):
        if one.months < months:
            stage.begin((one.months - 1, 6))
            month = add_months(present, -one.months)
            stage.act(one.who, annotate, one.indicator, stage.units[one.unit], month, one.text)
