"""What is undone to a savepoint leaves no line in the journal; what happened before it does."""

from contextlib import suppress

from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.code_list import CodeList
from domain.core.errors import DomainError
from domain.core.journal import JournalEntry, entries, first_broken
from tests import factories as make


class Stop(DomainError):
    """Somebody changed their mind."""


def a_list(code: str) -> CodeList:
    return CodeList(code=code, name_zh=code, name_en=code)


def test_only_what_stays_is_journalled(database: str) -> None:
    with unit_of_work(make.an_actor()) as session:
        make.added(session, a_list("before"))
        for code, stays in (("lost", False), ("kept", True), ("lost_too", False)):
            with suppress(Stop), session.begin_nested():
                make.added(session, a_list(code))
                if not stays:
                    raise Stop
        with suppress(Stop), session.begin_nested():
            with session.begin_nested():
                make.added(session, a_list("inner"))
            raise Stop
        make.added(session, a_list("after"))
    with reading(make.an_actor()) as session:
        lines = session.scalars(
            select(JournalEntry).where(JournalEntry.entity == "CodeList").order_by(JournalEntry.seq)
        )
        assert [line.changes["code"][1] for line in lines] == ["before", "kept", "after"]
        assert first_broken(entries(session)) is None
