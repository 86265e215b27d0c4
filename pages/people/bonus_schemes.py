"""Bonus schemes: which figures decide, how much waits for cash, how long it can be taken back."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.rewards.bonus_base import BonusBase
from domain.rewards.bonus_scheme import BonusScheme
from ui.rewards.listed import works_on_rewards
from ui.screen import Related, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.bonus_schemes",
    icon=":material/calculate:",
    url_path="bonus-schemes",
    entity=BonusScheme,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        BonusScheme.code,
        BonusScheme.name_zh,
        BonusScheme.name_en,
        BonusScheme.gate_indicator,
        BonusScheme.gate_target,
        BonusScheme.team_indicator,
        BonusScheme.hold_back,
        BonusScheme.claw_back_months,
    ),
    search=(BonusScheme.code, BonusScheme.name_zh, BonusScheme.name_en),
    listed=works_on_rewards,
    order_by=BonusScheme.code,
    form=(
        Section("identity", BonusScheme.code, (BonusScheme.name_zh, BonusScheme.name_en)),
        Section("collection_gate", (BonusScheme.gate_indicator, BonusScheme.gate_target)),
        Section("team_factor", (BonusScheme.team_indicator, BonusScheme.team_steps)),
        Section("hold_back", (BonusScheme.hold_back, BonusScheme.claw_back_months)),
    ),
    related=(
        Related(
            key="bonus_bases",
            by=BonusBase.scheme_id,
            columns=(BonusBase.post, BonusBase.person, BonusBase.amount, BonusBase.since, BonusBase.until),
            order_by=BonusBase.since,
            descending=True,
            page="bonus-bases",
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.REWARDS_PROPOSE, BonusScheme, values
    ),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
