"""Fields of importable facts, as areas declare them."""

from domain.core import field
from domain.core.fact_spec import FieldKind


def test_a_field_lands_in_the_column_of_its_name_unless_told_otherwise() -> None:
    assert field.day("shipped_on", "发货日期").attribute == "shipped_on"
    assert field.day("shipped_on", "发货日期", attribute="stated_shipped_on").attribute == "stated_shipped_on"
    assert field.text("status", "状态", attribute=None).attribute is None


def test_headers_are_listed_between_commas() -> None:
    made = field.money("amount", "金额, 总金额, net amount", required=True)
    assert made.aliases == ("金额", "总金额", "net amount")
    assert (made.kind, made.required) == (FieldKind.MONEY, True)
