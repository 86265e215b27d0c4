"""Base amounts of bonuses, by post or for one person."""

from domain.core.permission import Permission
from domain.rewards.bonus_base import BonusBase, new_base
from ui.rewards.listed import works_on_rewards
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.bonus_bases",
    icon=":material/sell:",
    url_path="bonus-bases",
    entity=BonusBase,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        BonusBase.scheme,
        BonusBase.post,
        BonusBase.person,
        BonusBase.unit,
        BonusBase.amount,
        BonusBase.since,
        BonusBase.until,
    ),
    filters=(BonusBase.scheme, BonusBase.post, BonusBase.person, BonusBase.unit, BonusBase.since),
    search=(BonusBase.post, BonusBase.person),
    listed=works_on_rewards,
    order_by=BonusBase.since,
    descending=True,
    form=(
        Section(
            "base",
            (BonusBase.scheme, BonusBase.post, BonusBase.person),
            (BonusBase.amount, BonusBase.since, BonusBase.until),
        ),
    ),
    asked_only_new=(BonusBase.scheme, BonusBase.post, BonusBase.person),
    create=new_base,
    archives=True,
    empty="empty.bonus_bases",
)

if __name__ == "__main__":
    show(SCREEN)
