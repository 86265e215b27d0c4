"""Record why the problem arose."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.improvement.cause import CauseAnalysis, CauseCategory, CauseMethod
from domain.improvement.locked_issue import locked_issue
from domain.improvement.sections import require_section


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer to why, and the evidence a reader can follow."""

    answer: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One cause on one bone of the fish, and its evidence."""

    category: CauseCategory
    cause: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What the owner found."""

    method: CauseMethod
    category: CauseCategory
    root_cause: str
    whys: Sequence[Answer] = ()
    branches: Sequence[Branch] = ()


def analyse_cause(session: Session, actor: Actor, issue_id: int, found: Analysis) -> CauseAnalysis:
    """Record or replace the analysis of the present round; it must go deeper than the one before."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, "cause")
    values = {
        "method": found.method,
        "category": found.category,
        "root_cause": found.root_cause.strip(),
        "whys": [asdict(why) for why in found.whys],
        "branches": [asdict(branch) | {"category": branch.category.value} for branch in found.branches],
    }
    cause = issue.cause
    if cause is None:
        cause = CauseAnalysis(unit_id=issue.unit_id, round=issue.round, **values)
    for name, value in values.items():
        setattr(cause, name, value)
    cause.check()
    if refusal := cause.not_deeper_than(issue.previous_cause):
        raise refusal
    session.add(cause)
    cause.issue = issue
    session.flush()
    return cause
