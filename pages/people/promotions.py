"""Who could be promoted, and what is still missing."""

from domain.core.permission import Actor, Permission
from domain.rewards.placement import SEEN_BY
from ui.rewards.promotions import draw_promotions
from ui.screen import Page
from ui.show import show


def may_open(actor: Actor) -> bool:
    """Those who work on rewards, and those who rate people."""
    return any(actor.may(one) for one in SEEN_BY)


SCREEN = Page(
    title_key="page.promotions",
    icon=":material/trending_up:",
    url_path="promotions",
    read=Permission.REWARDS_READ,
    draw=draw_promotions,
    offered=may_open,
)

if __name__ == "__main__":
    show(SCREEN)
