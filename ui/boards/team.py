"""A manager's team: are its people where they should be, and who needs help?"""

from domain.core.permission import Permission
from domain.reporting.standing import Comparison
from ui.boards.names import of_member
from ui.boards.team_list import draw_people, draw_team_tiles
from ui.boards.team_look import PERSON, team_of
from ui.boards.team_pictures import overdue_picture, sales_picture, work_picture
from ui.dashboard.declaration import Dashboard, Panel, Section
from ui.development.team_ahead import ahead_of, draw_ahead

TEAM = Dashboard(
    key="team",
    icon=":material/diversity_3:",
    read=Permission.INDICATORS_READ,
    comparisons=(Comparison.PREVIOUS, Comparison.YEAR_AGO),
    dimensions={PERSON: of_member(PERSON)},
    sections=(
        Section(
            "",
            Panel(key="team-ahead", ask=ahead_of, draw=draw_ahead, live=True, mine=True),
            Panel(key="team-tiles", ask=team_of, draw=draw_team_tiles, live=True, mine=True),
            (
                Panel(key="team-sales", ask=team_of, chart=sales_picture, live=True, mine=True),
                Panel(key="team-overdue", ask=team_of, chart=overdue_picture, live=True, mine=True),
                Panel(key="team-work", ask=team_of, chart=work_picture, live=True, mine=True),
            ),
            Panel(key="team-list", ask=team_of, draw=draw_people, live=True, mine=True),
        ),
    ),
)
"""The page."""
