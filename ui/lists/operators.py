"""Which comparisons a field offers, and what they are called."""

from collections.abc import Mapping, Sequence

from ui.fields import CustomColumn, Field, Kind, is_optional, kind_of
from ui.language import _
from ui.lists.words import Operator

_NUMBER = (Operator.BETWEEN, Operator.IS, Operator.OVER, Operator.UNDER)
_DAY = (
    Operator.WITHIN, Operator.BETWEEN, Operator.IS, Operator.BEFORE, Operator.AFTER, Operator.LAST,
    Operator.NEXT,
)  # fmt: skip
_OFFERED: Mapping[Kind, Sequence[Operator]] = {
    Kind.TEXT: (Operator.IS, Operator.NOT, Operator.HAS, Operator.STARTS),
    Kind.LONG_TEXT: (Operator.HAS, Operator.STARTS),
    Kind.WEB_LINK: (Operator.HAS, Operator.STARTS),
    Kind.CHOICE: (Operator.IS, Operator.NOT),
    Kind.RECORDS: (Operator.IS, Operator.NOT),
    Kind.LINK: (Operator.IS, Operator.NOT),
    Kind.FLAG: (Operator.IS,),
    Kind.DAY: _DAY,
    Kind.INSTANT: _DAY,
    Kind.MONTH: (Operator.WITHIN, Operator.BETWEEN, Operator.IS),
    Kind.WHOLE: _NUMBER,
    Kind.MONEY: _NUMBER,
    Kind.QUANTITY: _NUMBER,
    Kind.RATIO: _NUMBER,
}
ANY_OF = frozenset({Kind.CHOICE, Kind.LINK, Kind.RECORDS})


def offered_by(one: Field) -> Sequence[Operator]:
    """The comparisons, the usual one first; "empty" only where a field may be."""
    what = kind_of(one)
    bare = (Operator.EMPTY, Operator.FILLED)
    may_be_empty = what is not Kind.FLAG and (is_optional(one) or isinstance(one, CustomColumn))
    return (*_OFFERED[what], *(bare if may_be_empty else ()))


def operator_names(one: Field) -> dict[Operator, str]:
    """Each comparison in words."""
    several, number = kind_of(one) in ANY_OF, Operator.OVER in offered_by(one)
    names = {
        Operator.IS: _("is any of") if several else _("equals") if number else _("is"),
        Operator.NOT: _("is none of") if several else _("is not"),
        Operator.HAS: _("contains"),
        Operator.STARTS: _("begins with"),
        Operator.BETWEEN: _("from – to"),
        Operator.OVER: _("above"),
        Operator.UNDER: _("below"),
        Operator.WITHIN: _("in"),
        Operator.BEFORE: _("before"),
        Operator.AFTER: _("after"),
        Operator.LAST: _("in the last … days"),
        Operator.NEXT: _("in the next … days"),
        Operator.EMPTY: _("is empty"),
        Operator.FILLED: _("is filled in"),
    }
    return {operator: names[operator] for operator in offered_by(one)}


def relative_names() -> dict[str, str]:
    """Days that move with the calendar, in words."""
    return {
        "today": _("today"), "yesterday": _("yesterday"), "tomorrow": _("tomorrow"),
        "this_week": _("this week"), "last_week": _("last week"), "next_week": _("next week"),
        "this_month": _("this month"), "last_month": _("last month"), "next_month": _("next month"),
        "this_quarter": _("this quarter"), "last_quarter": _("last quarter"),
        "next_quarter": _("next quarter"), "this_year": _("this year"), "last_year": _("last year"),
        "next_year": _("next year"), "overdue": _("before today (overdue)"),
    }  # fmt: skip
