"""Questions of the bank: what is asked, in both languages, and which answers are right."""

import re
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.bulk import table_of
from db.types import Code, LongText
from domain.core.changed import is_written, was_changed
from domain.core.entity import Entity
from domain.core.errors import NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, is_machine
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.quiz_answer import QuizAnswer

LETTERS = "ABCDEFGH"
CONTENT = ("course_id", "kind", "text_zh", "text_en", "options_zh", "options_en", "right", "points")
"""What an answer given to the question rests on."""
TRUE = frozenset({"A", "T", "TRUE", "对", "正确", "是", "YES"})
LETTERED = re.compile(r"^[(（]?([A-H])[)）.．、:：]\s*(?=\S)", re.IGNORECASE)
FALSE = frozenset({"B", "F", "FALSE", "错", "错误", "否", "NO"})


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    """All right options and no other."""
    TRUE_FALSE = "true_false"


class OptionsDiffer(RuleBroken):
    """The two languages would offer different answers."""

    text = "Both languages need the same options, one per line, from 2 to 8; found {chinese} and {english}."


class OptionsAlike(RuleBroken):
    """Both would be right, or neither."""

    text = "Two options say the same."


class RightIsNoOption(RuleBroken):
    """Nobody could answer rightly."""

    text = (
        "The right answer is given by its letter ({letters}), several for a multiple choice; not “{value}”."
    )


class NoPoints(RuleBroken):
    """The question would not count."""

    text = "A question counts at least 1 point."


class AlreadyAsked(RuleBroken):
    """Results rest on the words that people answered."""

    text = "This question has been asked in an exam. Make a new edition of it instead of changing it."


class QuizQuestion(Entity, Confidential):
    """One question, one edition. Only who looks after the course sees it: it says what is right.

    Options are lines of text, in the same order in both languages; the first is A.
    """

    __tablename__ = "quiz_question"
    __table_args__ = (UniqueConstraint("number", "edition"),)
    read_permission = Permission.TRAINING_TEACH
    write_permission = Permission.TRAINING_TEACH
    unjournalled = frozenset({"right", "explanation_zh", "explanation_en"})

    number: Mapped[Code]
    edition: Mapped[int] = mapped_column(insert_default=1)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    kind: Mapped[QuestionKind] = mapped_column(insert_default=QuestionKind.SINGLE)
    text_zh: Mapped[LongText]
    text_en: Mapped[LongText]
    options_zh: Mapped[LongText] = mapped_column(insert_default="")
    options_en: Mapped[LongText] = mapped_column(insert_default="")
    right: Mapped[str] = mapped_column(String(20))
    """Letters of the right options; of true or false: A for true, B for false."""
    points: Mapped[int] = mapped_column(insert_default=1)
    explanation_zh: Mapped[LongText | None]
    """Why that is right: for those who look after the question, and those who have passed by it."""
    explanation_en: Mapped[LongText | None]

    course: Mapped[Course] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Who looks after all training, the course's trainer, and the trainers of its sessions."""
        if actor.may(Permission.TRAINING_ADMINISTER):
            return cls.id.is_not(None)
        me = actor.person_id or 0
        own = select(Course.id).where(Course.trainer_id == me)
        taught = select(CourseSession.course_id).where(CourseSession.trainer_id == me)
        return or_(cls.course_id.in_(own), cls.course_id.in_(taught))

    def check(self) -> None:
        """Refuse a question nobody could answer, and new words for one that has been asked."""
        points: int | None = self.points
        self.points = 1 if points is None else points
        if self.points < 1:
            raise NoPoints(field="points")
        if self.kind is QuestionKind.TRUE_FALSE:
            self.options_zh = self.options_en = ""
        count = self._require_options()
        self.right = self._letters(count)
        self._require_unasked()
        self._require_own_course()

    def _require_options(self) -> int:
        if self.kind is QuestionKind.TRUE_FALSE:
            return 2
        for name in ("options_zh", "options_en"):
            if is_written(self, name):
                setattr(self, name, unlettered(getattr(self, name)))
        chinese, english = lines(self.options_zh), lines(self.options_en)
        if len(chinese) != len(english) or not 2 <= len(chinese) <= len(LETTERS):
            raise OptionsDiffer(field="options_zh", chinese=len(chinese), english=len(english))
        for name, options in (("options_zh", chinese), ("options_en", english)):
            if len(set(options)) < len(options):
                raise OptionsAlike(field=name)
        return len(chinese)

    def _letters(self, count: int) -> str:
        said, letters = (self.right or "").strip().upper(), LETTERS[:count]
        if self.kind is QuestionKind.TRUE_FALSE:
            said = "A" if said in TRUE else "B" if said in FALSE else "?"
        chosen = {one for one in said if one not in " ,;/，；、"}
        wrong = not chosen or not chosen <= set(letters)
        if wrong or (self.kind is not QuestionKind.MULTIPLE and len(chosen) != 1):
            raise RightIsNoOption(field="right", letters=f"A-{letters[-1]}", value=self.right or "")
        return "".join(sorted(chosen))

    def _require_unasked(self) -> None:
        session = object_session(self)
        if session is None or not was_changed(self, *CONTENT):
            return
        answers = table_of(QuizAnswer)  # of everybody, not only those the actor may see
        with session.no_autoflush:
            asked = select(answers.c.id).where(answers.c.question_id == self.id).limit(1)
            if session.execute(asked).first():
                raise AlreadyAsked(field="text_zh")

    def _require_own_course(self) -> None:
        """Nobody slips a question into the exam of a course that others look after."""
        from domain.training.looks_after import looks_after

        session = object_session(self)
        if session is None or not is_written(self, "course_id") or is_machine(actor_of(session)):
            return
        with session.no_autoflush:
            if not looks_after(session, actor_of(session), self.course_id):
                raise NotPermitted(field="course", permission=Permission.TRAINING_ADMINISTER)


def lines(text: str | None) -> tuple[str, ...]:
    """The options of a text, without empty lines."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def unlettered(text: str | None) -> str:
    """Options without the letters that somebody typed before them, if each bears its own."""
    options = lines(text)
    found = [LETTERED.match(option) for option in options]
    if options and all(one and one[1].upper() == letter for one, letter in zip(found, LETTERS, strict=False)):
        options = tuple(LETTERED.sub("", option) for option in options)
    return "\n".join(options)
