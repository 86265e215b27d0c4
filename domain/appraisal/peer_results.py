"""What colleagues said about a person, in groups large enough to hide in (F11): the only way to answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.assessment_state import CONTESTED
from domain.appraisal.peer_comment import PeerComment
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.peer_score import RaterGroup, counted_groups, peer_score
from domain.appraisal.peer_tally import PeerTally
from domain.core.errors import NotFound, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.rounding import ARITHMETIC

POINTS_PER_LEVEL = Decimal(20)
"""Level 5 is 100 points."""
Tallies = Mapping[RaterGroup, Mapping[str, tuple[int, int]]]
"""Group -> competency -> (answers, sum of levels)."""


class StillAsking(RuleBroken):
    """Whoever saw results before and after an answer would know it."""

    text = "Colleagues may still answer; results are shown when asking has ended."


@dataclass(frozen=True)
class PeerResult:
    """A 360. Points are 0 to 100 (20 for each level); levels are 1 to 5, not rounded.

    `groups` and `levels` hold only what may be shown; `is_hidden`: too few answered for anything.
    """

    asked: int
    answered: int
    score: Decimal | None = None
    groups: Mapping[RaterGroup, Decimal] = field(default_factory=dict)
    """Group -> its points."""
    levels: Mapping[str, Decimal] = field(default_factory=dict)
    """Competency -> the level, over the groups that count, by their weights."""
    own_levels: Mapping[str, int] = field(default_factory=dict)
    """Competency -> the person's own level: shown beside, weight 0."""
    comments: tuple[str, ...] = ()
    """In no order, without group."""

    @property
    def is_hidden(self) -> bool:
        """Nothing can be shown."""
        return not self.groups


def peer_results(session: Session, actor: Actor, assessment: Assessment, today: date) -> PeerResult:
    """The 360 of one person, for who may see it.

    Those are the raters, HR, whoever calibrates or decides on an appeal; the person from publication on.
    NotFound for others, StillAsking before asking has ended.
    """
    if not _may_see(actor, assessment):
        raise NotFound
    t = table_of(PeerReview).c
    asked = session.execute(select(t.due_on, t.closed_on).where(t.assessment_id == assessment.id)).all()
    if not all(row.closed_on is not None or row.due_on < today for row in asked):
        raise StillAsking
    tallies = _tallies(session, [assessment.id]).get(assessment.id, {})
    counts = _counts(tallies)
    shown = counted_groups(counts)
    if not shown:
        return PeerResult(len(asked), sum(counts.values()))
    items = AssessmentItem.__table__.c
    own = select(items.key, items.self_level).where(
        items.assessment_id == assessment.id, items.self_level.is_not(None)
    )
    levels = {key: level for key in _keys(tallies) if (level := _level(tallies, counts, key)) is not None}
    return PeerResult(
        len(asked), sum(counts.values()), _score(tallies),
        {group: _points(tallies[group]) for group in shown}, levels,
        {key: level for key, level in session.execute(own) if key in levels},
        _comments(session, assessment.id, shown),
    )  # fmt: skip


def peer_scores(session: Session, assessments: Collection[int], today: date) -> dict[int, Decimal]:
    """Points 0 to 100 of those assessments whose asking has ended and whose groups are large enough.

    For computing scores, not for showing: it asks nobody's permission.
    """
    t = table_of(PeerReview).c
    columns = (t.assessment_id, t.due_on, t.closed_on)
    ended: dict[int, bool] = {}
    for row in select_in(session, columns, t.assessment_id, assessments):
        over = row.closed_on is not None or row.due_on < today
        ended[row.assessment_id] = ended.get(row.assessment_id, True) and over
    tallies = _tallies(session, [key for key, over in ended.items() if over])
    scores = {key: _score(some) for key, some in tallies.items()}
    return {key: score for key, score in scores.items() if score is not None}


def _may_see(actor: Actor, assessment: Assessment) -> bool:
    if actor.person_id is not None and actor.person_id == assessment.person_id:
        return assessment.published_at is not None
    deals = actor.person_id is not None and actor.person_id in (
        assessment.rater_id, assessment.second_rater_id,
    )  # fmt: skip
    return (
        deals
        or actor.may(Permission.ASSESSMENTS_ADMINISTER, assessment.unit_id)
        or actor.may(Permission.ASSESSMENTS_CALIBRATE, assessment.unit_id)
        or (assessment.state in CONTESTED and actor.may(Permission.ASSESSMENTS_DECIDE, assessment.unit_id))
    )


def _tallies(session: Session, assessments: Collection[int]) -> dict[int, Tallies]:
    t = table_of(PeerTally).c
    columns = (t.assessment_id, t.rater_group, t.item_key, t.answers, t.total)
    found: dict[int, dict[RaterGroup, dict[str, tuple[int, int]]]] = defaultdict(lambda: defaultdict(dict))
    for row in select_in(session, columns, t.assessment_id, assessments, t.answers > 0):
        found[row.assessment_id][row.rater_group][row.item_key] = (row.answers, row.total)
    return {key: dict(groups) for key, groups in found.items()}


def _counts(tallies: Tallies) -> dict[RaterGroup, int]:
    """How many answered; everybody answers every competency."""
    return {group: max(answers for answers, _ in by_key.values()) for group, by_key in tallies.items()}


def _score(tallies: Tallies) -> Decimal | None:
    return peer_score({group: _points(by_key) for group, by_key in tallies.items()}, _counts(tallies))


def _level(tallies: Tallies, counts: Mapping[RaterGroup, int], key: str) -> Decimal | None:
    means = {group: _mean(*by_key[key]) for group, by_key in tallies.items() if key in by_key}
    return peer_score(means, counts)


def _points(by_key: Mapping[str, tuple[int, int]]) -> Decimal:
    """The mean over all answers and competencies, as points."""
    answers, total = (sum(parts) for parts in zip(*by_key.values(), strict=True))
    return POINTS_PER_LEVEL * _mean(answers, total)


def _mean(answers: int, total: int) -> Decimal:
    return ARITHMETIC.divide(Decimal(total), answers)


def _keys(tallies: Tallies) -> list[str]:
    return sorted({key for by_key in tallies.values() for key in by_key})


def _comments(session: Session, assessment_id: int, groups: Collection[RaterGroup]) -> tuple[str, ...]:
    t = table_of(PeerComment).c
    query = select(t.text).where(t.assessment_id == assessment_id, t.rater_group.in_(list(groups)))
    return tuple(session.scalars(query.order_by(t.id)))
