"""Measures over all issues: what has to be done, by whom, until when."""

from domain.core.permission import Permission
from domain.improvement.measure import ImprovementMeasure
from ui.improvement.measure_list import draw_under_way, how_late, mine, overdue
from ui.improvement.measure_page import draw_measure_page
from ui.screen import Computed, Screen, View
from ui.show import show

SCREEN = Screen(
    title_key="page.actions",
    icon=":material/checklist:",
    url_path="actions",
    entity=ImprovementMeasure,
    read=Permission.ISSUES_READ,
    columns=(
        ImprovementMeasure.due_on,
        Computed("late", how_late),
        ImprovementMeasure.title,
        ImprovementMeasure.issue,
        ImprovementMeasure.owner,
        ImprovementMeasure.state,
        ImprovementMeasure.done_on,
        ImprovementMeasure.extensions,
    ),
    filters=(
        ImprovementMeasure.state,
        ImprovementMeasure.owner,
        ImprovementMeasure.issue,
        ImprovementMeasure.due_on,
        ImprovementMeasure.extensions,
    ),
    search=(ImprovementMeasure.title, ImprovementMeasure.owner),
    order_by=ImprovementMeasure.due_on,
    views=(
        View("actions_mine", {"view": "actions_mine"}, mine),
        View("actions_overdue", {"view": "actions_overdue"}, overdue),
        View("actions_all", {"sort": "-due_on"}),
    ),
    overview=draw_under_way,
    record=draw_measure_page,
    empty="empty.actions",
    start="issues",
)

if __name__ == "__main__":
    show(SCREEN)
