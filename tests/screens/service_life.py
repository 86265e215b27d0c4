"""What goes on after the sale, as files bring it: for tests of the registers that show it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from tests.imports import imported

Rows = Sequence[Mapping[str, Any]]

ANSWER = {"survey": "S", "answered_on": "2026-03-02"}
FILES: Mapping[str, Rows] = {
    "product": [{"number": "A1", "name": "传感器", "abc": "A"}],
    "invoice": [
        {"number": "I1", "customer": "C1", "unit": "EAST", "issued_on": "2026-03-28", "amount": "1000"},
        {"number": "I2", "customer": "C2", "unit": "WEST", "issued_on": "2026-03-02", "amount": "1000"},
    ],
    "goods_return": [
        {"number": "R1", "invoice": "I1", "product": "A1", "accepted_on": "2026-04-05", "net": "90"},
        {"number": "R2", "invoice": "I2", "accepted_on": "2026-04-06", "net": "80", "reason": "质量"},
        {"number": "R3", "unit": "WEST", "accepted_on": "2026-04-07", "net": "70"},
    ],
    "complaint": [
        {
            "number": "Q1", "customer": "C1", "unit": "EAST", "received_at": "2026-03-02 09:00",
            "cause": "包装", "first_response_at": "2026-03-02 11:00", "resolved_on": "2026-03-04",
        },
        {"number": "Q2", "customer": "C1", "unit": "EAST", "received_at": "2026-03-20", "cause": "包装"},
        {"number": "Q3", "customer": "C2", "unit": "WEST", "received_at": "2026-03-21", "cause": "延迟"},
    ],
    "survey_response": [
        ANSWER | {"number": "V1", "unit": "EAST", "kind": "csat", "score": "5"},
        ANSWER | {"number": "V2", "unit": "WEST", "kind": "csat", "score": "2"},
        ANSWER | {"number": "V3", "unit": "WEST", "kind": "nps", "score": "3"},
    ],
    "suggestion": [
        {"number": "G1", "received_on": "2026-03-02", "subject": "合并报价单", "replied_on": "2026-03-05"},
        {"number": "G2", "received_on": "2026-03-02", "kind": "举报"},
    ],
    "care_event": [{"customer": "C1", "unit": "EAST", "kind": "入会", "happened_on": "2026-03-02"}],
    "stock_move": [
        {
            "number": "M1", "warehouse": "W1", "product": "A1", "kind": "出库", "moved_on": "2026-03-09",
            "quantity": "1", "cost": "5",
        },
    ],
    "stock_balance": [
        {"warehouse": "W1", "product": "A1", "as_of": "2026-03-31", "quantity": "0", "value": "0"},
        {"warehouse": "W1", "product": "B1", "as_of": "2026-03-31", "quantity": "9", "value": "45"},
    ],
    "stock_count": [
        {
            "number": "T1", "warehouse": "W1", "product": "A1", "counted_on": "2026-03-30", "book": "5",
            "counted": "4", "unit_cost": "5",
        },
    ],
    "expense": [
        {
            "number": "E1", "person": "P1", "unit": "EAST", "kind": "差旅费", "spent_on": "2026-03-09",
            "amount": "7",
        },
    ],
    "budget": [
        {"plan_version": "V1", "unit": "EAST", "month": "2026-03", "amount": "5", "frozen_on": "2025-12-01"},
        {"plan_version": "V2", "unit": "EAST", "month": "2026-03", "amount": "6", "frozen_on": "2026-01-01"},
    ],
    "dealer_month": [
        {"dealer": "C1", "unit": "EAST", "month": "2026-03", "sell_in": "5", "outside_region": "2"},
    ],
    "supplier_delivery": [
        {"number": "PO1", "supplier": "华新", "product": "A1", "promised_on": "2026-03-09", "quantity": "5"},
    ],
    "inspection": [
        {
            "number": "L1", "supplier": "华新", "product": "A1", "inspected_on": "2026-03-09",
            "received": "5", "rejected": "1",
        },
    ],
    "competitor_price": [
        {"competitor": "甲", "product": "A1", "observed_on": "2026-03-09", "price": "5"},
    ],
}  # fmt: skip


def bring_in(session: Session) -> None:
    """All of it, file by file."""
    for fact, rows in FILES.items():
        imported(session, fact, rows)
