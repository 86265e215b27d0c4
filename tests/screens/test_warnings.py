"""Warnings on screen: the outlook with the figure, notices below the alerts, how often rules were right."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.core.permission import machine
from domain.core.statement import Statement
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator
from domain.indicators.warnings import reasons
from domain.indicators.warnings.method import MODEL_VERSION, Method
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind, NoticeState
from domain.indicators.warnings.outlook import Outlook
from pages.dashboards import alert_quality, alerts, indicators
from pages.workbench import workbench
from tests.databases import SqliteDatabases
from tests.screens.figures import NOON, Company, company, texts
from tests.screens.visitor import refused
from tests.statements import counted

OWNER, OTHER, LOOKER = "receivables", "internal_control", "internal_audit"


@pytest.fixture
def portal(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Company]:
    """The South's past-due ratio has an outlook, and its DSO a notice."""
    with company(sqlite_databases, tmp_path) as made:
        _think(made)
        yield made


def _think(portal: Company) -> None:
    with unit_of_work(machine("test")) as session:
        ratio = session.scalars(select(Indicator).where(Indicator.code == "K36")).one()
        pair = [["0.42", "0.58"], ["0.38", "0.62"]]
        session.add(
            Outlook(
                indicator_id=ratio.id, unit_id=portal.south, grain=ratio.grain, last_period=202605, points=12,
                fingerprint="x", model_version=MODEL_VERSION, made_on=date(2026, 6, 15), checked_at=NOON,
                method=Method.ETS_ANN, origins=12, wmape=Decimal("0.084"), naive_wmape=Decimal("0.11"),
                widening=Decimal(1), amber_probability=Decimal(1), red_probability=Decimal("0.72"),
                breach_level=Level.RED, breach_period=202607, signals=[[202605, 1, 1]], scores=[],
                limits={"centre": "0.4", "upper": "0.6", "lower": "0.2"},
                ahead=[
                    {"period": month, "centre": "0.5", "80": pair[0], "95": pair[1]}
                    for month in (202606, 202607, 202608)
                ],
            )
        )  # fmt: skip
        why: list[Statement] = [reasons.FarFromPast(score="4.2"), reasons.NotForecast()]
        session.add(
            AdvanceNotice(
                indicator_id=ratio.id, unit_id=portal.south, kind=NoticeKind.ANOMALY, grain=ratio.grain,
                cause_period=202605, value=Decimal("0.5"), reasons=[one.plain() for one in why],
                model_version=MODEL_VERSION, made_on=date(2026, 6, 15), owner_role=OWNER, state_since=NOON,
            )
        )  # fmt: skip


def notice() -> AdvanceNotice:
    with reading(machine("test")) as session:
        return session.scalars(select(AdvanceNotice)).one()


def opened(portal: Company, language: str = "en", who: str = OWNER) -> AppTest:
    return portal.people.open(indicators, who, language, code="K36", unit=str(portal.south))


def test_the_outlook_is_said_in_both_languages(portal: Company) -> None:
    assert (
        "按目前走势，预计 2026年7月突破超限线（三期内概率约 70%）；过去 12 次预测的误差 8.4%，简单外推 11.0%"
        in texts(opened(portal, "zh_CN"))
    )
    english = texts(opened(portal))
    assert "it will probably cross the off-track limit in Jul 2026 (within three periods: 70%)" in english
    assert "error of the last 12 forecasts 8.4%, of simply carrying on 11.0%" in english
    assert f"model {MODEL_VERSION}" in english


def test_the_picture_has_the_fan_the_limits_and_the_signal(portal: Company) -> None:
    app = opened(portal)
    assert not app.exception
    sent = b"".join(
        node.proto.SerializeToString() for node in app.main if node.type.endswith("vega_lite_chart")
    )
    for expected in (b"low80", b"high95", b"Natural upper limit 60.0%", b"beyond the natural limits"):
        assert expected in sent


def test_other_lengths_of_period_have_no_outlook(portal: Company) -> None:
    app = portal.people.open(indicators, OWNER, "en", code="K36", unit=str(portal.south), grain="quarter")
    assert "three periods" not in texts(app)


def test_notices_stand_below_the_alerts(portal: Company) -> None:
    app = portal.people.open(alerts, OWNER, "en")
    headings = [heading.value for heading in app.subheader]
    assert headings[-1] == "Advance notice · 1"
    assert headings[0].startswith("Waiting for you")
    text = texts(app)
    assert "May 2026: 50.0% is unlike its past" in text
    assert "its robust score is 4.2; beyond 3.5 is unusual" in text


def test_a_notice_is_put_away_with_a_reason(portal: Company) -> None:
    app = portal.people.open(alerts, OWNER, "en")
    key = f"notice-{notice().id}"
    app = app.button(key=f"{key}:dismiss").click().run()
    assert app.error
    assert notice().state is NoticeState.GIVEN
    app.text_area(key=f"{key}:reason").set_value("一次性大单")
    app = app.button(key=f"{key}:dismiss").click().run()
    assert (notice().state, notice().remark) == (NoticeState.DISMISSED, "一次性大单")
    assert [heading.value for heading in app.subheader][-1] == "Advance notice · 0"


def test_who_does_not_answer_for_it_may_judge_it_but_not_put_it_away(portal: Company) -> None:
    app = portal.people.open(alerts, OTHER, "en")
    key = f"notice-{notice().id}"
    assert not [button for button in app.button if button.key == f"{key}:dismiss"]
    assert "Only the owner of the indicator may dismiss an advance notice." in texts(app)
    app.button(key=f"{key}:useful:False").click().run()
    assert notice().useful is False


def test_who_only_looks_is_not_asked(portal: Company) -> None:
    app = portal.people.open(alerts, LOOKER, "en")
    assert "Advance notice · 1" in [heading.value for heading in app.subheader]
    assert not [button for button in app.button if "useful" in (button.key or "")]


def test_the_desk_only_counts_them(portal: Company) -> None:
    app = portal.people.open(workbench, OWNER, "zh_CN")
    assert "您负责的指标有提前预警：1" in texts(app)
    assert "与历史走势不符" not in texts(app)


def test_a_false_alarm_is_called_so_when_it_is_closed_and_counts_in_quality(portal: Company) -> None:
    app = portal.people.open(alerts, OTHER, "zh_CN", id=str(portal.alert))
    place = f"alerts:{portal.alert}:answer:close"
    app.segmented_control(key=f"{place}:real").set_value("false_alarm")
    app.text_area(key=f"{place}:reason").set_value("口径变更")
    app.button(key=place).click().run()
    with reading(machine("test")) as session:
        assert session.get_one(Alert, portal.alert).was_real is False
    app = portal.people.open(alert_quality, OTHER, "en")
    assert not app.exception
    assert "No rule needs review" in texts(app)
    frame = app.dataframe[-1].value
    row = frame[frame["Closed"] == "1"].iloc[0]
    assert (row["Precision"], row["False alarm"], row["Rule"]) == ("0.0%", "1", "Fixed threshold")


def test_quality_with_nothing_closed_says_so(portal: Company) -> None:
    text = texts(portal.people.open(alert_quality, OTHER, "zh_CN"))
    assert "尚无已关闭的预警，暂无法评价规则。" in text


def test_who_may_not_read_alerts_sees_no_quality(portal: Company) -> None:
    assert refused(portal.people.open(alert_quality, "administrator", "en"))


def test_a_page_draws_what_is_kept_and_fits_no_model(
    portal: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.indicators.warnings.consider.consider", lambda *_: pytest.fail("computed"))
    with counted() as asked:
        opened(portal)
    assert sum("FROM outlook" in one for one in asked) == 1
    assert sum("FROM advance_notice" in one for one in asked) == 1
