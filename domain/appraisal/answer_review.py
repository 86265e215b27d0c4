"""Answer about a colleague: the levels are added to the totals of one's group, and forgotten."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from db.bulk import insert_new, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import require_level
from domain.appraisal.content import ScorecardContent
from domain.appraisal.invite_reviewers import AskingIsOver
from domain.appraisal.peer_comment import PeerComment
from domain.appraisal.peer_review import PeerReview, PeerReviewStatus
from domain.appraisal.peer_tally import PeerTally
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.core.acting_person import WrongPerson
from domain.core.errors import RuleBroken
from domain.core.permission import Actor


class NotAskedOfYou(WrongPerson):
    """A request to somebody else."""

    text = "Somebody else was asked; only they answer."


class AnsweredOnce(RuleBroken):
    """Nobody can find the answer again to change it."""

    text = "You have answered already. Answers are kept without names, so this cannot be changed."


class LevelsMissing(RuleBroken):
    """Half an answer would make groups of different sizes by competency."""

    text = "Please give a level for each competency."


def competencies(session: Session, review: PeerReview) -> list[ScorecardItem]:
    """What a colleague is asked about, with words for each level; they do not see the assessment."""
    t = table_of(Assessment).c
    content = session.scalars(select(t.content).where(t.id == review.assessment_id)).one()
    return [item for item in ScorecardContent.of(content).items if item.kind is ItemKind.COMPETENCY]


def answer_review(
    session: Session, actor: Actor, review: PeerReview, levels: Mapping[str, int], comment: str, today: date
) -> None:
    """Give levels 1 to 5 for every competency, and a word if one likes. Once, by whoever was asked."""
    _require_open(review, actor, today)
    if set(levels) != {item.key for item in competencies(session, review)}:
        raise LevelsMissing
    for level in levels.values():
        require_level(level)
    review.status = PeerReviewStatus.ANSWERED
    session.flush()  # two windows of one person: the second finds another version
    _add_up(session, review, levels)
    if comment.strip():
        session.add(
            PeerComment(
                assessment_id=review.assessment_id, rater_group=review.rater_group, text=comment.strip()
            )
        )  # fmt: skip
    session.flush()


def decline_review(session: Session, actor: Actor, review: PeerReview, today: date) -> None:
    """Do not answer: one knows the person too little, or would rather not. Nobody asks why."""
    _require_open(review, actor, today)
    review.status = PeerReviewStatus.DECLINED
    session.flush()


def _require_open(review: PeerReview, actor: Actor, today: date) -> None:
    if actor.person_id is None or actor.person_id != review.rater_id:
        raise NotAskedOfYou
    if review.status is PeerReviewStatus.ANSWERED:
        raise AnsweredOnce
    if review.is_closed(today):
        raise AskingIsOver(ended_on=review.closed_on or review.due_on)


def _add_up(session: Session, review: PeerReview, levels: Mapping[str, int]) -> None:
    table = table_of(PeerTally)
    whose = {"assessment_id": review.assessment_id, "rater_group": review.rater_group}
    insert_new(session, table, [whose | {"item_key": key, "answers": 0, "total": 0} for key in levels])
    for key, level in levels.items():
        # In the database, so that two colleagues who answer at once are both counted.
        session.execute(
            update(table)
            .where(
                and_(
                    table.c.assessment_id == review.assessment_id,
                    table.c.rater_group == review.rater_group,
                    table.c.item_key == key,
                )
            )
            .values(answers=table.c.answers + 1, total=table.c.total + level)
        )
