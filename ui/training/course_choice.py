"""Courses of the catalogue, to choose from."""

from collections.abc import Mapping

from sqlalchemy import select

from db.unit_of_work import reading
from domain.training.course import Course
from ui.language import in_language
from ui.session import current_actor


def course_codes() -> Mapping[str, str]:
    """Code -> name of every course that is taught."""
    query = select(Course.code, Course.name_zh, Course.name_en).where(Course.archived_at.is_(None))
    with reading(current_actor()) as session:
        rows = session.execute(query.order_by(Course.code)).all()
    return {row.code: f"{row.code} {in_language(row.name_zh, row.name_en)}" for row in rows}
