"""What each job does. Each answers what it did, as named counts (label `count.<name>`)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from db.unit_of_work import carry_out
from domain.appraisal.remind_late import remind_of_assessments
from domain.approvals.reminders import remind_due
from domain.automation.watch import watch
from domain.core import clock
from domain.core.permission import Actor
from domain.culture.keep_points import keep_points
from domain.culture.remind import remind_of_culture
from domain.culture.teach_changes import teach_changes
from domain.improvement.remind import remind
from domain.indicators.warnings.think import think_through
from domain.reporting.bring_up_to_date import bring_up_to_date
from domain.rewards.remind import remind_of_rewards
from domain.training.check_behaviour import ask_about_behaviour
from domain.training.find_needs import find_needs
from domain.training.follow_needs import follow_needs
from domain.training.remind_training import remind_training
from domain.training.tell_needs import remind_needs
from gateway.delivery import deliver_due
from gateway.packs.make_due import make_due_packs
from gateway.schedule_backup import back_up

Counts = Mapping[str, int]
Work = Callable[[Actor], Counts]


def refresh(actor: Actor) -> Counts:
    """Figures, alerts and outlooks up to date; unanswered alerts climb."""
    today = clock.today()
    figures = carry_out(actor, lambda session: bring_up_to_date(session, actor, today))
    thought = think_through(actor, today)
    return {
        "figures": figures.readings_written,
        "alerts_opened": figures.alerts_opened,
        "alerts_recovered": figures.alerts_recovered,
        "outlooks": thought.made,
        "notices_given": thought.given,
        "notices_ended": thought.ended,
        "series_waiting": thought.left,
    }


def reminders(actor: Actor) -> Counts:
    """Tell of what is late in the loop and in assessments and of what comes near in training, each once."""
    today, at = clock.today(), clock.now()
    late = carry_out(actor, lambda session: remind(session, today, at))
    near = carry_out(actor, lambda session: remind_training(session, today, at))
    people = carry_out(actor, lambda session: remind_of_assessments(session, today, at))
    uses = carry_out(actor, lambda session: remind_of_rewards(session, today, at))
    return {"reminded": late + near + people + uses}


def culture(actor: Actor) -> Counts:
    """Points follow what was found; people are told what they still have to sign and to read."""
    at = clock.now()
    kept = carry_out(actor, lambda session: keep_points(session, at))
    told = carry_out(actor, lambda session: remind_of_culture(session, at))
    taught = carry_out(actor, lambda session: teach_changes(session, actor, clock.today()))
    return {
        "reminded": told,
        "points_given": kept.given,
        "points_taken_back": kept.taken_back,
        "needs_raised": taught,
    }


def training_needs(actor: Actor) -> Counts:
    """Needs that show anywhere, needs that have been met, superiors asked about behaviour."""
    today = clock.today()
    found = carry_out(actor, lambda session: len(find_needs(session, actor, today)))
    moved = carry_out(actor, lambda session: follow_needs(session, actor, clock.now()))
    asked = carry_out(actor, lambda session: len(ask_about_behaviour(session, clock.now())))
    reminded = carry_out(actor, lambda session: remind_needs(session, clock.now()))
    return {"needs_found": found, "needs_moved": moved, "behaviour_asked": asked, "reminded": reminded}


def approvals(actor: Actor) -> Counts:
    """Remind and escalate requests for approval."""
    return {"reminded": carry_out(actor, lambda session: remind_due(session, clock.now()))}


def deliveries(_: Actor) -> Counts:
    """Mail and chat messages that are due, digests among them."""
    done = deliver_due(clock.now())
    return {"delivered": done.sent, "undelivered": done.failed}


def automations(_: Actor) -> Counts:
    """What people's own rules say about what has happened."""
    return {"fired": watch(clock.now()).fired}


def reports(_: Actor) -> Counts:
    """Reports that are due, one for each of their readers."""
    done = make_due_packs(clock.now())
    return {"reports_made": done.made, "reports_failed": done.failed}


def backup(_: Actor) -> Counts:
    """A copy of the database; old copies are let go."""
    made = back_up(clock.now())
    return {"kilobytes": made.kilobytes, "backups_removed": made.removed}


WORK: Mapping[str, Work] = MappingProxyType(
    {
        "refresh": refresh,
        "training_needs": training_needs,
        "reminders": reminders,
        "culture": culture,
        "approvals": approvals,
        "deliveries": deliveries,
        "automations": automations,
        "reports": reports,
        "backup": backup,
    }
)
