"""Names of people in texts that everybody reads, whatever units they oversee."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from domain.organisation.directory import colleagues
from ui.language import in_language

Names = Mapping[int, str]


def names_of(session: Session, people: Iterable[int | None]) -> Names:
    """Person -> name, from the directory, which is open to everybody."""
    wanted = {one for one in people if one is not None}
    return {one.id: in_language(one.name, one.name_en) for one in colleagues(session, wanted)}
