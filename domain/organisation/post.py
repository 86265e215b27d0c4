"""Posts: what people are appointed to."""

from sqlalchemy.orm import Mapped, mapped_column

from db.types import Code, LongText, Name
from domain.core.entity import Entity
from domain.core.permission import Permission


class Post(Entity):
    """A post with its duties."""

    __tablename__ = "post"
    read_permission = Permission.ORGANISATION_READ
    write_permission = Permission.ORGANISATION_WRITE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    duties: Mapped[LongText] = mapped_column(insert_default="")
    is_sales: Mapped[bool | None]
    """It belongs to sales: sales per head and turnover count its holders. None: nobody has said."""
    is_key: Mapped[bool | None]
    """Its holders must rotate and take leave, because they could hide what they do."""
    most_months: Mapped[int | None]
    """How many months one person may hold a key post; None: 36."""
