"""Assessments: who is assessed, where each stands, whose turn it is."""

from domain.appraisal.assessment import Assessment
from domain.core.permission import Permission
from ui.appraisal.assessment_list import late, my_team, my_turn, published, when_due, whose_turn
from ui.appraisal.assessment_page import draw_assessment
from ui.fields import Kind
from ui.screen import Computed, Screen, View
from ui.show import show

SCREEN = Screen(
    title_key="page.assessments",
    icon=":material/assignment_ind:",
    url_path="assessments",
    entity=Assessment,
    read=Permission.ASSESSMENTS_READ,
    columns=(
        Assessment.person,
        Assessment.unit,
        Assessment.post,
        Assessment.cycle,
        Assessment.state,
        Computed("turn", whose_turn),
        Computed("due", when_due, Kind.DAY),
        Assessment.published_at,
    ),
    filters=(
        Assessment.cycle,
        Assessment.state,
        Assessment.unit,
        Assessment.post,
        Assessment.person,
        Assessment.rater,
        Assessment.scorecard,
    ),
    search=(Assessment.person,),
    order_by=Assessment.state_since,
    descending=True,
    views=(
        View("assessments_mine", {"view": "assessments_mine"}, my_turn),
        View("assessments_team", {"view": "assessments_team"}, my_team),
        View("assessments_late", {"view": "assessments_late"}, late),
        View("assessments_published", {"view": "assessments_published"}, published),
    ),
    record=draw_assessment,
    empty="empty.assessments",
    start="cycles",
)

if __name__ == "__main__":
    show(SCREEN)
