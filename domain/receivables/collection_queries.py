"""Promises, statements and notes that ask for somebody's attention today."""

from datetime import date, timedelta

from sqlalchemy import Select, select

from domain.receivables.account_statement import AccountStatement
from domain.receivables.note_receivable import NoteReceivable
from domain.receivables.promise import Promise

SOON = timedelta(days=30)


def promises_running(today: date) -> Select[Promise]:
    """Promises whose last day is not over and that are not kept yet."""
    return select(Promise).where(
        Promise.deadline >= today, Promise.moved.is_(False), Promise.kept_on.is_(None)
    )


def promises_broken(today: date) -> Select[Promise]:
    """Promises whose last day is over without all the money."""
    return select(Promise).where(
        Promise.deadline < today, Promise.moved.is_(False), Promise.kept_on.is_(None)
    )


def statements_unanswered(today: date) -> Select[AccountStatement]:
    """Statements whose confirmation is overdue."""
    return select(AccountStatement).where(
        AccountStatement.due_on < today, AccountStatement.confirmed_on.is_(None)
    )


def notes_maturing(today: date) -> Select[NoteReceivable]:
    """Notes we hold that fall due within 30 days."""
    return select(NoteReceivable).where(
        NoteReceivable.settled_on.is_(None), NoteReceivable.maturity.between(today, today + SOON)
    )


def notes_failed(today: date) -> Select[NoteReceivable]:
    """Notes rejected, or past their maturity without payment."""
    return select(NoteReceivable).where(
        NoteReceivable.settled_on.is_(None), NoteReceivable.default_on <= today
    )
