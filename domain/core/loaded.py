"""Relationships are loaded on purpose, never by accident; rules load the few they look at."""

from typing import TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import object_session

from db.base import Base

R = TypeVar("R", bound=Base)


def loaded(record: R, *names: str) -> R:
    """The record with these relationships loaded; one bounded query for each that is not yet."""
    missing = [name for name in names if name in inspect(record).unloaded]
    session = object_session(record)
    if missing and session is not None:
        session.refresh(record, missing)
    return record
