"""Posts: what people are appointed to."""

from sqlalchemy.orm import Mapped, mapped_column

from db.types import Code, LongText, Name
from domain.core.entity import Entity


class Post(Entity):
    """A post with its duties."""

    __tablename__ = "post"

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    duties: Mapped[LongText] = mapped_column(insert_default="")
