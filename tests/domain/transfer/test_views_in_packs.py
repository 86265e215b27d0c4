"""Shared views of lists move between portals with what they mean; private ones stay where they are."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.role import Role
from domain.core.clock import now
from domain.core.custom_field import CustomField, CustomKind
from domain.core.permission import Actor, Grant, machine
from domain.organisation.unit import Unit
from domain.reporting.saved_view import SavedView
from domain.reporting.saved_view_find import default_of, views_of
from domain.reporting.saved_view_write import NoSuchRole, save_view, share_view
from domain.transfer.bring_in import Fate, Garbled, bring_in, try_out
from domain.transfer.known_keys import NotHere
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import Item, read
from tests import factories as make

OPEN = {"state": ["open"], "sort": ["-due_on"]}


@pytest.fixture
def actor(database: str) -> Actor:
    with unit_of_work(machine("test")) as session:
        for code in ("seller", "boss"):
            make.added(session, Role(code=code, name_zh="岗", name_en=code, permissions=[]))
        return make.an_actor(user_id=make.a_user(session, username="maker").id)


@pytest.fixture
def session(actor: Actor) -> Iterator[Session]:
    with unit_of_work(actor) as made:
        yield made


def keep(session: Session, actor: Actor, name: str, words: Any, *roles: str, **facts: Any) -> SavedView:
    facts = {"kind": "Issue", "first": ()} | facts
    view = save_view(
        session, actor, screen="issues", name_zh=name, name_en=name, words=words, kind=facts["kind"]
    )
    if roles:
        share_view(session, actor, view, roles, facts["first"], view.version)
    return view


def views(session: Session, actor: Actor) -> list[Item]:
    return [one for one in read(make_pack(session, actor).encode()) if one.kind == "SavedView"]


def forget(session: Session) -> None:
    for view in session.scalars(select(SavedView)):
        session.delete(view)
    session.flush()


def test_a_shared_view_travels_with_its_roles_and_its_default_and_a_private_one_does_not(
    session: Session, actor: Actor
) -> None:
    keep(session, actor, "我的", OPEN)
    keep(session, actor, "未关闭", OPEN, "seller", "boss", first=["boss"])
    items = views(session, actor)
    assert [one.key["name_zh"] for one in items] == ["未关闭"]
    assert {line.fate for line in bring_in(session, actor, items, now())} == {Fate.SAME}
    forget(session)
    assert [line.fate for line in bring_in(session, actor, items, now())] == [Fate.NEW]
    boss = Actor(name="B", grants=(Grant("boss", frozenset()),))
    (view,) = views_of(session, boss, "issues")
    assert (view.words, view.roles, view.kind) == (OPEN, ["boss", "seller"], "Issue")
    assert default_of([view], boss) is view
    assert view.owner_id == actor.user_id


def test_the_dry_run_tells_what_would_change_and_changes_nothing(session: Session, actor: Actor) -> None:
    view = keep(session, actor, "未关闭", OPEN, "seller")
    items = views(session, actor)
    share_view(session, actor, view, ["boss"], [], view.version)
    (line,) = try_out(session, actor, items, now())
    assert (line.fate, list(line.changes)) == (Fate.CHANGED, ["roles"])
    assert view.roles == ["boss"]
    bring_in(session, actor, items, now())
    assert view.roles == ["seller"], "whoever configures may, without holding one of the roles"


def test_a_unit_in_a_filter_is_the_unit_of_that_code_elsewhere(session: Session, actor: Actor) -> None:
    east, west = make.a_unit(session, code="EAST"), make.a_unit(session, code="WEST")
    words = {"unit": [str(east.id), f"not:{west.id}", "my_unit"]}
    keep(session, actor, "东区", words, "seller")
    items = views(session, actor)
    said = items[0].values["words"]["unit"]
    assert said == [
        {"kind": "Unit", "key": {"code": "EAST"}, "not": False},
        {"kind": "Unit", "key": {"code": "WEST"}, "not": True},
        "my_unit",
    ]
    forget(session)
    east.code, west.code = "WEST-1", "EAST"
    session.flush()
    elsewhere = make.a_unit(session, code="WEST")
    bring_in(session, actor, items, now())
    (view,) = session.scalars(select(SavedView)).all()
    assert view.words == {"unit": [str(west.id), f"not:{elsewhere.id}", "my_unit"]}


def test_a_unit_that_is_not_there_and_a_role_that_is_not_there_are_told(
    session: Session, actor: Actor
) -> None:
    east = make.a_unit(session, code="EAST")
    keep(session, actor, "东区", {"unit": [str(east.id)]}, "seller")
    items = views(session, actor)
    session.scalars(select(Unit).where(Unit.code == "EAST")).one().code = "E"
    session.flush()
    (line,) = bring_in(session, actor, items, now())
    assert isinstance(line.refusal, NotHere)
    items[0].values["words"].clear()
    items[0].values["roles"].append("wizard")
    (line,) = bring_in(session, actor, items, now())
    assert isinstance(line.refusal, NoSuchRole)


def test_a_view_of_one_customer_means_nothing_elsewhere_and_stays(session: Session, actor: Actor) -> None:
    customer = make.a_customer(session)
    keep(session, actor, "大客户", {"customer": [str(customer.id)]}, "seller", kind="Invoice")
    assert views(session, actor) == []


def test_numbers_that_are_no_records_travel_as_they_are(session: Session, actor: Actor) -> None:
    words = {"period": ["202601..202603"], "size": ["50"], "amount": ["over:10"], "q": ["7"]}
    keep(session, actor, "一季度", words, "seller", kind="Invoice")
    assert views(session, actor)[0].values["words"] == words


def test_an_own_field_that_names_a_person_travels_by_their_number(session: Session, actor: Actor) -> None:
    field = {"entity": "Issue", "key": "sponsor", "kind": CustomKind.PERSON}
    make.added(session, CustomField(name_zh="发起人", name_en="Sponsor", **field))
    person = make.a_person(session)
    keep(session, actor, "发起", {"custom.sponsor": [str(person.id)]}, "seller")
    (word,) = views(session, actor)[0].values["words"]["custom.sponsor"]
    assert word["key"] == {"number": person.number}


def test_a_view_of_an_older_portal_travels_where_its_fields_mean_one_thing_everywhere(
    session: Session, actor: Actor
) -> None:
    east = make.a_unit(session, code="EAST")
    keep(session, actor, "东区", {"unit": [str(east.id)]}, "seller", kind=None)
    keep(session, actor, "责任人", {"owner": ["1"]}, "seller", kind=None)
    assert [one.key["name_zh"] for one in views(session, actor)] == ["东区"]


@pytest.mark.parametrize("words", [{"unit": [{"kind": "Nobody"}]}, {"unit": [7]}, [], {"unit": None}])
def test_words_that_no_portal_writes_are_refused(session: Session, actor: Actor, words: Any) -> None:
    values = {"words": words, "roles": ["seller"], "default_for": [], "kind": None}
    key = {"screen": "issues", "name_zh": "x", "name_en": "x"}
    (line,) = bring_in(session, actor, [Item("SavedView", key, values)], now())
    assert isinstance(line.refusal, Garbled)


def test_of_two_shared_views_of_one_name_the_first_travels(session: Session, actor: Actor) -> None:
    keep(session, actor, "本月", OPEN, "seller")
    keep(session, actor, "本月", {"state": ["closed"]}, "boss")
    (item,) = views(session, actor)
    assert item.values["roles"] == ["seller"]
