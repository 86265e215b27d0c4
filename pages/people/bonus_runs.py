"""Bonus runs: calculated from frozen inputs, checked, approved, handed to payroll."""

from domain.core.permission import Permission
from domain.rewards.bonus_run import BonusRun
from ui.rewards.listed import works_on_rewards
from ui.rewards.making import create_run
from ui.rewards.run_list import waiting
from ui.rewards.run_page import draw_run
from ui.screen import Screen, Section, View
from ui.show import show

SCREEN = Screen(
    title_key="page.bonus_runs",
    icon=":material/payments:",
    url_path="bonus-runs",
    entity=BonusRun,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        BonusRun.number,
        BonusRun.cycle,
        BonusRun.scheme,
        BonusRun.unit,
        BonusRun.state,
        BonusRun.people,
        BonusRun.earned,
        BonusRun.held_back,
        BonusRun.released,
        BonusRun.clawed_back,
        BonusRun.amount,
    ),
    filters=(BonusRun.state, BonusRun.cycle, BonusRun.scheme, BonusRun.unit),
    search=(BonusRun.number,),
    listed=works_on_rewards,
    order_by=BonusRun.number,
    descending=True,
    form=(Section("run", (BonusRun.cycle, BonusRun.scheme), (BonusRun.unit, BonusRun.number)),),
    filled_in=frozenset({"number", "unit_id", "unit"}),
    create=create_run,
    detail=draw_run,
    views=(View("runs_waiting", {"view": "runs_waiting"}, waiting),),
    empty="empty.bonus_runs",
    start="cycles",
)

if __name__ == "__main__":
    show(SCREEN)
