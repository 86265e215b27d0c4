"""Pictures: sound in both languages and themes, exact in their table, honest where nothing is to show."""

import json
from decimal import Decimal
from typing import Any

import altair as alt
import pytest
from streamlit.testing.v1 import AppTest

from ui.charts import specs
from ui.charts.columns import bar_columns, point_columns
from ui.charts.data import Bar, Measured, Point
from ui.charts.style import Style
from ui.colours import Tone

LOOKS = [Style(language, dark) for language in ("zh_CN", "en") for dark in (False, True)]
EVERY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.dark}")
EVERY_MEASURE = pytest.mark.parametrize("measured", Measured)


def pictures(look: Style, measured: Measured) -> list[dict[str, Any]]:
    made = [specs.trend(look, measured, many=many, marked=True, noted=True) for many in (False, True)]
    made += [specs.bars(look, measured, rows=3), specs.effect(look, measured), specs.ageing(look, measured)]
    return [json.loads(one) for one in made]


@EVERY_LOOK
@EVERY_MEASURE
def test_every_picture_is_valid_vega_lite(look: Style, measured: Measured) -> None:
    for spec in pictures(look, measured):
        assert alt.Chart.from_dict(spec).to_dict(validate=True)


@EVERY_LOOK
def test_labels_of_axes_lie_horizontally(look: Style) -> None:
    for spec in pictures(look, Measured.MONEY):
        axes = [layer["encoding"]["x"].get("axis") for layer in spec["layer"] if "x" in layer["encoding"]]
        assert all(axis.get("labelAngle", 0) == 0 for axis in axes if axis)


def test_chinese_axes_count_in_ten_thousands() -> None:
    text = specs.trend(Style("zh_CN", False), Measured.MONEY, many=False, marked=False)
    assert all(sign in json.dumps(json.loads(text), ensure_ascii=False) for sign in ("万", "亿", "月", "年"))
    assert "万" not in json.dumps(
        json.loads(specs.trend(Style("en", False), Measured.MONEY, many=False, marked=False))
    )


def test_a_series_never_has_the_colour_of_a_status() -> None:
    for look in LOOKS:
        assert not set(look.series) & {look.tones[tone] for tone in (Tone.GOOD, Tone.WAITING, Tone.BAD)}
        assert len(set(look.series)) == 6


def test_a_gap_stays_a_gap_and_is_no_zero() -> None:
    points = [Point("2026-01", Decimal("0.1")), Point("2026-02", None, note="no rows")]
    columns = point_columns(points, Measured.PERCENT)
    assert columns["value"] == [0.1, None]
    assert columns["shown"] == ["10.0%", "—"]


def test_a_member_without_a_figure_keeps_its_line_and_says_why() -> None:
    columns = bar_columns([Bar("East", None, note="no data")], Measured.NUMBER)
    assert (columns["name"], columns["label"]) == (["East"], ["no data"])


def test_the_table_of_a_chart_keeps_digits_that_the_picture_rounds() -> None:
    columns = bar_columns([Bar("East", Decimal("1234567.8901"))], Measured.MONEY)
    assert columns["shown"] == ["1,234,567.8901"]


def page() -> None:
    from decimal import Decimal

    import streamlit as st

    from ui.charts.data import Bar, Line, Mark, Measured, Point, Window
    from ui.charts.draw import ageing, bars, effect, trend
    from ui.colours import Tone

    st.session_state.setdefault("language", "en")
    points = [Point(f"2026-0{month}", Decimal(month), tone=Tone.BAD) for month in range(1, 7)]
    lines, marks = [Line("Limit", Decimal(4), Tone.BAD)], [Mark("2026-03", "A-1")]
    trend(points, title="Slower", measured=Measured.DAYS, key="t", lines=lines, marks=marks)
    bars(
        [Bar("East", Decimal(3), Tone.BAD), Bar("West", None)], title="East", measured=Measured.DAYS, key="b"
    )
    windows = [Window("Before", "2026-01", "2026-02", Decimal(1)), Window("After", "2026-05", "2026-06")]
    effect(points, title="Effect", measured=Measured.DAYS, key="e", windows=windows, marks=marks)
    ageing([Bar("Not due", Decimal(5))], title="Age", key="a")
    trend(
        [Point("2026-01", None, note="No invoices in this month.")],
        title="Empty",
        measured=Measured.DAYS,
        key="n",
    )
    bars([], title="Nothing", measured=Measured.DAYS, key="m", empty="Import a file first.")


def test_every_chart_has_a_text_alternative_and_an_empty_one_says_why() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    charts = app.get("vega_lite_chart")
    texts = [chart.proto.alt for chart in charts]
    assert texts == [
        "Slower: from 1.0 in Jan 2026 to 6.0 in Jun 2026",
        "East: highest East with 3.0",
        "Effect: Before 1.0",
        "Age: Not due 5.00",
    ]
    said = [caption.value for caption in app.caption]
    assert said == ["No invoices in this month.", "Import a file first."]


def test_every_chart_offers_its_table() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert [list(table.value.columns)[:2] for table in app.dataframe] == [
        ["Period", "Value"], ["Name", "Value"], ["Period", "Value"], ["Name", "Value"],
    ]  # fmt: skip
    assert app.dataframe[0].value["Period"].tolist()[0] == "Jan 2026"


def tile_page() -> None:
    from decimal import Decimal

    import streamlit as st

    from domain.indicators.status import Status
    from ui.tile import IndicatorTile, draw_tile

    st.session_state.setdefault("language", "en")
    overdue = IndicatorTile(
        key="k", name="Overdue rate", figure="18.4%", status=Status.RED, change="-2.1 pp", welcome=True,
        compared="last month", target="Target 10.0%", history=[Decimal(1), None, Decimal(2)],
    )  # fmt: skip
    draw_tile(overdue)
    nothing = IndicatorTile(
        key="n", name="Satisfaction", figure="—", status=Status.NO_DATA, note="No answers this month."
    )
    draw_tile(nothing)


def test_a_tile_says_its_status_in_shape_and_word_and_why_there_is_no_figure() -> None:
    app = AppTest.from_function(tile_page, default_timeout=30).run()
    assert not app.exception
    badges = [text.value for text in app.markdown if "badge" in text.value]
    assert ["■" in badges[0], "○" in badges[1]] == [True, True]
    assert r"No answers this month\." in badges[1]
    assert (app.metric[0].value, app.metric[0].delta) == ("18.4%", "-2.1 pp")


def test_fewer_overdue_is_welcome_so_the_fall_is_green() -> None:
    metric = AppTest.from_function(tile_page, default_timeout=30).run().metric[0]
    assert metric.proto.color == metric.proto.MetricColor.GREEN
