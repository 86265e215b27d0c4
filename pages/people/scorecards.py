"""Scorecards: by what the people in which posts are assessed."""

from domain.appraisal.scorecard import Scorecard
from domain.core.permission import Permission
from ui.appraisal.making import how_many_posts, how_much, new_scorecard
from ui.appraisal.scorecard_page import draw_scorecard
from ui.screen import Computed, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.scorecards",
    icon=":material/fact_check:",
    url_path="scorecards",
    entity=Scorecard,
    read=Permission.ASSESSMENTS_READ,
    write=Permission.ASSESSMENTS_ADMINISTER,
    columns=(
        Scorecard.code,
        Scorecard.name_zh,
        Scorecard.name_en,
        Computed("for_posts", how_many_posts),
        Computed("asked", how_much),
    ),
    search=(Scorecard.code, Scorecard.name_zh, Scorecard.name_en),
    order_by=Scorecard.code,
    form=(Section("identity", Scorecard.code, (Scorecard.name_zh, Scorecard.name_en)),),
    asked_only_new=(Scorecard.code,),
    create=new_scorecard,
    archives=True,
    detail=draw_scorecard,
    empty="empty.scorecards",
)

if __name__ == "__main__":
    show(SCREEN)
