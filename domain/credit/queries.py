"""Limits and grades that are in force, or will soon not be."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, or_, select

from domain.credit.credit_grade import CreditGrade
from domain.credit.credit_limit import CreditLimit

SOON = timedelta(days=60)


def limit_holds(today: date) -> ColumnElement[bool]:
    """Of limits: counted on the day."""
    return (
        CreditLimit.counts.is_(True)
        & (CreditLimit.valid_from <= today)
        & or_(CreditLimit.ends_on.is_(None), CreditLimit.ends_on > today)
    )


def grade_holds(today: date) -> ColumnElement[bool]:
    """Of grades: valid on the day."""
    ends = or_(CreditGrade.ends_on.is_(None), CreditGrade.ends_on > today)
    return (CreditGrade.graded_on <= today) & ends


def limits_in_force(today: date) -> Select[CreditLimit]:
    """Limits counted today."""
    return select(CreditLimit).where(limit_holds(today))


def limits_expiring(today: date) -> Select[CreditLimit]:
    """Limits in force that end within 60 days."""
    return select(CreditLimit).where(limit_holds(today), CreditLimit.ends_on <= today + SOON)


def grades_in_force(today: date) -> Select[CreditGrade]:
    """Grades valid today."""
    return select(CreditGrade).where(grade_holds(today))


def grades_expiring(today: date) -> Select[CreditGrade]:
    """Grades valid today that end within 60 days."""
    return select(CreditGrade).where(grade_holds(today), CreditGrade.ends_on <= today + SOON)
