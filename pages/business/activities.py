"""Activities: visits and calls, planned and done."""

from domain.core.permission import Permission
from domain.sales.activity import Activity
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.activities",
    icon=":material/directions_walk:",
    url_path="activities",
    entity=Activity,
    read=Permission.FACTS_READ,
    columns=(
        Activity.number,
        Activity.kind,
        Activity.customer,
        Activity.opportunity,
        Activity.unit,
        Activity.salesperson,
        Activity.planned_on,
        Activity.done_on,
        Activity.logged_on,
        Activity.effective,
    ),
    filters=(
        Activity.unit,
        Activity.salesperson,
        Activity.customer,
        Activity.kind,
        Activity.planned_on,
        Activity.done_on,
        Activity.effective,
        Activity.period,
        Activity.batch_id,
    ),
    search=(Activity.number, Activity.customer, Activity.opportunity),
    order_by=Activity.id,
    descending=True,
    form=(
        Shown("parties", (Activity.customer, Activity.opportunity), (Activity.unit, Activity.salesperson)),
        Shown(
            "dates",
            (Activity.kind, Activity.effective),
            (Activity.planned_on, Activity.done_on, Activity.logged_on),
            (Activity.planned_period, Activity.kept_period),
        ),
        Shown("origin", (Activity.source, Activity.source_ref)),
    ),
    views=(
        View("visits", {"kind": "visit"}),
        View("not_done", {"done_on": "none"}),
        View("effective", {"effective": "yes"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
