"""Tell whoever operates the portal of scheduled work in trouble: once when it begins, once when it ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.settings import settings
from domain.access.actors import working_actors
from domain.core.clock import business_date
from domain.core.language import label
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.questions import leader
from domain.scheduling.trouble import Missed, failing

OPERATE = Permission.PORTAL_OPERATE
IDLE = timedelta(minutes=15)
"""So long nobody may lead before people are told."""


class JobFails(Statement):
    """The first failure."""

    text = (
        "The scheduled job “{job}” has failed. The schedule says why; you will be told when it works again."
    )


class JobWorksAgain(Statement):
    """The recovery."""

    text = "The scheduled job “{job}” works again. It had failed since {since}, {times} time(s) in a row."


class JobsMissed(Statement):
    """Due while no process led."""

    text = (
        "Not done when due, since the portal's scheduled work stood still: {jobs}. The first was due at "
        "{due}. What was missed is now done once."
    )


class JobStuck(Statement):
    """Due again while its last run has not come to an end."""

    text = "The scheduled job “{job}”, due at {due}, could not begin: its last run has not come to an end."


class NobodyLeads(Statement):
    """The worker is away."""

    text = (
        "No process does the scheduled work: no figures, reminders, mails or backups until a worker runs "
        "(“neikong worker”)."
    )


def tell_of_run(session: Session, run_id: int, now: datetime) -> int:
    """Tell of a run's end if it is the first failure or the recovery; how many notices were made."""
    run = session.get(JobRun, run_id)
    if run is None:
        return 0
    before = failing(session, run.job, run.id).get(run.job)
    if run.failed and before is None:
        return _tell(session, JobFails(job=_named(run.job)), f"job:{run.job}:failed:{run.id}", now)
    if run.outcome is RunOutcome.DONE and before is not None:
        said = JobWorksAgain(job=_named(run.job), since=_instant(before.since), times=before.times)
        return _tell(session, said, f"job:{run.job}:works:{run.id}", now)
    return 0


def tell_of_missed(session: Session, missed: Sequence[Missed], now: datetime) -> int:
    """Tell what was due while nobody did it, in one notice, and of each job that is stuck."""
    told = 0
    for one in missed:
        if one.stuck:
            said = JobStuck(job=_named(one.job), due=_instant(one.due_at))
            told += _tell(session, said, f"job:{one.job}:stuck:{one.due_at.isoformat()}", now)
    waited = [one for one in missed if not one.stuck]
    if waited:
        first = min(one.due_at for one in waited)
        said_of_all = JobsMissed(jobs=_named(*(one.job for one in waited)), due=_instant(first))
        told += _tell(session, said_of_all, f"jobs:missed:{now.isoformat()}", now)
    return told


def tell_if_nobody_leads(session: Session, now: datetime) -> int:
    """Tell, once for each absence, that no process has led for a while. For servers that do not lead."""
    last = leader(session)
    if last is not None and (last.alive or now - last.until < IDLE):
        return 0
    since = "ever" if last is None else last.until.isoformat()
    return _tell(session, NobodyLeads(), f"schedule:idle:{since}", now)


def _tell(session: Session, said: Statement, key: str, now: datetime) -> int:
    actors = working_actors(session, business_date(now))
    operators = {user for user, actor in actors.items() if actor.may(OPERATE)}
    link = Link("schedule", needs=OPERATE)
    one = Telling(recipients=operators, occasion=Occasion.AUTOMATION, statement=said, link=link, key=key)
    return tell_all(session, [one], now, actors)


def _named(*jobs: str) -> Both:
    chinese, english = ([label(f"job.{job}", language) for job in jobs] for language in ("zh_CN", "en"))
    return Both("、".join(chinese), ", ".join(english))


def _instant(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(settings().time_zone)):%Y-%m-%d %H:%M}"
