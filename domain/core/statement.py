"""Sentences that accompany a figure: why it is missing, how it was found, what it does not prove."""

from collections.abc import Mapping
from enum import Enum
from typing import ClassVar


class Statement:
    """A finding in words. `text` is the English message to translate; `facts` fill it in, as with a refusal.

    Two statements are equal when they say the same thing about the same facts.
    """

    text: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        return self.text.format(**self.facts)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statement) and (self.text, self.facts) == (other.text, other.facts)

    def __hash__(self) -> int:
        return hash(str(self))

    def plain(self) -> dict[str, object]:
        """Template and facts as JSON keeps them (choices by the key of their label), to be read out later."""
        facts = {
            name: f"{type(fact).__name__}.{fact.value}" if isinstance(fact, Enum) else str(fact)
            for name, fact in self.facts.items()
        }
        return {"text": self.text, "facts": facts}
