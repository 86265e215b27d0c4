"""The coverage matrix: post by course, who holds what they must (reference F.4, F15)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.tree import unit_tree
from domain.training.course import Course
from domain.training.standing import Bound, Holding, standing
from domain.workforce.training_record import SEEN_WITH


@dataclass(frozen=True)
class Cell:
    """Everybody of one post (or of all) who must hold one course (or all)."""

    people: Sequence[Bound]

    @property
    def required(self) -> int:
        """How many must hold it, before exemptions."""
        return len(self.people)

    @property
    def exempt(self) -> int:
        """How many of them are excused."""
        return sum(one.holding is Holding.EXEMPT for one in self.people)

    @property
    def valid(self) -> int:
        """How many hold it today."""
        return sum(one.holding.counts_as_valid for one in self.people)

    @property
    def coverage(self) -> Decimal | None:
        """valid / (required - exempt) (F15); None where nobody is bound."""
        return quotient(self.valid, self.required - self.exempt)

    @property
    def gaps(self) -> list[Bound]:
        """Who lacks it, by name."""
        return [one for one in self.people if one.holding.is_gap]

    @property
    def expiring(self) -> list[Bound]:
        """Whose certificate ends within a month."""
        return [one for one in self.people if one.holding is Holding.EXPIRING]


@dataclass(frozen=True)
class CourseName:
    """A required course; `id` is None where the catalogue does not have it."""

    code: str
    id: int | None
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Matrix:
    """Post x course of a unit and everything below it, as of a day."""

    posts: Mapping[int | None, tuple[str, str]]
    """Post -> its names, in the order of the rows; None: people without a post."""
    courses: Sequence[CourseName]
    cells: Mapping[tuple[int | None, str], Cell]
    """(Post, course code) -> who; without an entry nobody of the post must hold the course."""

    @property
    def total(self) -> Cell:
        """Everybody and everything."""
        return Cell([one for cell in self.cells.values() for one in cell.people])

    def of_post(self, post: int | None) -> Cell:
        """A row."""
        return Cell([one for (row, _), cell in self.cells.items() if row == post for one in cell.people])

    def of_course(self, code: str) -> Cell:
        """A column."""
        return Cell(
            [one for (_, column), cell in self.cells.items() if column == code for one in cell.people]
        )


def coverage_matrix(session: Session, actor: Actor, unit_id: int, today: date) -> Matrix:
    """The matrix of a unit; NotFound for one the actor may not see, NotPermitted without training.read.

    People are counted for everybody, and named (`person_id` other than 0) for those who answer for them.
    """
    actor.require(Permission.TRAINING_READ)
    tree = unit_tree(session)
    if unit_id not in tree.parents or not actor.may(Permission.TRAINING_READ, unit_id):
        raise NotFound
    within = select(Person.id).where(Person.unit_id.in_(sorted(tree.below(unit_id))))
    grouped: dict[tuple[int | None, str], list[Bound]] = defaultdict(list)
    for one in standing(session, today, within):
        grouped[one.post_id, one.course_code].append(one if _may_name(actor, one) else _unnamed(one))
    codes = sorted({code for _, code in grouped})
    return Matrix(
        posts=_posts(session, {post for post, _ in grouped}),
        courses=_courses(session, codes),
        cells={key: Cell(people) for key, people in grouped.items()},
    )


def _may_name(actor: Actor, one: Bound) -> bool:
    """Who lacks what is for the person, and for those who see the records of training behind it."""
    own = actor.person_id is not None and actor.person_id == one.person_id
    return own or any(actor.may(seen, one.unit_id) for seen in SEEN_WITH)


def _unnamed(one: Bound) -> Bound:
    """Somebody who is counted and not told of."""
    return replace(one, person_id=0, name="", name_en="", superior_id=None, valid_until=None, record_id=None)


def _posts(session: Session, wanted: set[int | None]) -> dict[int | None, tuple[str, str]]:
    known = [key for key in wanted if key is not None]
    query = select(Post.id, Post.name_zh, Post.name_en).where(Post.id.in_(known)).order_by(Post.code)
    found: dict[int | None, tuple[str, str]] = {
        row.id: (row.name_zh, row.name_en) for row in session.execute(query)
    }
    return found | ({None: ("", "")} if None in wanted else {})


def _courses(session: Session, codes: Sequence[str]) -> list[CourseName]:
    query = select(Course.code, Course.id, Course.name_zh, Course.name_en).where(Course.code.in_(codes))
    known = {row.code: row for row in session.execute(query)}
    return [
        CourseName(code, known[code].id, known[code].name_zh, known[code].name_en)
        if code in known
        else CourseName(code, None, code, code)
        for code in codes
    ]
