"""The levels of an effect in words: the figure in front, whether the aim is reached, what must be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.statement import Statement
from domain.training.behaviour_check import Applied
from domain.training.effect_on_figures import FigureEffect
from domain.training.effect_on_people import (
    GOOD_REACTION,
    GOOD_RESPONSE,
    WATCHED_DAYS,
    Behaviour,
    Learning,
    Reaction,
)
from domain.training.learning_gain import MEDIUM, PairedTest
from ui import formats
from ui.improvement.amounts import amount, level
from ui.indicators import wording
from ui.language import _, label, listed, say

NOTHING = "–"
PLACES, SMALLEST = 2, Decimal("0.0001")


@dataclass(frozen=True)
class Card:
    """One level, ready to be drawn."""

    heading: str
    figure: str
    named: str
    """What the figure is."""
    reached: bool | None
    lines: Sequence[str]
    notes: Sequence[str] = ()


def reaction_card(found: Reaction) -> Card:
    """Level 1."""
    few = [] if found.liked is not None else [_("Too few answered to show a figure without naming people.")]
    if found.voices > found.answers:
        few.append(
            _("Feedback bears no name, so stars are those of all {count} answers in the sessions.",
              count=found.voices)
        )  # fmt: skip
    return Card(
        _("1 Reaction"), NOTHING if found.liked is None else formats.percent(found.liked),
        _("four or five stars"), found.reached,
        [
            _("{answers} of {present} people answered ({share})", answers=found.answers,
              present=found.present, share=_share(found.response)),
            _("Aim: {liked} liked it, {response} answer", liked=formats.percent(GOOD_REACTION, 0),
              response=formats.percent(GOOD_RESPONSE, 0)),
        ],
        few,
    )  # fmt: skip


def learning_card(found: Learning) -> Card:
    """Level 2."""
    lines = []
    if found.means is not None:
        before, after = (formats.number(one, 1) for one in found.means)
        lines.append(_("Mean score {before} before, {after} after", before=before, after=after))
    if found.test is not None:
        lines.append(_test(found.test, ""))
    lines.append(_("Passed at the first try: {share} of {count}", share=_share(found.pass_rate),
                   count=found.first_tries))  # fmt: skip
    lines.append(_("Aim: a gain of {gain}, beyond chance", gain=formats.number(MEDIUM, PLACES)))
    figure = NOTHING if found.gain is None else formats.number(found.gain, PLACES)
    nobody = [] if found.test is not None else [_("Nobody took a test before and after.")]
    return Card(
        _("2 Learning"), figure, _("normalised gain of the class"), found.reached, lines,
        [*nobody, *_said(found.test)],
    )  # fmt: skip


def behaviour_card(found: Behaviour) -> Card:
    """Level 3."""
    answers = [f"{label(one)} {found.answers[one]}" for one in Applied if found.answers.get(one)]
    asked = (
        _("Superiors asked about {asked} people: {answers}", asked=found.asked,
          answers=listed(answers) if answers else _("no answer yet"))
        if found.asked
        else _("Superiors are asked some weeks after the course; nobody has been asked yet.")
    )  # fmt: skip
    lines = [
        asked,
        _("Confirmed violations in {days} days: {before} before, {after} after", days=WATCHED_DAYS,
          before=found.violations_before, after=found.violations_after),
    ]  # fmt: skip
    if found.violations is not None and found.violations_before + found.violations_after:
        lines.append(_test(found.violations, ""))
    return Card(
        _("3 Behaviour"), _share(found.applied), _("do fully what was taught"), found.reached, lines,
        _said(found.violations),
    )  # fmt: skip


def result_card(found: FigureEffect) -> Card:
    """Level 4, one indicator."""
    test, indicator = found.compared.test, found.indicator
    lines = []
    if found.trained is not None and found.untrained is not None:
        for who, (before, after) in (
            (_("Trained"), found.trained),
            (_("Comparable, untrained"), found.untrained),
        ):
            levels = {"before": level(before, indicator), "after": level(after, indicator)}
            lines.append(_("{who}: {before} → {after}", who=who, **levels))
    if test is not None and test.interval is not None:
        low, high = (signed(one, found) for one in test.interval)
        lines.append(_("95% interval {low} to {high}, n = {n}, dz = {size}", low=low, high=high, n=test.n,
                       size=formats.number(test.size, PLACES)))  # fmt: skip
    figure = NOTHING if test is None else signed(test.difference, found)
    name = f"{indicator.code} {wording.name_of(indicator)}"
    return Card(name, figure, _("change against comparable people"), found.reached, lines,
                [say(one) for one in found.statements])  # fmt: skip


def signed(value: Decimal, found: FigureEffect) -> str:
    """A difference of figures with its sign."""
    sign = "−" if value < 0 else "+"
    return f"{sign}{amount(abs(value), found.indicator)}"


def _share(value: Decimal | None) -> str:
    return NOTHING if value is None else formats.percent(value)


def _test(test: PairedTest, unit: str) -> str:
    if test.interval is None or test.p is None or test.size is None:
        return _("Mean difference {mean}{unit}, n = {n}", mean=formats.number(test.difference, PLACES),
                 unit=unit, n=test.n)  # fmt: skip
    low, high = (formats.number(one, PLACES) for one in test.interval)
    return _(
        "Mean difference {mean} (95% interval {low} to {high}), {p}, dz = {size}, n = {n}",
        mean=formats.number(test.difference, PLACES), low=low, high=high, p=_chance(test.p),
        size=formats.number(test.size, PLACES), n=test.n,
    )  # fmt: skip


def _chance(p: Decimal) -> str:
    """How often chance alone would do as much."""
    return "p < 0.0001" if p < SMALLEST else f"p = {formats.number(p, 4)}"


def _said(test: PairedTest | None) -> list[str]:
    statements: Sequence[Statement] = test.statements if test is not None else ()
    return [say(one) for one in statements]
