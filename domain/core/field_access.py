"""Which fields of a record a person sees and writes: one rule for screens, files, totals, forms and edits.

A role may restrict single fields. Who holds several roles has what the most open of them gives, counting
only roles that open the records at all. Over units the stricter answer holds: a field is as open as it is
in every unit where the person reads such records, so that no sum, sort or search tells what a row hides.
"""

from collections.abc import Iterable
from enum import StrEnum

from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.kinds import kinds
from domain.core.permission import Actor, Grant

BULLET = "•"
SHOWN_OF_MASKED = 4


class FieldAccess(StrEnum):
    """What a role gives of one field, from nothing to everything."""

    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    FULL = "full"

    @property
    def openness(self) -> int:
        """Its place in the order."""
        return list(FieldAccess).index(self)

    @property
    def shows(self) -> bool:
        """Whether the value can be read as it is; names, searches and files tell nothing less open."""
        return self.openness >= FieldAccess.READ.openness


class FieldClosed(DomainError):
    """A restricted field was to be written."""

    text = "{field_name} may not be changed by your role."


def access_to(actor: Actor, kind: type[Entity], key: str) -> FieldAccess:
    """How open the field (`tax_number`, `custom.risk`) is to this actor."""
    if reserved_from(actor, kind, key):
        return FieldAccess.HIDDEN
    word = f"{kind.__name__}.{key.removesuffix('_id')}"
    if not any(word in dict(grant.fields) for grant in actor.grants):
        return FieldAccess.FULL
    opening = [grant for grant in actor.grants if _opens(grant, kind)]
    everywhere = [_given(grant, word) for grant in opening if grant.units is None]
    if everywhere:
        return max(everywhere, key=lambda given: given.openness)
    return min(
        (_given(grant, word) for grant in opening), key=lambda g: g.openness, default=FieldAccess.HIDDEN
    )


def reserved_from(actor: Actor, kind: type[Entity], key: str) -> bool:
    """Whether the kind itself keeps the field for others, as no role could be trusted to say so."""
    holders = kind.reserved.get(key.removesuffix("_id"))
    return holders is not None and not any(actor.may(one) for one in holders)


def closed_words(actor: Actor) -> frozenset[str]:
    """Fields (`Customer.name`) that are masked or hidden: what records are called may not tell them."""
    known = kinds()
    words = {word for grant in actor.grants for word, _ in grant.fields}
    return frozenset(
        word
        for word in words
        if (kind := known.get(word.partition(".")[0])) is not None
        and not access_to(actor, kind, word.partition(".")[2]).shows
    )


def require_writable(actor: Actor, kind: type[Entity], keys: Iterable[str]) -> None:
    """Raise for the first field that the actor's roles do not open for writing."""
    for key in keys:
        if access_to(actor, kind, key) is not FieldAccess.FULL:
            raise FieldClosed(field=key, field_name=f"{kind.__name__}.{key}")


def masked(text: str) -> str:
    """The text made unreadable but for its end, by which one tells records apart; a short one wholly."""
    if not text:
        return text
    shown = text[-SHOWN_OF_MASKED:] if len(text) >= 2 * SHOWN_OF_MASKED else ""
    return BULLET * SHOWN_OF_MASKED + shown


def _opens(grant: Grant, kind: type[Entity]) -> bool:
    return kind.read_permission is None or kind.read_permission in grant.permissions


def _given(grant: Grant, word: str) -> FieldAccess:
    return FieldAccess(dict(grant.fields).get(word, FieldAccess.FULL))
