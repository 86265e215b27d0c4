"""What a story of the demo company's improvement loop tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.demo.stage import Moment
from domain.improvement.analyse_cause import Analysis
from domain.improvement.severity import Severity


@dataclass(frozen=True, kw_only=True)
class Task:
    """One measure: who does it, until when, and what came of it where it was done."""

    title: str
    owner: str
    days: int
    """Due so many days after the plan was made."""
    done: Moment | None = None
    proof: tuple[str, str] = ("", "")
    """Name and text of the evidence."""
    result: str = ""
    extended: tuple[int, str] | None = None
    """Given so many days more, and why."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One issue. `acts` says what was done when; what is not in it has not happened yet."""

    unit: str
    indicator: str
    title: str
    what: str
    place: str
    occurred: str
    size: str
    """`{level}` stands for the figure's level at that time."""
    reporter: str
    owner: str
    severity: Severity
    containment: str = ""
    cause: Analysis | None = None
    effect: Mapping[str, Any] = field(default_factory=dict)
    """What is promised; see ExpectedEffect. `control` is the code of a unit for comparison."""
    tasks: tuple[Task, ...] = ()
    checked: str = ""
    opinion: str = ""
    standard: str = ""
    again: str = ""
    acts: Mapping[str, Moment]
    history: int
    """Months of trade without which the story cannot be told."""
