"""Play the demo company's improvement loop, so that every stage of it can be looked at."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.demo.finished_stories import NORTH, SUZHOU
from domain.demo.open_stories import CONCENTRATION, DELINQUENCY, EARLY_INVOICES
from domain.demo.play import Play
from domain.demo.stage import Stage
from domain.improvement.alert_draft import draft_from_alert
from domain.improvement.raise_from_alert import raise_from_alert
from domain.indicators.alert_questions import live_alert_of

STORIES = (SUZHOU, EARLY_INVOICES, NORTH, DELINQUENCY, CONCENTRATION)
"""In the order in which they were raised, so that their numbers ascend."""
ACCOUNTANT = "receivables"
TODAYS = ("SOUTH", "K30")


def play_loops(session: Session, now: datetime, months: int) -> None:
    """Fill the loop from the figures of the last `months` months; stories that need more are left out."""
    stage = Stage(session, now)
    for story in STORIES:
        if story.history <= months:
            Play(stage, story).perform()
    _raise_todays(stage)


def _raise_todays(stage: Stage) -> None:
    """Somebody has just made an issue of the alert about South China's customers."""
    unit_id, indicator_id = stage.units[TODAYS[0]], stage.indicators[TODAYS[1]]
    alert = stage.session.scalars(live_alert_of(indicator_id, unit_id)).one_or_none()
    if alert is not None:
        report = draft_from_alert(alert, "zh_CN")
        stage.begin(0)
        stage.act(ACCOUNTANT, raise_from_alert, alert.id, report, stage.now)
