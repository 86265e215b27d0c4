"""Everything the page of an assessment shows, from one look into the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.appraisal.appeal import Appeal
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.content import Dimension, ScorecardContent
from domain.appraisal.curve import Curve
from domain.appraisal.file_appeal import last_day_to_appeal
from domain.appraisal.grade import Grade
from domain.appraisal.item_score import ItemScore
from domain.appraisal.override_score import may_override
from domain.appraisal.peer_results import PeerResult, peer_results
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.appraisal.side_by_side import changes_of
from domain.core.clock import business_date, now
from domain.core.editing import find
from domain.core.errors import DomainError, NotFound
from domain.core.permission import Actor, Permission
from domain.organisation.directory import colleagues
from ui.appraisal.figures import Figures, figures
from ui.appraisal.offers import offers_of
from ui.language import in_language
from ui.steps import Offer

LINKS = (
    Assessment.cycle,
    Assessment.person,
    Assessment.unit,
    Assessment.post,
    Assessment.scorecard,
    Assessment.rater,
    Assessment.second_rater,
)


@dataclass(frozen=True)
class Line:
    """One line of the form: an item, or one of its free goals."""

    key: str
    item: ScorecardItem
    weight: Decimal
    """Within its dimension; of a free goal within its item."""
    agreed: AssessmentItem | None
    score: ItemScore | None
    ratings: Mapping[RatingRole, Rating]

    @property
    def is_goal(self) -> bool:
        """One of the free goals of an item."""
        return self.item.kind is ItemKind.GOAL

    @property
    def curve(self) -> Curve:
        """By what it is scored: as applied, else as agreed, else as the scorecard says."""
        if self.score is not None and self.score.curve:
            return Curve.of(self.score.curve)
        curve, agreed = self.item.scoring, self.agreed
        if agreed is None or agreed.target is None:
            return curve
        return curve.agreed(agreed.target, agreed.floor, agreed.stretch)

    @property
    def rating(self) -> Rating | None:
        """The rating that counts: the last one that was given."""
        order = (RatingRole.CALIBRATED, RatingRole.SECOND, RatingRole.MANAGER)
        return next((self.ratings[role] for role in order if role in self.ratings), None)


@dataclass(frozen=True)
class AssessmentLook:
    """An assessment as whoever looks sees it."""

    assessment: Assessment
    actor: Actor
    today: date
    now: datetime
    content: ScorecardContent
    lines: Sequence[Line]
    scores: Mapping[str, ItemScore]
    """By the key of the scorecard's item."""
    results: Sequence[AssessmentResult]
    """Revisions, the last one last; none where this person may not see them yet."""
    offers: tuple[Offer, ...]
    known: Figures
    grades: Mapping[int, Grade]
    people: Mapping[int, str]
    changes: Sequence[CalibrationChange]
    """What calibration changed, as far as this person may see it."""
    appeal: Appeal | None
    appeal_until: date | None
    """The last day to appeal, once it is published."""
    overrides: bool
    """Whoever looks may put scores in the place of computed ones now."""
    peers: PeerResult | DomainError | None
    """What colleagues say; why it is not shown yet; None where nobody may see or nobody was asked."""

    @property
    def result(self) -> AssessmentResult | None:
        """The result that counts."""
        return self.results[-1] if self.results else None

    @property
    def is_subject(self) -> bool:
        """Whoever looks is the person it is about."""
        return self.actor.person_id == self.assessment.person_id

    @property
    def is_rater(self) -> bool:
        """Whoever looks rates this person first."""
        return self.actor.person_id is not None and self.actor.person_id == self.assessment.rater_id

    @property
    def is_second(self) -> bool:
        """Whoever looks rates this person second."""
        return self.actor.person_id is not None and self.actor.person_id == self.assessment.second_rater_id

    @property
    def is_hr(self) -> bool:
        """Whoever looks administers assessments of the unit, and this is not their own."""
        return not self.is_subject and self.actor.may(
            Permission.ASSESSMENTS_ADMINISTER, self.assessment.unit_id
        )

    @property
    def sees_own_words(self) -> bool:
        """What the person says of themselves is there to be read: handed in, or one's own draft."""
        return self.is_subject or self.assessment.is_handed_in

    @property
    def sees_judgements(self) -> bool:
        """Ratings and scores are this person's to see."""
        return not self.is_subject or self.assessment.published_at is not None

    def name(self, person_id: int | None) -> str:
        """What somebody with a part in it is called; empty for nobody."""
        return self.people.get(person_id or 0, "")

    def of(self, dimension: Dimension) -> list[Line]:
        """The lines of a dimension, in reading order."""
        keys = [item.key for item in dimension.items]
        return [line for line in self.lines if line.item.key in keys]


def look(actor: Actor, key: int) -> AssessmentLook:
    """Read the assessment; NotFound when there is none or this person may not see it."""
    moment = now()
    with reading(actor) as session:
        query = select(Assessment).where(Assessment.id == key)
        assessment = session.scalars(query.options(*map(selectinload, LINKS))).one_or_none()
        if assessment is None:
            raise NotFound
        content = assessment.asks
        scores = {one.item_key: one for one in session.scalars(_of(ItemScore, key))}
        ratings = session.scalars(_of(Rating, key)).all()
        changes = changes_of(session, assessments=[key])
        grades = {one.id: one for one in session.scalars(select(Grade).order_by(Grade.position))}
        return AssessmentLook(
            assessment=assessment, actor=actor, today=business_date(moment), now=moment, content=content,
            lines=_lines(session, assessment, content, scores, ratings), scores=scores,
            results=session.scalars(_of(AssessmentResult, key).order_by(AssessmentResult.revision)).all(),
            offers=offers_of(assessment, actor), known=figures(session), grades=grades,
            people=_people(session, assessment, ratings, scores, changes),
            changes=changes,
            appeal=session.scalars(_of(Appeal, key)).one_or_none(),
            appeal_until=last_day_to_appeal(session, assessment),
            overrides=may_override(assessment, actor) is None,
            peers=_peers(session, actor, assessment, business_date(moment)),
        )  # fmt: skip


def find_assessment(session: Session, key: int) -> Assessment:
    """For verbs: the record, if this person may see it."""
    return find(session, Assessment, key)


def _of(kind: type[Any], key: int) -> Select[Any]:
    return select(kind).where(kind.assessment_id == key)


def _lines(
    session: Session,
    assessment: Assessment,
    content: ScorecardContent,
    scores: Mapping[str, ItemScore],
    ratings: Sequence[Rating],
) -> list[Line]:
    agreed = {one.key: one for one in session.scalars(_of(AssessmentItem, assessment.id))}
    given: dict[str, dict[RatingRole, Rating]] = {}
    for one in ratings:
        given.setdefault(one.item_key, {})[one.role] = one
    found = []
    for item in content.items:
        keys = goal_keys(item, agreed) if item.kind is ItemKind.GOAL else [item.key]
        for key in keys:
            own = agreed.get(key)
            weight = own.weight if own is not None and own.weight is not None else item.weight
            found.append(Line(key, item, weight, own, scores.get(key), given.get(key, {})))
    return found


def goal_keys(item: ScorecardItem, agreed: Mapping[str, AssessmentItem]) -> list[str]:
    """Keys of the free goals of an item, in their order; none where nothing is agreed yet."""
    own = [key for key, one in agreed.items() if key.startswith(f"{item.key}.") and one.goal]
    return sorted(own, key=lambda key: int(key.rpartition(".")[2]))


def _people(
    session: Session,
    assessment: Assessment,
    ratings: Sequence[Rating],
    scores: Mapping[str, ItemScore],
    changes: Sequence[CalibrationChange],
) -> dict[int, str]:
    ids = {assessment.person_id, assessment.rater_id, assessment.second_rater_id}
    ids |= {one.by_id for one in changes}
    ids |= {one.by_id for one in ratings} | {one.overridden_by_id for one in scores.values()}
    named = colleagues(session, {one for one in ids if one is not None})
    return {one.id: in_language(one.name, one.name_en) for one in named}


def _peers(
    session: Session, actor: Actor, assessment: Assessment, today: date
) -> PeerResult | DomainError | None:
    try:
        found = peer_results(session, actor, assessment, today)
    except NotFound:
        return None
    except DomainError as refusal:
        return refusal
    return found if found.asked else None
