"""Why the problem arose: one analysis for each round of an issue."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText
from domain.core.entity import Entity
from domain.core.errors import DomainError, Missing, RuleBroken
from domain.core.visibility import BelongsToUnit
from domain.improvement.blame import blames_only

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

FEWEST_WHYS = 3


class CauseMethod(StrEnum):
    """How the cause was looked for."""

    FIVE_WHYS = "five_whys"
    FISHBONE = "fishbone"


class CauseCategory(StrEnum):
    """The bones of the fish: where causes come from."""

    PEOPLE = "people"
    MACHINE = "machine"
    MATERIAL = "material"
    METHOD = "method"
    ENVIRONMENT = "environment"
    MEASUREMENT = "measurement"


class TooFewWhys(RuleBroken):
    """The chain ends before a cause one can act on."""

    text = "Ask why at least {needed} times; so far there are {given} answers."


class AnswerIncomplete(RuleBroken):
    """An answer is only worth its evidence."""

    text = "Answer {number} needs both a text and its evidence: a document, a figure or a link."


class OnlyBlame(RuleBroken):
    """The analysis stops at a person's failing."""

    text = "“{answer}” names a failing, not a cause. Ask why the process let it happen."


class BranchMissing(RuleBroken):
    """The chosen cause does not appear in the diagram."""

    text = "The diagram has no cause with evidence under {category}, where the root cause is said to lie."


class NotDeeper(RuleBroken):
    """The last analysis led to measures without effect; the same depth will not do."""

    text = "Last time why was asked {before} times without finding the cause. Go deeper; now it is {given}."


class SameCauseAgain(RuleBroken):
    """A cause that was treated without effect is named again."""

    text = "This root cause was treated in the last round without effect. Find what lies behind it."


class CauseAnalysis(Entity, BelongsToUnit):
    """What was asked, what was found, and on what evidence.

    `whys` are answers in order, each {"answer", "evidence"}; `branches` are the bones looked at, each
    {"category", "cause", "evidence"}. Evidence is a reference a reader can follow.
    """

    __tablename__ = "cause_analysis"
    __table_args__ = (UniqueConstraint("issue_id", "round"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    round: Mapped[int]
    method: Mapped[CauseMethod]
    whys: Mapped[list[dict[str, str]]] = mapped_column(JSON, insert_default=list)
    branches: Mapped[list[dict[str, str]]] = mapped_column(JSON, insert_default=list)
    category: Mapped[CauseCategory]
    root_cause: Mapped[LongText]

    issue: Mapped["Issue"] = relationship(lazy="raise", back_populates="causes")

    @property
    def depth(self) -> int:
        """How often why was asked; a diagram asks once."""
        return len(self.whys) if self.method is CauseMethod.FIVE_WHYS else 1

    def check(self) -> None:
        """Refuse an analysis that is incomplete or ends with blaming a person."""
        if not self.root_cause.strip():
            raise Missing(field="root_cause", field_name="CauseAnalysis.root_cause")
        if self.method is CauseMethod.FIVE_WHYS:
            self._check_whys()
        else:
            self._check_branches()
        last = [self.whys[-1]["answer"]] if self.method is CauseMethod.FIVE_WHYS else []
        for answer in (*last, self.root_cause):
            if blames_only(answer):
                raise OnlyBlame(field="root_cause", answer=answer.strip())

    def not_deeper_than(self, last: "CauseAnalysis | None") -> DomainError | None:
        """Why this analysis does not go beyond the one whose measures had no effect; None if it does."""
        if last is None:
            return None
        if _same(self.root_cause, last.root_cause):
            return SameCauseAgain(field="root_cause")
        if self.depth <= last.depth:
            return NotDeeper(field="whys", before=last.depth, given=self.depth)
        return None

    def _check_whys(self) -> None:
        for number, why in enumerate(self.whys, 1):
            if not (why.get("answer", "").strip() and why.get("evidence", "").strip()):
                raise AnswerIncomplete(field="whys", number=number)
        if len(self.whys) < FEWEST_WHYS:
            raise TooFewWhys(field="whys", needed=FEWEST_WHYS, given=len(self.whys))

    def _check_branches(self) -> None:
        complete = {
            branch["category"]
            for branch in self.branches
            if branch.get("cause", "").strip() and branch.get("evidence", "").strip()
        }
        if self.category.value not in complete:
            raise BranchMissing(field="branches", category=self.category)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
