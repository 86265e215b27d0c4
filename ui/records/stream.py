"""The stream of a record, read in one look: what happened, from all sources, the latest first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.entity import Entity
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.indicators.alerts_of import alerts_of
from domain.intake.imports_of import imports_of
from domain.records.comment import Comment
from domain.records.happenings import Happening, HappeningKind, comments_and_files, steps_and_changes
from domain.records.mentioned import who_may_see
from domain.records.subject import readable, unit_of
from ui.history_names import Names, linked_names

SOURCES = (steps_and_changes, comments_and_files, imports_of, alerts_of)


@dataclass(frozen=True)
class Stream:
    """What happened to one record, as far as the reader may know."""

    entity: type[Entity]
    key: int
    happenings: Sequence[Happening]
    kinds: Sequence[HappeningKind]
    """Of which kinds there are any."""
    more: bool
    """Whether there is more than was asked for."""
    names: Names
    people: Mapping[int, str]
    """User id -> name of those who may see the record and can be named in a comment."""
    editable: frozenset[int]
    """Comments that the reader may still change ..."""
    removable: frozenset[int]
    """... or take away."""


def stream_of(
    entity: type[Entity], key: int, actor: Actor, kinds: Collection[HappeningKind], most: int
) -> Stream:
    """Everything that happened, or what is of some kinds."""
    with reading(actor) as session:
        record = readable(session, actor, entity.__name__, key)
        found = sorted(
            chain.from_iterable(source(session, actor, record, most + 1) for source in SOURCES),
            key=lambda one: one.at,
            reverse=True,
        )
        wanted = [one for one in found if not kinds or one.kind in kinds]
        shown = wanted[:most]
        names = linked_names([one.about for one in shown if isinstance(one.about, JournalEntry)], session)
        seeing = who_may_see(session, record, today())
    comments = [one.about for one in shown if isinstance(one.about, Comment)]
    changes = entity.may_be_added_to(actor, unit_of(record))
    at = now()
    return Stream(
        entity=entity,
        key=key,
        happenings=shown,
        kinds=[kind for kind in HappeningKind if any(one.kind is kind for one in found)],
        more=len(wanted) > most,
        names=names,
        people={user: who.name for user, who in seeing.items() if user != actor.user_id},
        editable=frozenset(one.id for one in comments if one.may_be_edited(actor, at)),
        removable=frozenset(one.id for one in comments if changes or one.author_id == actor.user_id),
    )
