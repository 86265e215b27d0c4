"""What follows from the days of an action: punctual or not, overdue from when until when."""

from dataclasses import dataclass
from datetime import date

from domain.core.errors import Missing, RuleBroken
from domain.core.fact_spec import Columns
from domain.core.overdue import overdue_months
from domain.core.period import month_of
from domain.oversight.control_action import ActionStatus


class EndedBeforeItBegan(RuleBroken):
    """The dates contradict each other."""

    text = "It ended on {ended_on}, before it was opened on {opened_on}."


@dataclass(frozen=True)
class ActionCourse:
    """The days of one action. `ended_on` is the day it was done or withdrawn."""

    opened_on: date
    original_due_on: date
    due_on: date
    status: ActionStatus
    ended_on: date | None

    def columns(self) -> Columns:
        """The columns that follow. Missing without the day an ended action ended on."""
        ended = None if self.status is ActionStatus.OPEN else self.ended_on
        if self.status is not ActionStatus.OPEN and ended is None:
            raise Missing(field="done_on", field_name="ControlAction.done_on")
        if ended is not None and ended < self.opened_on:
            raise EndedBeforeItBegan(field="done_on", ended_on=ended, opened_on=self.opened_on)
        withdrawn = self.status is ActionStatus.WITHDRAWN
        overdue_from, overdue_until = overdue_months(self.due_on, ended)
        return {
            "period": month_of(self.opened_on),
            "due_period": None if withdrawn else month_of(self.original_due_on),
            "done_on": ended if self.status is ActionStatus.DONE else None,
            "ended_on": ended,
            "ended_period": ended and month_of(ended),
            "in_time": None if withdrawn else ended is not None and ended <= self.original_due_on,
            "overdue_from": overdue_from,
            "overdue_until": overdue_until,
        }
