"""Fields of an organisation's own for tests of built measures."""

from sqlalchemy.orm import Session

from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField, CustomKind
from tests.factories import added


def a_number(session: Session, entity: str, key: str, kind: CustomKind = CustomKind.NUMBER) -> CustomField:
    """A number (or an amount) on records of a kind."""
    return added(session, CustomField(entity=entity, key=key, kind=kind, name_zh="评分", name_en="Points"))


def a_choice(session: Session, entity: str, key: str = "risk", **facts: object) -> CustomField:
    """A choice of high and low on records of a kind."""
    words = added(session, CodeList(code=f"{entity.lower()}_{key}", name_zh="风险", name_en="Risk"))
    for code, chinese, english in (("high", "高", "High"), ("low", "低", "Low")):
        added(session, CodeListItem(code_list_id=words.id, code=code, name_zh=chinese, name_en=english))
    return added(
        session,
        CustomField(
            entity=entity, key=key, kind=CustomKind.CHOICE, name_zh="风险等级", name_en="Risk class",
            code_list_id=words.id, **facts,
        ),
    )  # fmt: skip
