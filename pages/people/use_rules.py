"""Use rules: what follows from which result."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.rewards.use_rule import UseRule
from ui.rewards.listed import works_on_people
from ui.rewards.rules_overview import draw_rules
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.use_rules",
    icon=":material/rule:",
    url_path="use-rules",
    entity=UseRule,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        UseRule.code,
        UseRule.name_zh,
        UseRule.name_en,
        UseRule.kind,
        UseRule.grades,
        UseRule.run_days,
        UseRule.review_months,
    ),
    filters=(UseRule.kind,),
    search=(UseRule.code, UseRule.name_zh, UseRule.name_en),
    listed=works_on_people,
    order_by=UseRule.code,
    form=(
        Section("identity", (UseRule.code, UseRule.kind), (UseRule.name_zh, UseRule.name_en)),
        Section(
            "rule_conditions",
            (UseRule.grades, UseRule.times, UseRule.cycles),
            (UseRule.score_from, UseRule.score_below),
            (UseRule.item_key, UseRule.item_below, UseRule.gap_least),
        ),
        Section("rule_terms", (UseRule.run_days, UseRule.review_months, UseRule.course)),
    ),
    create=lambda session, actor, values: create(session, actor, Permission.REWARDS_PROPOSE, UseRule, values),
    overview=draw_rules,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
