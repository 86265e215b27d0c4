"""Rules of points: how many an event earns, and how many a month allows."""

from domain.core.permission import Permission
from domain.culture.points_rule import PointsRule
from ui.screen import Screen, Section, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.points_rules",
    icon=":material/rule_settings:",
    url_path="points_rules",
    entity=PointsRule,
    read=Permission.CULTURE_READ,
    write=Permission.CULTURE_ADMINISTER,
    columns=(
        PointsRule.event,
        PointsRule.name_zh,
        PointsRule.name_en,
        PointsRule.points,
        PointsRule.monthly_limit,
    ),
    order_by=PointsRule.points,
    descending=True,
    form=(
        Shown("points_event", (PointsRule.event,)),
        Section(
            "points_rule",
            (PointsRule.name_zh, PointsRule.name_en),
            (PointsRule.points, PointsRule.monthly_limit),
        ),
    ),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
