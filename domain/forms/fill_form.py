"""Fill in a form on a record."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.errors import Missing, NotSignedIn, RuleBroken
from domain.core.permission import Actor
from domain.forms.filled_form import FilledForm
from domain.forms.question import LONGEST_ANSWER, NOT_APPLICABLE, Question, QuestionKind
from domain.forms.score import score
from domain.forms.template import FormTemplate, FormVersion, VersionOfForm
from domain.messaging.words import Both
from domain.records.subject import readable, require_adding


class NotInForce(RuleBroken):
    """The form is a draft, or retired, or meant for other records."""

    text = "This form is not in force for this record."


class NoSuchAnswer(RuleBroken):
    """The answer is none of those the question allows."""

    text = "“{question}”: “{answer}” is not a possible answer."


def fill_form(
    session: Session,
    actor: Actor,
    version_id: int,
    entity: str,
    key: int,
    answers: Mapping[str, Any],
    now: datetime,
) -> FilledForm:
    """Keep the answers with the record and work out the score.

    Missing names the first required question without an answer; NoSuchAnswer one that cannot be.
    """
    record = readable(session, actor, entity, key)
    require_adding(actor, record)
    if actor.user_id is None:
        raise NotSignedIn
    version = find(session, FormVersion, version_id)
    meant = session.scalar(select(FormTemplate.entity).where(FormTemplate.id == version.template_id))
    if version.state is not VersionOfForm.IN_FORCE or meant != entity:
        raise NotInForce
    content = version.asks
    kept = {one.key: _answer(one, answers.get(one.key)) for one in content.questions}
    filled = FilledForm(
        version_id=version.id, entity=entity, entity_id=key, by_id=actor.user_id, at=now,
        answers={name: value for name, value in kept.items() if value is not None},
        score=score(content, kept).total,
    )  # fmt: skip
    session.add(filled)
    session.flush()
    return filled


def _answer(question: Question, said: Any) -> Any:
    """The answer as it is kept; None for none."""
    text = said.strip() if isinstance(said, str) else said
    named = Both(question.text_zh, question.text_en)
    if text in (None, ""):
        if question.required:
            raise Missing(field=question.key, field_name=named)
        return None
    if not _is_possible(question, text):
        raise NoSuchAnswer(field=question.key, question=named, answer=str(text)[:80])
    return str(text) if question.kind is QuestionKind.NUMBER else text


def _is_possible(question: Question, said: Any) -> bool:
    if said == NOT_APPLICABLE and question.kind is not QuestionKind.TEXT:
        return True
    if question.kind is QuestionKind.YES_NO:
        return said in ("yes", "no")
    if question.kind is QuestionKind.CHOICE:
        return said in {one.key for one in question.options}
    if question.kind is QuestionKind.SCALE:
        return isinstance(said, int) and question.lowest <= said <= question.highest
    if question.kind is QuestionKind.TEXT:
        return isinstance(said, str) and len(said) <= LONGEST_ANSWER
    try:
        return Decimal(str(said).replace(",", "")).is_finite()
    except InvalidOperation:
        return False
