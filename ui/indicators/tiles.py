"""How an indicator stands, as a tile."""

from domain.core.period import Grain
from domain.reporting.standing import Comparison, Standing
from ui.indicators import meaning, wording
from ui.indicators.place import Place
from ui.language import _
from ui.tile import IndicatorTile

PAGE = "indicators"
CODE = "code"


def tile_of(one: Standing, place: Place, against: Comparison, key: str) -> IndicatorTile:
    """The tile of an indicator; it leads to the indicator's page, at the same unit and month."""
    indicator, shown = one.profile.indicator, one.current
    value = shown.value if shown else None
    difference = one.change(against)
    return IndicatorTile(
        key=f"{key}-{indicator.code}",
        name=wording.name_of(indicator),
        figure=wording.figure(value, indicator),
        status=one.status,
        note=note(one, place),
        change=wording.change(difference, indicator, one.base(against)),
        welcome=wording.welcome(difference, value, indicator),
        compared=wording.comparison_name(against, one.period.grain),
        target=target(one),
        history=[f.value if f else None for f in one.figures],
        definition=meaning.explained(one.profile, shown),
        page=PAGE,
        asks={CODE: indicator.code, **place.asks},
    )


def target(one: Standing) -> str:
    """The target, or where there is none the point from which attention is due."""
    shown, indicator = one.current, one.profile.indicator
    if shown is None or shown.value is None:
        return ""  # nothing to hold against it
    if shown.target is not None:
        return _("Target {value}", value=wording.figure(shown.target, indicator))
    if shown.amber is not None:
        return _("Limit {value}", value=wording.figure(shown.amber, indicator))
    return ""


def note(one: Standing, place: Place) -> str:
    """For which period, where that is not the month looked at; and why there is no value or no colour."""
    if not any(one.figures):
        return _("No facts for it were imported yet.")
    same = one.period.key == place.month and one.period.grain is Grain.MONTH
    period = "" if same else wording.period_name(one.period)
    return " · ".join(filter(None, (period, wording.why(one.current))))
