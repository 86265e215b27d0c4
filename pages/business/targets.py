"""Targets: what units and salespeople are to reach, in all their versions."""

from domain.core.permission import Permission
from domain.sales.target import Target
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.targets",
    icon=":material/flag:",
    url_path="targets",
    entity=Target,
    read=Permission.FACTS_READ,
    columns=(
        Target.period,
        Target.metric,
        Target.unit,
        Target.salesperson,
        Target.amount,
        Target.target_version,
        Target.frozen_on,
        Target.in_force,
        Target.counted,
    ),
    filters=(
        Target.unit,
        Target.salesperson,
        Target.metric,
        Target.period,
        Target.in_force,
        Target.frozen_on,
        Target.batch_id,
    ),
    search=(Target.unit, Target.salesperson, Target.target_version),
    order_by=Target.period,
    descending=True,
    form=(
        Shown(
            "target",
            (Target.metric, Target.period),
            (Target.unit, Target.salesperson),
            (Target.amount, Target.counted),
        ),
        Shown("version", (Target.target_version, Target.frozen_on, Target.in_force)),
        Shown("origin", (Target.source, Target.source_ref)),
    ),
    views=(View("in_force", {"in_force": "yes"}), View("drafts", {"frozen_on": "none"})),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
