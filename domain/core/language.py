"""Both languages: texts live in gettext catalogues, one file per area, under `locales/<language>/`.

A message's id is its English sentence, so English needs no catalogue entry for it. A label's id is
its key (`Invoice.issued_on`, `Outcome.won`, `measure.net_sales`), which both languages translate.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from babel.messages.pofile import read_po

from db.settings import LANGUAGES, ROOT, settings

LOCALES = ROOT / "locales"
FALLBACK = "zh_CN"


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every translated text of a language. Later files may not contradict earlier ones (a test checks)."""
    texts: dict[str, str] = {}
    for file in sorted((LOCALES / language).glob("*.po")):
        texts |= entries(file)
    return texts


_own_texts: dict[str, Mapping[str, str]] = {}
"""Label key -> language -> text that people wrote in the portal; it stands before the catalogues."""
_keys_of: dict[str, frozenset[str]] = {}


def say_instead(source: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Let texts that are data be found before those of the catalogues, in place of the source's former."""
    for key in _keys_of.get(source, frozenset()) - texts.keys():
        _own_texts.pop(key, None)
    _own_texts.update(texts)
    _keys_of[source] = frozenset(texts)


def entries(file: Path) -> dict[str, str]:
    """The translated texts of one catalogue file."""
    with file.open("rb") as stream:
        return {
            message.id: message.string
            for message in read_po(stream)
            if isinstance(message.id, str)
            and isinstance(message.string, str)
            and message.id
            and message.string
        }


def translate(text: str, language: str) -> str:
    """The text in the language; the text itself where no translation exists."""
    return catalogue(language).get(text, text)


@runtime_checkable
class InBoth(Protocol):
    """A fact that people recorded in both languages."""

    def in_language(self, language: str) -> str:
        """The one that fits."""


class Sentence(Protocol):
    """A refusal or a statement: an English template and the facts in it."""

    @property
    def text(self) -> str:
        """The template, as it is in the catalogues."""

    @property
    def facts(self) -> Mapping[str, object]:
        """What fills it in."""


def label(key: str | Enum, language: str) -> str:
    """The name of a field, a state, a choice. An enum member's key is `Class.value`.

    What many entities have is named once: `Invoice.unit_id` falls back to `Invoice.unit`, then to
    `field.unit_id`, then to `field.unit`.
    """
    name = f"{type(key).__name__}.{key.value}" if isinstance(key, Enum) else key
    if own := _own_texts.get(name, {}).get(language):
        return own
    texts = catalogue(language)
    return next((texts[candidate] for candidate in _candidates(name) if candidate in texts), name)


def _candidates(key: str) -> Iterator[str]:
    owner, dot, name = key.partition(".")
    for start in (owner, "field") if dot else (owner,):
        yield f"{start}{dot}{name}"
        if name.endswith("_id"):
            yield f"{start}{dot}{name.removesuffix('_id')}"


def say(message: Sentence, language: str) -> str:
    """A refusal or a statement as a sentence for a person."""
    facts = {name: _fact(name, fact, language) for name, fact in message.facts.items()}
    return translate(message.text, language).format(**facts)


def _fact(name: str, fact: object, language: str) -> str:
    if isinstance(fact, str) and name == "field_name":
        return label(fact, language)
    if isinstance(fact, str) and name == "step":
        return label(f"step.{fact}", language).removeprefix("step.")
    return fact_text(fact, language)


def fact_text(fact: object, language: str) -> str:
    """A fact inside a sentence: enum members by their label, sentences in words, tuples of keys as a list."""
    if isinstance(fact, Enum):
        return label(fact, language)
    if isinstance(fact, InBoth):
        return fact.in_language(language)
    if isinstance(fact, tuple):
        return ("、" if language == "zh_CN" else ", ").join(label(str(key), language) for key in fact)
    if hasattr(fact, "text") and hasattr(fact, "facts"):
        return say(fact, language)
    return translate(fact, language) if isinstance(fact, str) else str(fact)


def nearest(locale: str | None) -> str:
    """The supported language nearest to a browser's or system's locale (`zh-TW`, `en_GB.UTF-8`)."""
    if settings().language:
        return settings().language
    wanted = (locale or "").replace("-", "_").split("_")[0].lower()
    known = {language.split("_")[0]: language for language in LANGUAGES}
    return known.get(wanted, "en" if wanted else FALLBACK)
