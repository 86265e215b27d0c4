"""What exactly was approved: a fingerprint of cause, measures and promised effect."""

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.core.journal import plain
from domain.core.loaded import loaded

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

CAUSE = ("method", "whys", "branches", "category", "root_cause")
EFFECT = (
    "indicator_id", "observed_unit_id", "control_unit_id", "baseline_months", "window_months",
    "transition_months", "seasonal", "change_kind", "expected_change", "baseline_to", "planned_change",
)  # fmt: skip
MEASURE = ("id", "title", "owner_id", "original_due_on")
"""Not the present due date: an extension is recorded by itself and does not undo the approval."""


def fingerprint(issue: "Issue") -> str:
    """The hash of the present round's plan; equal as long as nothing that was approved has changed."""
    loaded(issue, "causes", "plans", "measures")
    content = {
        "cause": _kept(issue.cause, CAUSE),
        "effect": _kept(issue.plan, EFFECT),
        "measures": [_kept(measure, MEASURE) for measure in issue.current_measures],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _kept(record: object, names: tuple[str, ...]) -> object:
    return plain({name: _same_digits(getattr(record, name)) for name in names}) if record else None


def _same_digits(value: object) -> object:
    # 0.05 as typed and 0.050000 as read from the database are one number.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
