"""What an indicator means: definition, formula, limits, owner and version, in words."""

from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import EVER
from domain.indicators.status import Direction
from domain.reporting.profile import Profile, VersionCard
from domain.reporting.shown_figure import ShownFigure
from ui import formats
from ui.indicators.formula_words import formula_in_words
from ui.indicators.wording import figure, name_of
from ui.language import _, in_language, label
from ui.routes import literal


def explained(profile: Profile, shown: ShownFigure | None) -> str:
    """What stands behind the "i" of a tile, as Markdown: meaning, formula, thresholds, owner, version."""
    indicator = profile.indicator
    version = profile.version(shown.version_id if shown else None)
    lines = [
        f"**{literal(name_of(indicator))}** · {literal(indicator.code)} · {label(indicator.direction)}",
        literal(in_language(indicator.definition_zh, indicator.definition_en)),
    ]
    if version:
        lines += [literal(in_words(version)), f"`{formula(version)}`"]
        lines += [*limits(shown, indicator), _of_version(version)]
    lines.append(_("Owner: {owner}", owner=literal(owner(profile))))
    if shown:
        lines.append(_("As of {day}", day=formats.day_in_words(shown.as_of)))
    return "\n\n".join(lines)


def formula(version: VersionCard) -> str:
    """numerator / denominator × factor, as they are written."""
    below = f" / ({version.denominator})" if version.denominator else ""
    times = f" × {version.factor}" if version.factor else ""
    above = f"({version.numerator})" if below and " " in version.numerator else version.numerator
    return f"{above}{below}{times}"


def in_words(version: VersionCard) -> str:
    """The formula with the names of its measures."""
    parts = [formula_in_words(version.numerator)]
    if version.denominator:
        parts.append(f"÷ {formula_in_words(version.denominator)}")
    if version.factor:
        parts.append(f"× {formula_in_words(version.factor)}")
    return " ".join(parts)


def owner(profile: Profile) -> str:
    """Who answers for the indicator: a person, else everybody with the role."""
    person = profile.indicator.owner
    if person is not None:
        return in_language(person.name, person.name_en)
    return in_language(profile.role_zh, profile.role_en) or _("nobody yet")


def limits(shown: ShownFigure | None, indicator: Indicator) -> list[str]:
    """From where on the figure is at risk and off track, each with its sign."""
    if shown is None or shown.amber is None or shown.red is None:
        return []
    amber, red = figure(shown.amber, indicator), figure(shown.red, indicator)
    if indicator.direction is Direction.HB:
        said = _("At risk below {value}", value=amber), _("Off track below {value}", value=red)
    elif indicator.direction is Direction.LB:
        said = _("At risk above {value}", value=amber), _("Off track above {value}", value=red)
    else:
        said = _("At risk beyond ±{value}", value=amber), _("Off track beyond ±{value}", value=red)
    return [f":orange[▲] {literal(said[0])}", f":red[■] {literal(said[1])}"]


def _of_version(version: VersionCard) -> str:
    if version.effective_from == EVER:
        return _("Definition version {number}, in force for all records", number=version.number)
    return _(
        "Definition version {number}, in force since {day}",
        number=version.number,
        day=formats.day_in_words(version.effective_from),
    )
