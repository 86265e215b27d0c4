"""Rejected rows come back as a file that can be corrected and imported again."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.intake.files.read import read_table
from domain.intake.registry import FACTS
from domain.intake.rejects import disarmed, rejected_of_batch, rejected_of_plan, rejects_file
from domain.intake.request import ImportRequest, guessed_columns
from tests.factories import the_root
from tests.imports import imported

HEADERS = ("number", "customer", "issued_on", "amount")
ROWS: list[dict[str, Any]] = [
    {"number": "001", "customer": "=HYPERLINK(1)", "issued_on": "2026-01-10", "amount": "-5"},
    {"number": "002", "customer": "好,公司", "issued_on": "2026-01-10", "amount": "5"},
    {"number": "003", "customer": "C", "issued_on": "never", "amount": "x"},
]


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def lines(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_file_has_the_original_columns_then_row_and_reason(session: Session) -> None:
    _, plan = imported(session, "invoice", ROWS)
    file = rejects_file(HEADERS, rejected_of_plan(plan), "en")
    assert file.startswith(b"\xef\xbb\xbf")
    head, first, second = lines(file)
    assert head == [*HEADERS, "row in the file", "reason for rejection"]
    assert first[:5] == ["001", "'=HYPERLINK(1)", "2026-01-10", "-5", "2"]
    assert first[5].endswith("Import reductions as credit notes (fact credit_note).")
    assert second[4] == "4"
    assert "never is not a date" in second[5]
    assert "x is not a number" in second[5]


def test_reasons_are_told_in_the_language_of_the_reader(session: Session) -> None:
    _, plan = imported(session, "invoice", ROWS)
    told = lines(rejects_file(HEADERS, rejected_of_plan(plan), "zh_CN"))
    assert told[0][-2:] == ["文件中的行号", "拒绝原因"]
    assert "请作为红字发票导入" in told[1][-1]


def test_a_committed_import_can_still_hand_its_rejects_back(session: Session) -> None:
    batch, plan = imported(session, "invoice", ROWS)
    later = rejects_file(HEADERS, rejected_of_batch(session, batch), "en")
    assert later == rejects_file(HEADERS, rejected_of_plan(plan), "en")


def test_the_corrected_file_can_be_imported_as_it_is(session: Session) -> None:
    _, plan = imported(session, "invoice", ROWS)
    file = rejects_file(HEADERS, rejected_of_plan(plan), "en").decode("utf-8-sig")
    corrected = file.replace("-5", "5").replace("never", "2026-01-12").replace(",x,", ",7,")
    table = read_table(corrected.encode(), "rejects.csv")
    columns = guessed_columns(FACTS["invoice"], table)
    assert columns == {name: name for name in HEADERS}
    assert ImportRequest(spec=FACTS["invoice"], table=table, columns=columns).ignored == (
        "row in the file", "reason for rejection",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-cmd", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_are_disarmed(text: str) -> None:
    assert disarmed(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-1,234.56", "+7", "(12)", "abc", ""])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert disarmed(text) == text
