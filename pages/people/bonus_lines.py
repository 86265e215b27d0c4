"""Bonuses person by person: everybody sees their own once it is approved."""

from domain.core.permission import Permission
from domain.rewards.bonus_line import BonusLine
from ui.rewards.line_page import draw_line
from ui.rewards.listed import works_on_rewards
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.bonus_lines",
    icon=":material/receipt_long:",
    url_path="bonus-lines",
    entity=BonusLine,
    read=Permission.REWARDS_READ,
    columns=(
        BonusLine.person,
        BonusLine.unit,
        BonusLine.run,
        BonusLine.kind,
        BonusLine.cycle_code,
        BonusLine.grade_code,
        BonusLine.earned,
        BonusLine.held_back,
        BonusLine.amount,
    ),
    filters=(BonusLine.run, BonusLine.person, BonusLine.unit, BonusLine.kind, BonusLine.open_since),
    search=(BonusLine.person, BonusLine.cycle_code),
    listed=works_on_rewards,
    order_by=BonusLine.id,
    descending=True,
    form=(
        Shown(
            "line",
            (BonusLine.person, BonusLine.unit, BonusLine.run),
            (BonusLine.kind, BonusLine.cycle_code, BonusLine.grade_code),
            (BonusLine.earned, BonusLine.held_back, BonusLine.amount),
            BonusLine.open_since,
        ),
    ),
    detail=draw_line,
    views=(
        View("claw_backs", {"kind": "claw_back"}),
        View("releases", {"kind": "release"}),
    ),
    empty="empty.bonus_lines",
    start="bonus-runs",
)

if __name__ == "__main__":
    show(SCREEN)
