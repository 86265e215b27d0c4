"""The statements that reach the database: how many a page or a refresh needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from db.engine import engine


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine(), "before_cursor_execute", note)
