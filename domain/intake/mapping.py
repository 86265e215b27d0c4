"""Saved ways to read files of one kind: found by name, or by the same set of headers."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.errors import DomainError, Missing
from domain.core.permission import Actor, Permission
from domain.intake.batch import ImportMapping
from domain.intake.request import ImportRequest


class NoSuchMapping(DomainError):
    """Nobody saved a mapping under this name."""

    text = "There is no saved mapping {name}. Saved: {known}."


class MappingOfOtherFact(DomainError):
    """The mapping reads files of another fact."""

    text = "The mapping {name} is for {fact}."


def mapping_named(session: Session, fact: str, name: str) -> ImportMapping:
    """The saved mapping; NoSuchMapping, or MappingOfOtherFact when it reads something else."""
    found = session.scalars(select(ImportMapping).where(ImportMapping.name == name)).one_or_none()
    if found is None or found.archived_at is not None:
        raise NoSuchMapping(name=name, known=", ".join(each.name for each in mappings(session, fact)) or "-")
    if found.fact != fact:
        raise MappingOfOtherFact(name=name, fact=found.fact)
    return found


def mappings(session: Session, fact: str) -> list[ImportMapping]:
    """All saved mappings of a fact, by name."""
    query = select(ImportMapping).where(ImportMapping.fact == fact, ImportMapping.archived_at.is_(None))
    return list(session.scalars(query.order_by(ImportMapping.name)))


def mapping_for(session: Session, fact: str, headers: Iterable[str]) -> ImportMapping | None:
    """The newest mapping that was saved for a file with the same set of headers."""
    wanted = set(headers)
    alike = [each for each in mappings(session, fact) if set(each.headers) == wanted]
    return max(alike, key=lambda each: each.id, default=None)


def save_mapping(session: Session, actor: Actor, name: str, request: ImportRequest) -> ImportMapping:
    """Remember under a name how the file was read; an existing mapping of that name changes."""
    if not name.strip():
        raise Missing(field="name", field_name="field.name")
    values = {
        "fact": request.spec.name,
        "columns": dict(request.columns),
        "fixed": dict(request.fixed),
        "options": {
            "encoding": request.table.encoding,
            "delimiter": request.table.delimiter,
            "sheet": request.table.sheet,
            "date_format": request.date_format,
            "source": request.source,
            "strict": request.strict,
            **request.figures,
        },
        "headers": list(request.table.headers),
    }
    known = session.scalars(select(ImportMapping).where(ImportMapping.name == name.strip())).one_or_none()
    if known is None:
        named = values | {"name": name.strip()}
        return create(session, actor, Permission.FACTS_IMPORT, ImportMapping, named)
    if known.fact != request.spec.name:
        raise MappingOfOtherFact(name=known.name, fact=known.fact)
    edit(session, actor, Permission.FACTS_IMPORT, known, values | {"archived_at": None})
    return known


def corrected(proposed: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Columns as proposed, corrected by what a person said; an empty correction leaves a field out."""
    taken = set(said.values())
    kept = {name: header for name, header in proposed.items() if header not in taken and name not in said}
    return kept | {name: header for name, header in said.items() if header}
