"""Uses of results: what should follow for whom, and where each proposal stands."""

from domain.core.permission import Permission
from domain.rewards.use_of_result import UseOfResult
from ui.fields import Kind
from ui.rewards.listed import works_on_people
from ui.rewards.making import create_use
from ui.rewards.use_list import late, mine, overdue, reasons, waiting
from ui.rewards.use_page import draw_use
from ui.screen import Computed, Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.uses_of_results",
    icon=":material/redeem:",
    url_path="uses-of-results",
    entity=UseOfResult,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        UseOfResult.person,
        UseOfResult.unit,
        UseOfResult.kind,
        UseOfResult.cycle,
        UseOfResult.grade_code,
        UseOfResult.state,
        UseOfResult.execute_by,
        Computed("late", late),
        UseOfResult.rule,
        Computed("reasons", reasons, Kind.LONG_TEXT),
    ),
    filters=(
        UseOfResult.state,
        UseOfResult.kind,
        UseOfResult.cycle,
        UseOfResult.unit,
        UseOfResult.person,
        UseOfResult.rule,
        UseOfResult.execute_by,
        UseOfResult.review_on,
    ),
    search=(UseOfResult.person, UseOfResult.note),
    listed=works_on_people,
    order_by=UseOfResult.id,
    descending=True,
    form=(
        Section(
            "proposal",
            (UseOfResult.cycle, UseOfResult.person, UseOfResult.kind),
            UseOfResult.note,
            (UseOfResult.level, UseOfResult.course, UseOfResult.execute_by),
        ),
        Shown(
            "use_origin",
            (UseOfResult.rule, UseOfResult.grade_code, UseOfResult.score),
            (UseOfResult.proposed_by, UseOfResult.rater, UseOfResult.unit),
            (UseOfResult.executed_on, UseOfResult.review_on),
        ),
    ),
    asked_only_new=(UseOfResult.cycle, UseOfResult.person, UseOfResult.kind),
    filled_in=frozenset({"execute_by"}),
    create=create_use,
    detail=draw_use,
    views=(
        View("uses_waiting", {"view": "uses_waiting"}, waiting),
        View("uses_overdue", {"view": "uses_overdue"}, overdue),
        View("uses_rated", {"view": "uses_rated"}, mine),
    ),
    empty="empty.uses_of_results",
    start="use-rules",
)

if __name__ == "__main__":
    show(SCREEN)
