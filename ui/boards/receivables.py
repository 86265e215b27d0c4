"""The receivables dashboard: how much is owed for how long, by whom, and what comes in next?"""

from domain.core.permission import Permission
from ui.boards.names import of_member
from ui.boards.receivables_list import draw_overdue, draw_receivables_tiles
from ui.boards.receivables_look import (
    CUSTOMER,
    collecting,
    days_to_pay,
    falling_due,
    overdue,
    owed,
    receivables_tiles,
)
from ui.boards.receivables_pictures import (
    ageing_picture,
    concentration_picture,
    debtors_picture,
    dso_picture,
    due_picture,
    units_picture,
)
from ui.dashboard.declaration import Dashboard, Panel, Section

RECEIVABLES = Dashboard(
    key="receivables",
    icon=":material/account_balance_wallet:",
    read=Permission.INDICATORS_READ,
    dimensions={CUSTOMER: of_member(CUSTOMER)},
    sections=(
        Section(
            "",
            Panel(key="receivables-tiles", ask=receivables_tiles, draw=draw_receivables_tiles),
            (
                Panel(key="ageing", ask=owed, chart=ageing_picture),
                Panel(key="dso", ask=days_to_pay, chart=dso_picture),
            ),
        ),
        Section(
            "receivables_who",
            (
                Panel(key="debtors", ask=owed, chart=debtors_picture),
                Panel(key="concentration", ask=owed, chart=concentration_picture),
            ),
        ),
        Section(
            "receivables_next",
            (
                Panel(key="due", ask=falling_due, chart=due_picture),
                Panel(key="units", ask=collecting, chart=units_picture),
            ),
            Panel(key="overdue", ask=overdue, draw=draw_overdue, reacts=(CUSTOMER,)),
        ),
    ),
)
"""The page."""
