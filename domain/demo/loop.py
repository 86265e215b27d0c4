"""Play the demo company's improvement loop, so that every stage of it can be looked at."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.demo.finished_stories import NORTH, SUZHOU
from domain.demo.open_stories import CONCENTRATION, DELINQUENCY, EARLY_INVOICES
from domain.demo.play import Play
from domain.demo.remarks import play_remarks
from domain.demo.routine import story_of
from domain.demo.routines_closed import CLOSED
from domain.demo.routines_open import OPEN
from domain.demo.stage import Stage, date_of
from domain.demo.story import Story
from domain.improvement.alert_draft import draft_from_alert
from domain.improvement.raise_from_alert import raise_from_alert
from domain.indicators.alert_questions import live_alert_of

STORIES = (
    SUZHOU, EARLY_INVOICES, NORTH, DELINQUENCY, CONCENTRATION, *(story_of(told) for told in (*CLOSED, *OPEN)),
)  # fmt: skip
"""What the committee of the company has had on its table."""
ACCOUNTANT = "receivables"
TODAYS = ("SOUTH", "K30")


def play_loops(session: Session, now: datetime, months: int) -> None:
    """Fill the loop from the figures of the last `months` months; stories that need more are left out."""
    stage = Stage(session, now)
    today = business_date(now)

    def raised(story: Story) -> date:
        return date_of(story.acts["raise"], today)

    for story in sorted(STORIES, key=raised):  # so that their numbers ascend
        if story.history <= months:
            Play(stage, story).perform()
    _raise_todays(stage)
    play_remarks(stage, months)


def _raise_todays(stage: Stage) -> None:
    """Somebody has just made an issue of the alert about South China's customers."""
    unit_id, indicator_id = stage.units[TODAYS[0]], stage.indicators[TODAYS[1]]
    alert = stage.session.scalars(live_alert_of(indicator_id, unit_id)).one_or_none()
    if alert is not None:
        report = draft_from_alert(alert, "zh_CN")
        stage.begin(0)
        stage.act(ACCOUNTANT, raise_from_alert, alert.id, report, stage.now)
