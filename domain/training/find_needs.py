"""Look for training needs in what the portal knows: certificates, posts, examinations, conduct, controls."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.indicators.alert import Alert
from domain.indicators.alert_state import LIVE, Level
from domain.indicators.indicator import Indicator
from domain.oversight.security_incident import SecurityIncident
from domain.training.course import Course, CourseCategory
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedPriority, NeedSource
from domain.training.needs_of_results import needs_of_results
from domain.training.raise_needs import NeedDraft, courses_by_code, raise_needs
from domain.training.standing import Holding, standing
from domain.workforce.training_record import TrainingKind, TrainingRecord
from domain.workforce.violation import Violation, ViolationStatus

ALERT, ISSUE, INDICATOR = map(table_of, (Alert, Issue, Indicator))
RECENT_DAYS = 90
"""What failed or happened longer ago is no news."""
REPEATED, WITHIN_DAYS = 2, 365
"""So many confirmed violations of one rule within so many days are a habit."""
CONDUCT = "K51"
"""The indicator that courses on conduct are meant to move."""

Courses = Mapping[str, Sequence[int]]
"""Indicator code -> the courses that are meant to move it."""


def find_needs(session: Session, actor: Actor, today: date) -> list[TrainingNeed]:
    """Raise what is new; a dozen statements, whatever the number of people."""
    codes, linked = courses_by_code(session), courses_by_indicator(session)
    drafts = [
        *_certificates(session, codes, today),
        *_failed(session, codes, today),
        *_violations(session, linked, today),
        *_alerts(session, linked),
        *_issues(session, linked),
        *_incidents(session, today),
        *needs_of_results(session, linked, today),
    ]
    return raise_needs(session, actor, drafts, today)


def courses_by_indicator(session: Session) -> Courses:
    """Which courses are meant to move which indicator."""
    found: dict[str, list[int]] = defaultdict(list)
    query = select(Course).where(Course.archived_at.is_(None), Course.indicators != "")
    for course in session.scalars(query.order_by(Course.code)):
        for code in course.indicator_codes:
            found[code].append(course.id)
    return found


def _certificates(session: Session, codes: Mapping[str, int], today: date) -> Iterator[NeedDraft]:
    """Certificates that end or have ended, and required ones that were never earned."""
    for one in standing(session, today):
        code, ended = one.course_code, one.holding is Holding.EXPIRED
        if one.holding is Holding.NEVER:
            yield NeedDraft(
                person_id=one.person_id, source=NeedSource.NEW_POST, course_id=codes.get(code),
                topic=_topic(code, codes), entity="TrainingRequirement", entity_id=one.requirement_id,
                priority=NeedPriority.HIGH,
            )  # fmt: skip
        elif ended or one.holding is Holding.EXPIRING:
            yield NeedDraft(
                person_id=one.person_id, source=NeedSource.EXPIRING_CERTIFICATE, course_id=codes.get(code),
                topic=_topic(code, codes), entity="TrainingRecord", entity_id=one.record_id,
                due_on=None if ended else one.valid_until,
                priority=NeedPriority.HIGH if ended else NeedPriority.NORMAL,
            )  # fmt: skip


def _topic(code: str, codes: Mapping[str, int]) -> str:
    """What is to be learned where the catalogue has no such course."""
    return "" if code in codes else code


def _failed(session: Session, codes: Mapping[str, int], today: date) -> Iterator[NeedDraft]:
    """Examinations failed lately and not passed since."""
    t = table_of(TrainingRecord).c
    exams = select(t.id, t.person_id, t.course_code, t.passed).where(
        t.kind == TrainingKind.COURSE, t.archived_at.is_(None), t.passed.is_not(None),
        t.completed_on >= today - timedelta(RECENT_DAYS), t.completed_on <= today,
    )  # fmt: skip
    last = {
        (row.person_id, row.course_code): row for row in session.execute(exams.order_by(t.completed_on, t.id))
    }
    for (person, code), row in last.items():
        if not row.passed:
            yield NeedDraft(
                person_id=person, source=NeedSource.FAILED_EXAM, course_id=codes.get(code),
                topic=_topic(code, codes), entity="TrainingRecord", entity_id=row.id,
            )  # fmt: skip


def _violations(session: Session, linked: Courses, today: date) -> Iterator[NeedDraft]:
    """The same rule broken again and again by the same person."""
    t = table_of(Violation).c
    query = (
        select(t.salesperson_id, t.rule, func.max(t.id).label("latest"))
        .where(
            t.status == ViolationStatus.CONFIRMED, t.archived_at.is_(None), t.salesperson_id.is_not(None),
            t.confirmed_on > today - timedelta(WITHIN_DAYS), t.confirmed_on <= today,
        )
        .group_by(t.salesperson_id, t.rule)
        .having(func.count() >= REPEATED)
    )  # fmt: skip
    course = next(iter(linked.get(CONDUCT, ())), None)
    for row in session.execute(query):
        yield NeedDraft(
            person_id=row.salesperson_id, source=NeedSource.VIOLATION, course_id=course,
            topic=row.rule or CONDUCT, entity="Violation", entity_id=row.latest, why=row.rule,
            priority=NeedPriority.HIGH,
        )  # fmt: skip


def _alerts(session: Session, linked: Courses) -> Iterator[NeedDraft]:
    """Red alerts of indicators that a course is meant to move: who answers for the figure learns."""
    t = ALERT.c
    query = select(t.id, t.owner_id, INDICATOR.c.code).where(
        INDICATOR.c.id == t.indicator_id, t.state.in_(sorted(LIVE)), t.level == Level.RED,
        t.owner_id.is_not(None),
    )  # fmt: skip
    for row in session.execute(query):
        for course in linked.get(row.code, ()):
            yield NeedDraft(
                person_id=row.owner_id, source=NeedSource.ALERT, course_id=course, entity="Alert",
                entity_id=row.id,
            )  # fmt: skip


def _issues(session: Session, linked: Courses) -> Iterator[NeedDraft]:
    """Open findings about such an indicator: who has to cure it learns."""
    t = ISSUE.c
    query = select(t.id, t.owner_id, INDICATOR.c.code).where(
        INDICATOR.c.id == t.indicator_id, t.archived_at.is_(None), t.closed_on.is_(None),
        t.owner_id.is_not(None),
    )  # fmt: skip
    for row in session.execute(query):
        for course in linked.get(row.code, ()):
            yield NeedDraft(
                person_id=row.owner_id, source=NeedSource.FINDING, course_id=course, entity="Issue",
                entity_id=row.id,
            )  # fmt: skip


def _incidents(session: Session, today: date) -> Iterator[NeedDraft]:
    """Recent incidents of security: who answers for them takes the course on security, where there is one."""
    course = session.scalars(
        select(Course.id)
        .where(Course.category == CourseCategory.SECURITY, Course.archived_at.is_(None))
        .order_by(Course.code)
    ).first()
    query = select(SecurityIncident.id, SecurityIncident.owner_id).where(
        SecurityIncident.archived_at.is_(None), SecurityIncident.owner_id.is_not(None),
        SecurityIncident.occurred_on >= today - timedelta(RECENT_DAYS),
    )  # fmt: skip
    for incident, owner in session.execute(query):
        if course is not None and owner is not None:
            yield NeedDraft(
                person_id=owner, source=NeedSource.INCIDENT, course_id=course, entity="SecurityIncident",
                entity_id=incident,
            )  # fmt: skip
