"""What all dashboards share: pickers in the address, files, notes, the wall, the books."""

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from domain.core.permission import Grant, Permission
from pages.dashboards import cockpit, kpi_book, kri_book
from tests.databases import SqliteDatabases
from tests.factories import an_actor
from tests.screens.figures import Company, company, texts
from tests.screens.visitor import KEY, asked, refused
from ui.charts import picked
from ui.charts.data import Measured
from ui.charts.spark import HIGH, SparkLimit, spark_html
from ui.charts.style import Style
from ui.colours import Tone
from ui.dashboard.answers import rights
from ui.dashboard.files import csv_of, xlsx_of
from ui.dashboard.png import close, draw_png

LOOK = Style("zh_CN", False)


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder: Path = tmp_path_factory.mktemp("frame")
    with company(sqlite_databases, folder) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("page", [cockpit, kpi_book, kri_book])
def test_every_word_is_translated(portal: Company, page: object, language: str) -> None:
    app = portal.people.open(page, "manager", language)  # type: ignore[arg-type]
    assert not app.exception
    assert not app.error
    assert not KEY.findall(texts(app))


def test_a_quarter_is_an_address_and_the_grain_follows_it(portal: Company) -> None:
    app = portal.people.open(kpi_book, "manager", "en", period="2026Q1")
    assert str(getattr(app.selectbox(key="kpi_book:period").value, "label", "")) == "2026Q1"
    app.button(key="kpi_book:step:1").click().run()
    assert asked(app)["period"] == "2026Q2"


def test_the_book_of_a_kind_has_every_indicator_of_it_and_no_other(portal: Company) -> None:
    kpis, kris = (texts(portal.people.open(page, "manager")) for page in (kpi_book, kri_book))
    assert "K36 " in kpis
    assert "R05 " not in kpis
    assert "R05 " in kris
    assert "K36 " not in kris


def test_a_book_is_narrowed_by_status_and_area_in_the_address(portal: Company) -> None:
    wanted = {"unit": str(portal.south), "status": "red", "area": "receivables"}
    app = portal.people.open(kpi_book, "manager", "en", **wanted)
    assert "K36 " in texts(app)
    assert "K01 " not in texts(app)


def test_the_same_address_shows_another_person_only_their_units(portal: Company) -> None:
    assert refused(portal.people.open(kpi_book, "south", "en", unit=str(portal.east)))
    app = portal.people.open(kpi_book, "south", "en", unit=str(portal.south))
    assert not app.error
    assert not [box for box in app.selectbox if box.key == "kpi_book:unit"]


def test_a_wall_has_no_pickers(portal: Company) -> None:
    app = portal.people.open(cockpit, "manager", "en", tv="1")
    assert not app.selectbox
    assert app.metric


def test_people_share_kept_answers_only_if_they_have_the_same_rights() -> None:
    everywhere = an_actor(Permission.INDICATORS_READ)
    east = replace(everywhere, grants=(Grant("x", frozenset({Permission.INDICATORS_READ}), frozenset({2})),))
    south = replace(everywhere, grants=(Grant("x", frozenset({Permission.INDICATORS_READ}), frozenset({3})),))
    assert len({rights(one) for one in (everywhere, east, south)}) == 3
    assert rights(replace(east, name="somebody else")) == rights(east)
    nowhere = replace(east, grants=(Grant("x", frozenset({Permission.INDICATORS_READ}), frozenset()),))
    assert rights(nowhere) != rights(everywhere)
    closed = replace(east, grants=(replace(east.grants[0], fields=(("Customer.name", "hidden"),)),))
    assert rights(closed) != rights(east)


def test_a_table_is_taken_away_with_its_figures_as_numbers_and_without_formulas() -> None:
    table = {"名称": ["甲", "=1+1"], "数值": ["1,234.50", "—"]}
    assert csv_of(table).decode("utf-8-sig").splitlines() == ["名称,数值", '甲,"1,234.50"', "'=1+1,"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of({"标题": table}))).get_sheet_by_index(0)
    assert sheet.to_python()[2:] == [["名称", "数值"], ["甲", 1234.5], ["=1+1", ""]]


def test_a_picture_is_drawn_in_another_process_and_a_broken_one_does_not_end_it() -> None:
    figures = pa.table(
        {"name": ["华南"], "value": [1.0], "tone": ["bad"], "label": ["1"], "shown": ["1"], "note": [""],
         "key": ["a"], "faded": ["0"]}
    )  # fmt: skip
    try:
        drawn = draw_png(picked.ranked(LOOK, Measured.MONEY, 1), {"d": figures}, "应收", LOOK)
        again = draw_png(picked.ranked(LOOK, Measured.MONEY, 1), {"d": figures}, "另一个标题", LOOK)
    finally:
        close()
    assert drawn.startswith(b"\x89PNG")
    assert again.startswith(b"\x89PNG")
    assert drawn != again


def test_a_line_without_two_figures_leaves_its_place_empty() -> None:
    assert spark_html([None, Decimal(1)], Tone.GOOD, LOOK, "x") == f'<div style="height:{HIGH}px"></div>'
    limits = [SparkLimit([Decimal(5), Decimal(5)], Tone.BAD)]
    assert 'alt="&lt;b&gt;"' in spark_html([Decimal(1), Decimal(2)], Tone.GOOD, LOOK, "<b>", limits)
