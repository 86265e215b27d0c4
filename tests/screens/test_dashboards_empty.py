"""Dashboards before there are figures."""

from types import ModuleType

import pytest

from pages.dashboards import alerts, cockpit, indicators
from tests.screens.figures import texts
from tests.screens.visitor import People


@pytest.mark.parametrize("page", [cockpit, indicators])
def test_before_the_first_import_one_sentence_says_what_to_do(people: People, page: ModuleType) -> None:
    importer = people.open(page, "receivables", "en")
    reader = people.open(page, "committee_member", "en")
    assert not importer.metric
    assert "Import a file of invoices, orders or opportunities" in texts(importer)
    assert "They appear after the first import." in texts(reader)


def test_without_alerts_the_list_says_that_all_is_well(people: People) -> None:
    app = people.open(alerts, "receivables", "en")
    assert "No live alert" in texts(app)
