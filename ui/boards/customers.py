"""The customers dashboard: who is worth what, who slips away, and who pays late?"""

from domain.core.permission import Permission
from domain.reporting.customers_segments import Segment
from ui.boards.customers_life import life_picture, risk_picture
from ui.boards.customers_list import draw_customers
from ui.boards.customers_look import CUSTOMER, SEGMENT, buyers, customers_tiles, life
from ui.boards.customers_pictures import complaints_picture, segments_picture, worth_picture
from ui.boards.names import of_choice, of_member
from ui.boards.tiles import draw_indicators
from ui.dashboard.declaration import Dashboard, Panel, Section

CUSTOMERS = Dashboard(
    key="customer_base",
    icon=":material/groups:",
    read=Permission.INDICATORS_READ,
    dimensions={CUSTOMER: of_member(CUSTOMER), SEGMENT: of_choice(Segment)},
    sections=(
        Section(
            "",
            Panel(key="customers-tiles", ask=customers_tiles, draw=draw_indicators),
            (
                Panel(key="worth", ask=buyers, chart=worth_picture, wide=3),
                Panel(key="segments", ask=buyers, chart=segments_picture, wide=2),
            ),
        ),
        Section(
            "customers_life",
            (
                Panel(key="life", ask=life, chart=life_picture),
                Panel(key="risk", ask=life, chart=risk_picture),
                Panel(key="complaints", ask=buyers, chart=complaints_picture),
            ),
            Panel(key="customers-list", ask=buyers, draw=draw_customers),
        ),
    ),
)
"""The page."""
