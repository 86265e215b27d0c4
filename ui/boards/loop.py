"""The loop's dashboard: does the organisation mend what is wrong, how fast, and does it stay mended?"""

from domain.core.period import Grain
from domain.core.permission import Permission
from domain.improvement.cause import CauseCategory
from domain.improvement.stage import Stage
from domain.reporting.loop_open import Age
from ui.boards.loop_causes import age_picture, cause_picture, owner_picture
from ui.boards.loop_list import draw_loop_list
from ui.boards.loop_look import AGE, CAUSE, OWNER, REACHED, STAGE, loop_look
from ui.boards.loop_pictures import flow_picture, funnel_picture, waiting_picture
from ui.boards.loop_tiles import draw_loop_tiles
from ui.boards.names import of_choice, of_person
from ui.dashboard.declaration import Dashboard, Panel, Section

LOOP = Dashboard(
    key="loop",
    icon=":material/cycle:",
    read=Permission.ISSUES_READ,
    grains=(Grain.MONTH,),
    comparisons=(),
    dimensions={
        REACHED: of_choice(Stage),
        STAGE: of_choice(Stage),
        CAUSE: of_choice(CauseCategory),
        AGE: of_choice(Age),
        OWNER: of_person,
    },
    sections=(
        Section(
            "",
            Panel(key="loop-tiles", ask=loop_look, draw=draw_loop_tiles, live=True),
            (
                Panel(key="funnel", ask=loop_look, chart=funnel_picture, live=True),
                Panel(key="flow", ask=loop_look, chart=flow_picture, live=True),
            ),
        ),
        Section(
            "loop_flow",
            (
                Panel(key="waiting", ask=loop_look, chart=waiting_picture, live=True),
                Panel(key="causes", ask=loop_look, chart=cause_picture, live=True),
            ),
        ),
        Section(
            "loop_open",
            (
                Panel(key="age", ask=loop_look, chart=age_picture, live=True),
                Panel(key="owners", ask=loop_look, chart=owner_picture, live=True),
            ),
            Panel(key="loop-list", ask=loop_look, draw=draw_loop_list, live=True),
        ),
    ),
)
"""The page."""
