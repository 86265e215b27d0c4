"""What is told, kept so that it can be said later in whatever language the reader speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from domain.core.language import Sentence, say
from domain.core.statement import Statement


@dataclass(frozen=True)
class Both:
    """A fact that people recorded in both languages: the name of a unit, the text of an announcement."""

    chinese: str
    english: str

    def in_language(self, language: str) -> str:
        """The one that fits; the other where it is empty."""
        if language == "zh_CN":
            return self.chinese or self.english
        return self.english or self.chinese

    def __str__(self) -> str:
        """Where only one text is kept, both stand in it."""
        return " / ".join(dict.fromkeys(filter(None, (self.chinese, self.english))))


@dataclass(frozen=True)
class Recalled:
    """A sentence with the facts as they are in one language."""

    text: str
    facts: Mapping[str, object]


def kept(statement: Statement) -> dict[str, Any]:
    """Template and facts as JSON keeps them."""
    return {"text": statement.text, "facts": {name: _plain(fact) for name, fact in statement.facts.items()}}


def spoken(said: Mapping[str, Any], language: str) -> str:
    """What was kept, as a sentence."""
    return say(_recalled(said, language), language)


def _plain(fact: object) -> Any:
    if isinstance(fact, Both):
        return {"zh_CN": fact.chinese, "en": fact.english}
    if isinstance(fact, Statement):
        return kept(fact)
    if isinstance(fact, Enum):
        return f"{type(fact).__name__}.{fact.value}"
    return str(fact)


def _recalled(said: Mapping[str, Any], language: str) -> Sentence:
    return Recalled(said["text"], {name: _fact(fact, language) for name, fact in said["facts"].items()})


def _fact(fact: Any, language: str) -> object:
    if not isinstance(fact, dict):
        return fact
    if "text" in fact:
        return _recalled(fact, language)
    return Both(fact["zh_CN"], fact["en"]).in_language(language)
