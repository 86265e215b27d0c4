"""Lists: the address says what is shown; count, totals and rows agree; nobody sees more than their units."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.permission import Permission, machine
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.reporting.saved_view import SavedView
from domain.reporting.saved_view_write import save_view, share_view
from pages.business import customers, invoices
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import PAGES, People, asked, declared, everything
from ui.lists.words import Operator
from ui.question import Wanted, load, ordered, page_of, query_of, summary
from ui.screen import Screen

READER = "reader"


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A reader of everything and one of the unit East; 45 invoices of East and its branch, 5 of West."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("lists")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            root = make.the_root(session)
            east = make.a_unit(session, code="EAST", name_en="East")
            west = make.a_unit(session, code="WEST", name_en="West")
            branch = make.a_unit(session, code="BRANCH", name_en="Branch", parent_id=east.id)
            acme = make.a_customer(session, name="Acme 50%", number="C-1", unit_id=east.id, region="Open")
            make.a_customer(session, name="Rival", number="C-2", unit_id=west.id, region="Secret")
            for at in range(50):
                unit = west if at >= 45 else branch if at < 5 else east
                make.an_invoice(
                    session, number=f"I-{at:02}", unit_id=unit.id, amount=Decimal(at + 1),
                    issued_on=date(2026, 1 + at % 3, 1), currency="CNY" if at else "EUR",
                    customer_id=acme.id if at < 3 else None, disputed=at == 7,
                    status=InvoiceStatus.DRAFT if at == 8 else InvoiceStatus.POSTED,
                )  # fmt: skip
            tokens = {}
            for role, unit in ((READER, root), ("east", east)):
                user = make.a_user(session, username=role, role="manager", unit_id=unit.id)
                tokens[role] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def shown(people: People, who: str = READER, what: ModuleType = invoices, **asked: str) -> list[str]:
    app = people.open(what, who, "en", **asked)
    assert not app.exception
    assert not app.error
    return list(app.dataframe[0].value["number"]) if app.dataframe.len else []


def counted(app: AppTest) -> str:
    """The line that counts the rows and adds them up."""
    return next(caption.value for caption in app.caption if " records" in caption.value)


def test_a_list_shows_its_first_page_and_counts_all(people: People) -> None:
    app = people.open(invoices, READER)
    assert len(app.dataframe[0].value) == 20
    assert counted(app) == "50 records · Gross amount 1,274.00 CNY + 1.00 EUR"


def test_the_last_page_holds_the_rest(people: People) -> None:
    assert len(shown(people, page="2")) == 20
    assert len(shown(people, page="3")) == 10


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"q": "I-07"}, 1),
        ({"q": "acme"}, 3),
        ({"q": "50%"}, 3),
        ({"q": "%"}, 3),
        ({"q": "acme I-02"}, 1),
        ({"q": "nobody"}, 0),
        ({"status": "draft"}, 1),
        ({"disputed": "yes"}, 1),
        ({"disputed": "no"}, 49),
        ({"issued_on": "2026-02-01..2026-02-28"}, 17),
        ({"issued_on": "2026-02-01.."}, 33),
        ({"issued_on": "..2026-01-31"}, 17),
        ({"issued_on": "2026-03-01"}, 16),
        ({"period": "202602..202603"}, 33),
        ({"amount": "10..20"}, 11),
        ({"amount": "..2.5"}, 2),
        ({"due_on": "none"}, 50),
        ({"due_on": ".."}, 0),
        ({"status": "posted", "amount": "9"}, 0),
        ({"status": "not:draft"}, 49),
        ({"status": "posted", "amount": "9", "match": "any"}, 50),
        ({"status": "draft", "disputed": "yes", "match": "any"}, 2),
        ({"number": "has:i-0"}, 10),
        ({"number": "has:%"}, 0),
        ({"number": "starts:I-4"}, 10),
        ({"number": "starts:-4"}, 0),
        ({"number": "I-07"}, 1),
        ({"number": "is:I-07"}, 1),
        ({"number": "not:I-07"}, 49),
        ({"number": "none"}, 0),
        ({"number": ".."}, 50),
        ({"currency": "EUR"}, 1),
        ({"amount": "over:48"}, 2),
        ({"amount": "under:3"}, 2),
        ({"amount": "over:much"}, 0),
        ({"issued_on": "before:2026-02-01"}, 17),
        ({"issued_on": "after:2026-02-01"}, 16),
        ({"issued_on": "after:2026"}, 0),
        ({"issued_on": "overdue"}, 50),
        ({"issued_on": "next_7_days"}, 0),
        ({"issued_on": "has:2026"}, 0),
        ({"customer": ".."}, 3),
        ({"customer": "none"}, 47),
        ({"customer": "not:999999"}, 50),
    ],
)  # fmt: skip
def test_a_filter_in_the_address_narrows_rows_and_count_alike(
    people: People, asked: dict[str, str], count: int
) -> None:
    app = people.open(invoices, READER, size="100", **asked)
    assert not app.exception
    assert (len(app.dataframe[0].value) if app.dataframe.len else 0) == count
    if count:
        assert counted(app).startswith(f"{count} records")


def test_a_unit_stands_for_all_units_below_it(people: People) -> None:
    with reading(machine("test")) as session:
        units = {unit.code: str(unit.id) for unit in session.query(Unit)}
    assert len(shown(people, unit=units["EAST"], size="100")) == 45
    assert len(shown(people, unit=units["BRANCH"], size="100")) == 5
    assert len(shown(people, unit=f"not:{units['EAST']}", size="100")) == 5


def test_my_unit_is_where_my_roles_reach_and_me_is_nobody_without_a_person(people: People) -> None:
    assert len(shown(people, "east", unit="my_unit", size="100")) == 45
    assert len(shown(people, unit="my_unit", size="100")) == 50
    assert shown(people, salesperson="me") == []


def test_what_is_filtered_stands_above_the_list_in_words(people: People) -> None:
    app = people.open(invoices, READER, "en", amount="over:48", status="not:draft", match="any")
    chips = [button.label for button in app.button if button.key and ":chip:" in button.key]
    assert chips == ["Gross amount: above 48", "Status: not Draft"]
    assert "One of:" in [caption.value for caption in app.caption]


def test_taking_a_chip_away_shows_the_rows_again(people: People) -> None:
    app = people.open(invoices, READER, "en", amount="over:48", disputed="yes")
    app.button(key="invoices:chip:disputed").click().run()
    assert list(app.dataframe[0].value["number"]) == ["I-49", "I-48"]
    assert asked(app) == {"amount": "over:48"}


def test_a_comparison_chosen_in_the_filter_rewrites_the_address(people: People) -> None:
    app = people.open(invoices, READER, "en", status="draft")
    widget = next(one for one in app.selectbox if one.key and one.key.startswith("invoices:status:how"))
    widget.set_value(Operator.NOT).run()
    assert asked(app) == {"status": "not:draft"}
    assert counted(app).startswith("49 records")


def test_columns_stand_in_the_order_the_address_names_them(people: People) -> None:
    app = people.open(invoices, READER, "en")
    app.query_params["columns"] = ["amount", "number", "nonsense"]
    app.run()
    assert list(app.dataframe[0].value.columns) == ["amount", "number"]
    app.button(key="invoices:column:number::material/arrow_upward:").click().run()
    assert list(app.dataframe[0].value.columns) == ["number", "amount"]


def test_pages_counted_from_the_end_hold_the_same_rows(people: People) -> None:
    rows = [row for page in "123" for row in shown(people, page=page, sort="amount")]
    assert rows == [f"I-{at:02}" for at in range(50)]


def test_a_default_of_my_role_opens_where_the_address_says_nothing(people: People) -> None:
    with unit_of_work(machine("test")) as session:
        user = make.a_user(session, username="keeper")
        keeper = make.an_actor(user_id=user.id)
        view = save_view(
            session, keeper, screen="invoices", name_zh="大额", name_en="Large", words={"amount": ["over:48"]}
        )
        share_view(session, keeper, view, ["manager"], ["manager"], view.version)
        key = str(view.id)
    app = people.open(invoices, READER, "en")
    assert list(app.dataframe[0].value["number"]) == ["I-49", "I-48"]
    assert not asked(app)
    assert len(shown(people, saved="all", size="100")) == 50
    assert "Large" in everything(people.open(invoices, READER, "en", saved=key))
    with unit_of_work(machine("test")) as session:
        session.get_one(SavedView, view.id).archived_at = now()
    assert len(shown(people, size="100")) == 50


def test_a_list_is_saved_under_a_name_and_opened_by_it(people: People) -> None:
    app = people.open(invoices, READER, "en", amount="over:48", density="compact", page="1")
    app.text_input(key="invoices:keep:new:new:en").set_value("Large ones").run()
    app.button(key="invoices:keep:new:save").click().run()
    assert not app.error
    key = asked(app)["saved"]
    with reading(machine("test")) as session:
        view = session.get_one(SavedView, int(key))
        assert view.words == {"amount": ["over:48"], "density": ["compact"]}
    assert "Large ones" not in everything(people.open(invoices, "east", "en"))


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "999"},
        {"page": "0"},
        {"page": "-1"},
        {"size": "7"},
        {"sort": "password_hash"},
        {"sort": "-"},
        {"columns": "nothing"},
        {"unit": "x"},
        {"unit": "9" * 40},
        {"amount": "1e400..abc"},
        {"amount": "NaN"},
        {"period": "9" * 30},
        {"issued_on": "2026-13-45"},
        {"status": "stolen"},
        {"disputed": "perhaps"},
        {"q": "' OR 1=1 --"},
        {"tv": "2"},
    ],
)
def test_a_bent_address_never_breaks_the_page(people: People, asked: dict[str, str]) -> None:
    app = people.open(invoices, READER, **asked)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "Invoices"


@pytest.mark.parametrize("key", ["0", "999999", "9" * 40, "x", "-1", "1.5"])
def test_a_record_that_is_not_there_says_no_more_than_that(people: People, key: str) -> None:
    app = people.open(invoices, READER, id=key)
    assert not app.exception
    assert [error.value for error in app.error] == ["There is no such record, or you may not see it."]


def test_the_heading_sorts_all_rows_not_just_the_page(people: People) -> None:
    assert shown(people, sort="-amount")[0] == "I-49"
    assert shown(people, sort="amount")[0] == "I-00"
    assert shown(people, sort="customer", size="100")[-1] in ("I-00", "I-01", "I-02")


def test_chosen_columns_are_the_only_ones_sent_to_the_browser(people: People) -> None:
    app = people.open(invoices, READER, columns="number")
    assert list(app.dataframe[0].value.columns) == ["number"]


def test_rows_count_and_totals_of_a_limited_person_end_at_their_units(people: People) -> None:
    app = people.open(invoices, "east", size="100")
    assert len(app.dataframe[0].value) == 45
    assert counted(app) == "45 records · Gross amount 1,034.00 CNY + 1.00 EUR"


def test_a_limited_person_cannot_open_a_record_of_another_unit_by_its_number(people: People) -> None:
    with reading(machine("test")) as session:
        theirs = session.query(Invoice).filter(Invoice.number == "I-49").one().id
    assert people.open(invoices, "east", id=str(theirs)).error
    assert not people.open(invoices, READER, id=str(theirs)).error


def test_the_options_of_a_filter_reveal_nothing_of_other_units(people: People) -> None:
    app = people.open(customers, "east")
    offered = everything(app)
    assert "Open" in offered
    assert "Secret" not in offered
    assert "Secret" in everything(people.open(customers, READER))
    assert shown(people, "east", customers) == ["C-1"]


def test_text_of_people_is_not_read_as_markup(people: People) -> None:
    with unit_of_work(machine("test")) as session:
        odd = make.a_customer(session, name="*[evil](http://x) $a$ :red[b]", number="C-9")
        key = str(odd.id)
    app = people.open(customers, READER, id=key)
    assert app.title[0].value == r"C\-9 \*\[evil\]\(http\:\/\/x\) \$a\$ \:red\[b\]".replace(r"\/", "/")


def test_the_same_query_answers_on_both_databases(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        for amount in (1, 2, 3):
            make.an_invoice(session, amount=Decimal(amount) / 3 if amount == 3 else Decimal(amount))
    reader = make.an_actor(Permission.FACTS_READ)
    wanted = Wanted(chosen={"amount": ("1..2",), "period": ("202601",)}, order="customer", text="i")
    with reading(reader) as session:
        query = query_of(invoices.SCREEN, wanted, session)
        found = summary(invoices.SCREEN, query, session)
        rows = load(ordered(invoices.SCREEN, wanted, query), invoices.SCREEN.columns, session)
    assert (found.count, len(rows)) == (3, 3)
    assert found.totals == {"amount": {"CNY": Decimal(4)}}


def test_every_comparison_means_the_same_on_both_databases(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        person = make.a_person(session)
        mine = make.a_customer(session, number="A-1", name="Ängström 50%", salesperson_id=person.id)
        make.a_customer(session, number="B-1", name="beta", region="")
        for at, day in enumerate((date(2026, 1, 1), date(2026, 2, 1), None)):
            make.an_invoice(
                session, number=f"I-{at}", customer_id=mine.id if at else None, due_on=day,
                amount=Decimal(at * 10),
            )  # fmt: skip
    reader = make.an_actor(Permission.FACTS_READ, person_id=person.id)

    def found(screen: Screen, **chosen: tuple[str, ...]) -> list[str]:
        wanted = Wanted(chosen=chosen)
        with reading(reader) as session:
            rows = page_of(screen, wanted, query_of(screen, wanted, session), 9, screen.columns, session)
            return sorted(row.number for row in rows)

    assert found(invoices.SCREEN, amount=("over:0",)) == ["I-1", "I-2"]
    assert found(invoices.SCREEN, amount=("0", "20")) == ["I-0", "I-2"]
    assert found(invoices.SCREEN, amount=("not:10",)) == ["I-0", "I-2"]
    assert found(invoices.SCREEN, due_on=("before:2026-02-01",)) == ["I-0"]
    assert found(invoices.SCREEN, due_on=("none", "after:2026-01-15")) == ["I-1", "I-2"]
    assert found(invoices.SCREEN, due_on=("overdue",)) == ["I-0", "I-1"]
    assert found(invoices.SCREEN, due_on=("..",)) == ["I-0", "I-1"]
    assert found(invoices.SCREEN, period=("last_9999_days",)) == ["I-0", "I-1", "I-2"]
    assert found(invoices.SCREEN, customer=("none",)) == ["I-0"]
    assert found(customers.SCREEN, salesperson=("me",)) == ["A-1"]
    assert found(customers.SCREEN, salesperson=("not:me",)) == ["B-1"]
    assert found(customers.SCREEN, name=("has:50%",)) == ["A-1"]
    assert found(customers.SCREEN, name=("starts:BET",)) == ["B-1"]
    assert found(customers.SCREEN, region=("none",)) == ["A-1", "B-1"]
    assert found(customers.SCREEN, unit=("my_unit",)) == ["A-1", "B-1"]


def test_lists_that_may_be_very_long_begin_in_an_order_that_an_index_tells() -> None:
    screens = [one for one in map(declared, PAGES) if isinstance(one, Screen)]
    long = {one.entity: one.order_by.key for one in screens if getattr(one.entity, "listed_by", "")}
    assert len(long) > 5
    assert {kind: kind.listed_by for kind in long} == long  # type: ignore[attr-defined]
    for kind, column in long.items():
        orders = [[str(c.name) for c in index.columns] for index in kind.__table__.indexes]  # type: ignore[attr-defined]
        assert [column, "id", "archived_at"] in orders
