"""Saved mappings: found by name or by the headers of the file."""

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import Missing, NotPermitted
from domain.core.permission import Permission
from domain.intake.mapping import (
    MappingOfOtherFact,
    NoSuchMapping,
    corrected,
    mapping_for,
    mapping_named,
    save_mapping,
)
from tests.factories import an_actor
from tests.imports import a_request

ROW = {"number": "1", "issued_on": "05/01/2026", "amount": "7"}


def test_a_mapping_is_found_by_its_name(session: Session) -> None:
    request = a_request("invoice", [ROW], fixed={"unit": "EAST"}, date_format="dmy", source="erp")
    save_mapping(session, an_actor(), " 金蝶应收 ", request)
    found = mapping_named(session, "invoice", "金蝶应收")
    assert found.columns == {"number": "number", "issued_on": "issued_on", "amount": "amount"}
    assert found.fixed == {"unit": "EAST"}
    assert (found.options["date_format"], found.options["source"]) == ("dmy", "erp")


def test_a_mapping_is_found_by_the_same_headers_in_any_order(session: Session) -> None:
    saved = save_mapping(session, an_actor(), "a", a_request("invoice", [ROW]))
    assert mapping_for(session, "invoice", ("amount", "number", "issued_on")) is saved
    assert mapping_for(session, "invoice", ("amount", "number")) is None
    assert mapping_for(session, "receipt", ("amount", "number", "issued_on")) is None


def test_saving_under_a_known_name_changes_that_mapping(session: Session) -> None:
    first = save_mapping(session, an_actor(), "a", a_request("invoice", [ROW]))
    again = save_mapping(session, an_actor(), "a", a_request("invoice", [ROW], date_format="mdy"))
    assert again is first
    assert first.options["date_format"] == "mdy"


def test_a_mapping_reads_only_the_fact_it_was_made_for(session: Session) -> None:
    save_mapping(session, an_actor(), "a", a_request("invoice", [ROW]))
    with pytest.raises(MappingOfOtherFact):
        mapping_named(session, "receipt", "a")
    with pytest.raises(MappingOfOtherFact):
        save_mapping(session, an_actor(), "a", a_request("receipt", [{"number": "1"}]))
    with pytest.raises(NoSuchMapping, match="Saved: a"):
        mapping_named(session, "invoice", "b")


def test_a_mapping_needs_a_name_and_the_permission_to_import(session: Session) -> None:
    with pytest.raises(Missing):
        save_mapping(session, an_actor(), " ", a_request("invoice", [ROW]))
    with pytest.raises(NotPermitted):
        save_mapping(session, an_actor(Permission.FACTS_READ), "a", a_request("invoice", [ROW]))


def test_what_a_person_says_wins_over_what_was_proposed() -> None:
    proposed = {"number": "No", "amount": "Total", "net": "Net"}
    assert corrected(proposed, {"amount": "Net", "customer": "Client"}) == {
        "number": "No", "amount": "Net", "customer": "Client",
    }  # fmt: skip
    assert corrected(proposed, {"net": ""}) == {"number": "No", "amount": "Total"}
