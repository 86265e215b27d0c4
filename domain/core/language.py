"""Both languages: texts live in gettext catalogues, one file per area, under `locales/<language>/`.

A message's id is its English sentence, so English needs no catalogue entry for it. A label's id is
its key (`Invoice.issued_on`, `Outcome.won`, `measure.net_sales`), which both languages translate.
"""

from enum import Enum
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from db.settings import LANGUAGES, ROOT, settings
from domain.core.errors import DomainError

LOCALES = ROOT / "locales"
FALLBACK = "zh_CN"


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every translated text of a language. Later files may not contradict earlier ones (a test checks)."""
    texts: dict[str, str] = {}
    for file in sorted((LOCALES / language).glob("*.po")):
        texts |= entries(file)
    return texts


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


def label(key: str | Enum, language: str) -> str:
    """The name of a field, a state, a choice. An enum member's key is `Class.value`."""
    return translate(f"{type(key).__name__}.{key.value}" if isinstance(key, Enum) else key, language)


def say(refusal: DomainError, language: str) -> str:
    """A refusal as a sentence for a person."""
    facts = {name: fact_text(fact, language) for name, fact in refusal.facts.items()}
    return translate(refusal.text, language).format(**facts)


def fact_text(fact: object, language: str) -> str:
    """A fact inside a sentence: enum members and keys by their label, errors as sentences."""
    if isinstance(fact, Enum):
        return label(fact, language)
    if isinstance(fact, DomainError):
        return say(fact, language)
    return translate(fact, language) if isinstance(fact, str) else str(fact)


def nearest(locale: str | None) -> str:
    """The supported language nearest to a browser's or system's locale (`zh-TW`, `en_GB.UTF-8`)."""
    if settings().language:
        return settings().language
    wanted = (locale or "").replace("-", "_").split("_")[0].lower()
    known = {language.split("_")[0]: language for language in LANGUAGES}
    return known.get(wanted, "en" if wanted else FALLBACK)
