"""Alerts: which figures are on the wrong side, who answers, until when."""

from domain.core.permission import Permission
from domain.indicators.alert import Alert
from ui.indicators.alert_page import draw_alert
from ui.indicators.warning_list import draw_warnings
from ui.screen import Screen, View
from ui.show import show

SCREEN = Screen(
    title_key="page.alerts",
    icon=":material/notifications_active:",
    url_path="alerts",
    entity=Alert,
    read=Permission.ALERTS_READ,
    columns=(
        Alert.level,
        Alert.indicator,
        Alert.unit,
        Alert.state,
        Alert.opened_period,
        Alert.latest_period,
        Alert.owner,
        Alert.rung,
        Alert.unanswered_since,
    ),
    filters=(Alert.state, Alert.level, Alert.unit, Alert.indicator, Alert.owner, Alert.rung),
    order_by=Alert.unanswered_since,
    descending=True,
    views=(
        View("alerts_open", {"state": "open"}),
        View("alerts_red", {"state": "open", "level": "red"}),
        View("alerts_accepted", {"state": "risk_accepted"}),
    ),
    overview=draw_warnings,
    record=draw_alert,
    empty="empty.alerts",
)

if __name__ == "__main__":
    show(SCREEN)
