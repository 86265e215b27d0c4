"""Automations in words."""

from domain.automation.automation import Automation, Deed, Trigger
from domain.automation.occurrence import CHANGED, CREATED, IMPORTED, UNDONE, kinds
from domain.core.entity import Entity
from ui.language import _, in_language, label
from ui.scheduling.words import in_words
from ui.steps import step_name

PLAIN = frozenset({CREATED, CHANGED, IMPORTED, UNDONE})


def name_of(automation: Automation) -> str:
    """Its name in the present language."""
    return in_language(automation.name_zh, automation.name_en)


def event_name(kind: type[Entity], event: str) -> str:
    """What happened to a record."""
    return label(f"occurrence.{event}") if event in PLAIN else step_name(kind.__name__, event)


def when(automation: Automation) -> str:
    """What sets it off."""
    kind, what = kinds()[automation.entity], label(f"entity.{automation.entity}")
    if automation.trigger is Trigger.EVENT:
        return f"{what} · {event_name(kind, automation.event)}"
    return f"{what} · {in_words(automation.cadence)}"


def does(automation: Automation) -> str:
    """What it does."""
    words = label(automation.deed)
    if automation.deed is Deed.PROPOSE_STEP:
        words += f" · {step_name(automation.entity, automation.step)}"
    said = f"{words} · {automation.message}"
    if automation.measure:
        said += " · " + _("proposes “{measure}”", measure=automation.measure)
    return said


def kind_names(permitted: dict[str, type[Entity]]) -> dict[str, str]:
    """Kinds of records by name, in the order of their names."""
    names = {name: label(f"entity.{name}") for name in permitted}
    return dict(sorted(names.items(), key=lambda item: item[1]))
