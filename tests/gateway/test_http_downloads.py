"""Stored files over real HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from db.unit_of_work import carry_out
from domain.core.stored_file import keep
from domain.intake.batch import ImportBatch
from tests.factories import PASSWORD, added, an_actor
from tests.gateway.browser import Browser

NewBrowser = Callable[[], Browser]


@pytest.fixture
def imported_file(peopled: object) -> int:
    def store(session: object) -> int:
        file = keep(session, "应收明细 2026.csv", b"number,amount\n1,2\n")  # type: ignore[arg-type]
        added(
            session,  # type: ignore[arg-type]
            ImportBatch(
                fact="invoice", source="erp", file_id=file.id, file_name=file.name, reading={}, read=1, new=1,
                changed=0, same=0, rejected=0, by="x", committed_at=datetime.now(UTC),
            ),
        )  # fmt: skip
        return file.id

    return carry_out(an_actor(), store)


def test_an_imported_file_comes_to_those_who_may_read_all_facts(manager: Browser, imported_file: int) -> None:
    answer = manager.http.get(f"/files/{imported_file}")
    assert (answer.status_code, answer.content) == (200, b"number,amount\n1,2\n")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E5%BA%94%E6%94%B6%E6%98%8E%E7%BB%86%202026.csv"
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_imported_file_is_not_there_for_others(new_browser: NewBrowser, imported_file: int) -> None:
    admin = new_browser()
    admin.sign_in("admin", PASSWORD)
    assert admin.http.get(f"/files/{imported_file}").status_code == 404


def test_a_file_that_nothing_refers_to_is_nobody_s(manager: Browser) -> None:
    lonely = carry_out(an_actor(), lambda session: keep(session, "x.txt", b"secret").id)
    assert manager.http.get(f"/files/{lonely}").status_code == 404
    assert manager.http.get("/files/999999").status_code == 404
