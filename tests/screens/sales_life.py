"""A little sales life for the registers: what they show comes in as files bring it."""

from typing import Any

from sqlalchemy.orm import Session

from domain.organisation.post import Post
from tests import factories as make
from tests.imports import imported


def bring_in(session: Session) -> None:
    """Activities, leads, targets, forecasts, prices and suspicious orders of the units East and West."""
    rep = make.added(session, Post(code="REP", name_zh="销售代表", name_en="Sales representative"))
    for number, name, unit in (("P-1", "王敏", "EAST"), ("P-2", "李强", "WEST")):
        key = make.a_unit(session, code=unit, name_zh=unit.title(), name_en=unit.title()).id
        make.a_person(session, number=number, name=name, unit_id=key, post_id=rep.id)
    for fact, rows in FACTS.items():
        imported(session, fact, rows)


_EAST = {"unit": "EAST", "salesperson": "P-1", "customer": "C-1"}
_WEST = {"unit": "WEST", "salesperson": "P-2", "customer": "C-2"}

FACTS: dict[str, list[dict[str, Any]]] = {
    "customer": [
        {"number": "C-1", "name": "杭州华星贸易有限公司", "name_en": "Huaxing Trading", "unit": "EAST"},
        {"number": "C-2", "name": "成都远航电子有限公司", "name_en": "Yuanhang Electronics", "unit": "WEST"},
    ],
    "product": [{"number": "A-100", "name": "伺服电机", "name_en": "Servo motor"}],
    "price_list": [
        {"product": "A-100", "list_price": "1200", "floor_price": "900", "valid_from": "2026-01-01"},
        {"product": "A-100", "list_price": "1100", "valid_from": "2025-01-01", "valid_to": "2025-12-31"},
    ],
    "discount_authority": [{"post": "REP", "max_discount": "0.1", "valid_from": "2025-01-01"}],
    "target": [
        {"metric": "revenue", "unit": "EAST", "month": "2026-04", "amount": "500000", "target_version": "V1",
         "frozen_on": "2025-12-20"},
        {"metric": "revenue", "unit": "EAST", "month": "2026-04", "amount": "520000", "target_version": "V2",
         "frozen_on": "2026-03-28"},
        {"metric": "revenue", "unit": "EAST", "salesperson": "P-1", "month": "2026-04", "amount": "300000",
         "target_version": "V1", "frozen_on": "2025-12-20"},
        {"metric": "new_customers", "unit": "WEST", "month": "2026-05", "amount": "3"},
    ],
    "forecast": [
        {"unit": "EAST", "month": "2026-04", "amount": "150000", "forecast_version": "1",
         "frozen_on": "2026-03-25"},
        {"unit": "EAST", "month": "2026-04", "amount": "180000", "forecast_version": "2",
         "frozen_on": "2026-04-10"},
    ],
    "lead": [
        {"number": "L-1", "name": "宁波精工机械", "channel": "展会", "unit": "EAST", "salesperson": "P-1",
         "created_on": "2026-01-10", "converted_on": "2026-02-03"},
        {"number": "L-2", "name": "重庆山城自动化", "channel": "官网", "unit": "WEST", "salesperson": "P-2",
         "created_on": "2026-03-01"},
    ],
    "opportunity": [_EAST | {"ref": "D-1", "opened_on": "2026-02-01", "stage": "方案", "amount": "80000"}],
    "stage_history": [{"opportunity": "D-1", "stage": "方案", "entered_on": "2026-02-10"}],
    "activity": [
        _EAST | {"number": "V-1", "kind": "visit", "opportunity": "D-1", "planned_on": "2026-04-10",
                 "done_on": "2026-04-10", "logged_on": "2026-04-11", "effective": "yes"},
        _EAST | {"number": "V-2", "kind": "visit", "planned_on": "2026-04-20"},
        _WEST | {"number": "V-3", "kind": "call", "done_on": "2026-04-15", "effective": "no"},
    ],
    "order": [
        _EAST | {"number": f"O-{day}", "ordered_on": f"2026-04-0{day}", "amount": amount, "created_by": "wm"}
        for day, amount in ((1, "95000"), (3, "90000"))
    ],
    "invoice": [
        {"number": "I-1", "unit": "EAST", "customer": "C-1", "issued_on": "2026-04-12", "amount": "160000"}
    ],
}  # fmt: skip
