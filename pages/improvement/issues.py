"""Issues: what is wrong, who mends it, and whether the cure worked."""

from domain.core.permission import Permission
from domain.improvement.issue import Issue
from ui.fields import Kind
from ui.improvement.issue_list import days_in_state, how_late, mine, overdue, raised, waiting
from ui.improvement.issue_page import draw_issue
from ui.screen import Computed, Screen, Section, View
from ui.show import show

SCREEN = Screen(
    title_key="page.issues",
    icon=":material/build_circle:",
    url_path="issues",
    entity=Issue,
    read=Permission.ISSUES_READ,
    write=Permission.ISSUES_RAISE,
    columns=(
        Issue.number,
        Issue.title,
        Issue.unit,
        Issue.state,
        Issue.severity,
        Issue.owner,
        Issue.due_on,
        Computed("late", how_late),
        Computed("stage_days", days_in_state, Kind.WHOLE),
        Issue.verdict,
    ),
    filters=(
        Issue.state,
        Issue.unit,
        Issue.severity,
        Issue.owner,
        Issue.due_on,
        Issue.raised_on,
        Issue.indicator,
        Issue.source,
        Issue.verdict,
        Issue.failures,
    ),
    search=(Issue.number, Issue.title, Issue.what, Issue.owner),
    order_by=Issue.number,
    descending=True,
    form=(
        Section(
            "problem",
            (Issue.title,),
            (Issue.unit, Issue.indicator),
            (Issue.what,),
            (Issue.place, Issue.occurred, Issue.size),
        ),
    ),
    views=(
        View("issues_waiting", {"view": "issues_waiting"}, waiting),
        View("issues_mine", {"view": "issues_mine"}, mine),
        View("issues_overdue", {"view": "issues_overdue"}, overdue),
    ),
    create=raised,
    record=draw_issue,
    empty="empty.issues",
    start="alerts",
)

if __name__ == "__main__":
    show(SCREEN)
