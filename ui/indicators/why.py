"""Why did it change: who added how much, and whether by getting better or by weighing more."""

from decimal import Decimal

import streamlit as st

from domain.core.period import Grain, Period
from domain.indicators.indicator import Indicator
from domain.reporting.breakdown import NOBODY
from domain.reporting.change import FEW, Cause, Change
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.standing import Comparison
from ui import address
from ui.charts.data import Bar
from ui.charts.draw import bars
from ui.colours import Tone
from ui.indicators import wording
from ui.language import _, label, say
from ui.routes import literal

SINCE = "since"
TOLD, SHOWN = 3, 12
CHOICES = (Comparison.PREVIOUS, Comparison.YEAR_AGO)


def base_of(period: Period) -> Period:
    """The period to compare with, as the address says: the one before, or the same a year ago."""
    return period.year_ago() if address.get(SINCE) == Comparison.YEAR_AGO.value else period.previous()


def draw_why(view: IndicatorView, change: Change | None) -> None:
    """The causes of the change in words, as bars, and in figures."""
    if change is None:
        return
    st.subheader(_("Why did it change?"), anchor=False)
    _choose(view.period.grain)
    if change.reason is not None or change.total is None:
        st.caption(literal(say(change.reason)) if change.reason else _("No figures yet."))
        return
    indicator = view.profile.indicator
    st.markdown(literal(in_words(change, indicator)))
    if not any(cause.contribution.total for cause in change.causes):
        return
    shown, dimension = change.causes[:SHOWN], label(f"breakdown.{change.by}").lower()
    bars(
        [_bar(cause, indicator) for cause in shown],
        title=_("Contribution to the change, by {dimension}", dimension=dimension),
        measured=wording.axis_of(indicator), key=f"why-{change.by}",
    )  # fmt: skip
    _table(change, indicator)
    if len(change.causes) > SHOWN:
        st.caption(_("The first {shown} of {count}.", shown=SHOWN, count=len(change.causes)))


def _choose(grain: Grain) -> None:
    widget = "indicator:since"
    known = {choice.value: choice for choice in CHOICES}
    address.follow(SINCE, widget, lambda words: known.get(words[0] if words else "", Comparison.PREVIOUS))
    names = {choice: wording.comparison_name(choice, grain) for choice in CHOICES}
    st.segmented_control(
        _("Compared with"), CHOICES, format_func=names.__getitem__, key=widget, required=True,
        label_visibility="collapsed", on_change=address.publish,
        args=(SINCE, widget, lambda one: [] if one is Comparison.PREVIOUS else [one.value]),
    )  # fmt: skip


def in_words(change: Change, indicator: Indicator) -> str:
    """The change and its largest causes as a sentence or two."""
    total = change.total or Decimal(0)
    whole = _(
        "{name} changed by {change} from {before} to {after}.",
        name=wording.name_of(indicator), change=_signed(total, indicator),
        before=wording.period_name(change.before), after=wording.period_name(change.after),
    )  # fmt: skip
    told = [_told(cause, indicator) for cause in change.causes[:TOLD] if cause.contribution.total]
    return _("{whole} {causes}", whole=whole, causes=_joined(told)) if told else whole


def _joined(told: list[str]) -> str:
    return _("; ").join(told) + _(".")


def _told(cause: Cause, indicator: Indicator) -> str:
    found = cause.contribution
    said = _("{member} {amount}", member=name_of(cause), amount=_signed(found.total, indicator))
    parts = [
        said_of(_signed(amount, indicator))
        for said_of, amount in ((_level, found.rate), (_weight, found.mix), (_cases, found.volume))
        if amount and amount != found.total
    ]
    return _("{said} ({parts})", said=said, parts=_(", ").join(parts)) if parts else said


def name_of(cause: Cause) -> str:
    """What a member is called; rows may name nobody, or people too few to be told apart."""
    if cause.key == FEW:
        return _("people with few cases, together")
    if cause.key == NOBODY:
        return _("not named")
    return label(cause) or _("of another unit")


def _bar(cause: Cause, indicator: Indicator) -> Bar:
    total = cause.contribution.total
    good = wording.welcome(total, total, indicator)
    tone = Tone.ACTIVE if good is None else Tone.GOOD if good else Tone.BAD
    return Bar(name_of(cause), wording.plotted(total, indicator), tone)


def _table(change: Change, indicator: Indicator) -> None:
    with st.expander(_("All contributions"), key=f"why-table-{change.by}"):
        rows = [
            {
                label(f"breakdown.{change.by}"): name_of(cause),
                wording.period_name(change.before): wording.figure(cause.before, indicator),
                wording.period_name(change.after): wording.figure(cause.after, indicator),
                _("Contribution"): _signed(cause.contribution.total, indicator),
                _("of it own level"): _signed(cause.contribution.rate, indicator),
                _("of it weight"): _signed(cause.contribution.mix, indicator),
                _("of it number of cases"): _signed(cause.contribution.volume, indicator),
            }
            for cause in change.causes
        ]
        st.dataframe(rows, hide_index=True, key=f"why-rows-{change.by}")
        st.caption(
            _(
                "Own level: the member itself changed. Weight: it counts for more or less of the whole, "
                "told against the average. Number of cases: there were more or fewer of them. "
                "The contributions add up to the change exactly."
            )
        )


def _level(amount: str) -> str:
    return _("own level {amount}", amount=amount)


def _weight(amount: str) -> str:
    return _("weight {amount}", amount=amount)


def _cases(amount: str) -> str:
    return _("number of cases {amount}", amount=amount)


def _signed(amount: Decimal, indicator: Indicator) -> str:
    return wording.change(amount, indicator, None)
