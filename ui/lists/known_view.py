"""A saved view as the list needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui import address

SAVED = "saved"
NOT_KEPT = frozenset({SAVED, address.PAGE, "id"})


@dataclass(frozen=True)
class KnownView:
    """One saved view, without its record."""

    id: int
    version: int
    name_zh: str
    name_en: str
    words: Mapping[str, Sequence[str]]
    roles: tuple[str, ...]
    default_for: tuple[str, ...]
    mine: bool
    may_change: bool

    @property
    def asks(self) -> dict[str, list[str]]:
        """The address that opens it."""
        return {**{name: list(said) for name, said in self.words.items()}, SAVED: [str(self.id)]}

    @property
    def is_changed(self) -> bool:
        """Whether the list now asks for something else than the view that is open."""
        return present_words() != {name: list(said) for name, said in self.words.items()}


def present_words() -> dict[str, list[str]]:
    """What a view would keep of the address."""
    return {name: words for name, words in address.everything().items() if name not in NOT_KEPT}
