"""The words of a filter as people read them, for chips and for the first page of a file."""

import re
from collections.abc import Mapping, Sequence

from domain.core.relative_days import COUNTED
from ui.language import _, listed
from ui.lists.operators import relative_names
from ui.lists.words import ME, MY_UNIT, RANGE, Operator, parsed

MOST = 3


def in_words(words: Sequence[str], options: Mapping[str, str]) -> str:
    """What a filter says: the first few of its values, grouped by how they compare."""
    told: dict[Operator, list[str]] = {}
    for word in words:
        operator, value = parsed(word)
        told.setdefault(operator, []).append(_value(value, options))
    return listed(_compared(operator, _some(values)) for operator, values in told.items())


def _some(values: Sequence[str]) -> str:
    return listed(values[:MOST]) + ("…" if len(values) > MOST else "")


def _compared(operator: Operator, values: str) -> str:
    patterns = {
        Operator.NOT: _("not {value}", value=values),
        Operator.HAS: _("contains “{value}”", value=values),
        Operator.STARTS: _("begins with “{value}”", value=values),
        Operator.OVER: _("above {value}", value=values),
        Operator.UNDER: _("below {value}", value=values),
        Operator.BEFORE: _("before {value}", value=values),
        Operator.AFTER: _("after {value}", value=values),
        Operator.EMPTY: _("empty"),
        Operator.FILLED: _("filled in"),
    }
    return patterns.get(operator, values)


def _value(value: str, options: Mapping[str, str]) -> str:
    if value in options:
        return options[value]
    known = {"yes": _("Yes"), "no": _("No"), ME: _("me"), MY_UNIT: _("my unit"), **relative_names()}
    return known.get(value) or _days(value) or _range(value)


def _days(value: str) -> str:
    found = re.fullmatch(COUNTED, value)
    if found is None:
        return ""
    days = found[2]
    return _("last {days} days", days=days) if found[1] == "last" else _("next {days} days", days=days)


def _range(value: str) -> str:
    low, sign, high = value.partition(RANGE)
    if not sign:
        return value
    if not low:
        return _("up to {value}", value=high)
    return _("from {value}", value=low) if not high else f"{low} – {high}"
