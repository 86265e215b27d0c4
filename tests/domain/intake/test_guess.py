"""Guessing columns: headers as real systems write them, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from domain.core.fact_spec import FieldKind
from domain.intake.guess import Why, guess_mapping
from domain.intake.table import Cell
from domain.receivables.facts import INVOICES, RECEIPTS
from domain.sales.facts import DELIVERIES, OPPORTUNITIES, ORDER_LINES, ORDERS
from domain.sales.master_facts import CUSTOMERS

FACTS = {
    fact.name: fact
    for fact in (CUSTOMERS, OPPORTUNITIES, ORDERS, ORDER_LINES, DELIVERIES, INVOICES, RECEIPTS)
}


@dataclass(frozen=True)
class A:
    """A field to guess."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


def guessed(fact: str, headers: str, rows: list[tuple[Cell, ...]] | None = None) -> dict[str, str]:
    """Field -> header, for a line of headers."""
    found = guess_mapping(FACTS[fact].fields, headers.split(","), rows or [])
    return {name: guess.header for name, guess in found.items()}


def found(fields: list[A], headers: list[str], rows: list[tuple[Cell, ...]] | None = None) -> dict[str, str]:
    """Field -> header, for fields made up here."""
    return {name: guess.header for name, guess in guess_mapping(fields, headers, rows or []).items()}


def test_the_headers_of_a_receivables_system() -> None:
    headers = (
        "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,"
        "PaperlessBill,DaysToSettle,DaysLate"
    )
    row = (
        "391",
        "0379-NEV",
        "4/6/2013",
        "0000611",
        "1/2/2013",
        "2/1/2013",
        "55.94",
        "No",
        "1/15/2013",
        "Paper",
        "13",
        "0",
    )
    assert guessed("invoice", headers, [row]) == {
        "number": "invoiceNumber",
        "customer": "customerID",
        "issued_on": "InvoiceDate",
        "due_on": "DueDate",
        "amount": "InvoiceAmount",
        "disputed": "Disputed",
        "settled_on": "SettledDate",
    }


def test_the_headers_of_a_sales_pipeline() -> None:
    headers = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
    assert guessed("opportunity", headers) == {
        "ref": "opportunity_id",
        "salesperson": "sales_agent",
        "product": "product",
        "customer": "account",
        "stage": "deal_stage",
        "opened_on": "engage_date",
        "closed_on": "close_date",
        "amount": "close_value",
    }


def test_the_headers_of_an_order_system() -> None:
    headers = (
        "OrderID,CustomerID,EmployeeID,OrderDate,RequiredDate,ShippedDate,ShipVia,Freight,ShipName,ShipCity"
    )
    assert guessed("order", headers) == {
        "number": "OrderID",
        "customer": "CustomerID",
        "salesperson": "EmployeeID",
        "ordered_on": "OrderDate",
        "promised_on": "RequiredDate",
        "shipped_on": "ShippedDate",
    }
    assert guessed("order_line", "OrderID,ProductID,UnitPrice,Quantity,Discount") == {
        "order": "OrderID",
        "product": "ProductID",
        "unit_price": "UnitPrice",
        "quantity": "Quantity",
        "discount": "Discount",
    }


def test_the_headers_of_a_chinese_invoice_ledger() -> None:
    headers = "发票号码,客户名称,开票日期,到期日,价税合计,不含税金额,业务员,部门,回款日期,币种"
    assert guessed("invoice", headers) == {
        "number": "发票号码",
        "customer": "客户名称",
        "issued_on": "开票日期",
        "due_on": "到期日",
        "amount": "价税合计",
        "net": "不含税金额",
        "salesperson": "业务员",
        "unit": "部门",
        "settled_on": "回款日期",
        "currency": "币种",
    }


@pytest.mark.parametrize(
    ("fact", "headers", "field", "header"),
    [
        ("order", "订单号,客户编码,下单日期,交货日期", "promised_on", "交货日期"),
        ("order", "订单编号,客户代码,下单日期,实际发货日期", "shipped_on", "实际发货日期"),
        ("order_line", "订单号,产品编码,数量,单价,折扣", "discount", "折扣"),
        ("receipt", "收款单号,客户名称,回款日期,回款金额（万元）,发票号", "amount", "回款金额（万元）"),
        ("delivery", "出库单号,订单号,发货日期,物料编码,数量", "product", "物料编码"),
        ("customer", "客户编号,客户名称,统一社会信用代码,地区", "number", "客户编号"),
        ("invoice", "INV_NUM,CUST_ID,INV_DT,DUE_DT,AMT,CCY", "issued_on", "INV_DT"),
        ("invoice", "Invoice No.,Date of Invoice,Invoice Amount (USD)", "amount", "Invoice Amount (USD)"),
        ("invoice", "ＩｎｖｏｉｃｅＮｏ,customer,invoice date,amount", "number", "ＩｎｖｏｉｃｅＮｏ"),
        ("invoice", "invoice number,custmer name,invoice date,amount", "customer", "custmer name"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_headers(fact: str, headers: str, field: str, header: str) -> None:
    assert guessed(fact, headers)[field] == header


@pytest.mark.parametrize(
    ("alias", "header"),
    [
        ("due date", "DaysLate"), ("due date", "Days to Due"), ("含税金额", "不含税金额"),
        ("已收金额", "未收金额"), ("回款金额", "应回款金额"),
        ("发票号码", "发票代码"), ("交货日期", "收货日期"), ("应收日期", "实收日期"), ("paid", "unpaid"),
        ("amount", "net amount"),
        ("invoice", "invoice total"), ("customer", "customer region"), ("unit", "units"),
        ("employee", "employees"),
        ("金额", "税额"), ("amount 2023", "amount 2024"), ("taxed amount", "untaxed amount"),
        ("金额(含税)", "金额(不含税)"),
    ],
)  # fmt: skip
def test_names_that_look_alike_but_mean_something_else_are_left_alone(alias: str, header: str) -> None:
    assert found([A("field", aliases=(alias,))], [header]) == {}


@pytest.mark.parametrize(
    ("alias", "header", "why"),
    [
        ("invoice date", "INVOICE_DATE", Why.ALIAS), ("invoice date", "invoiceDate", Why.ALIAS),
        ("客户 名称", "客户名称", Why.ALIAS),
        ("invoice no", "Invoice Number", Why.ALIAS), ("金额", "金额（万元）", Why.ALIAS),
        ("invoice date", "Date of Invoice", Why.WORDS),
        ("订单编号", "订单号码", Why.WORDS), ("到期日", "到期日期", Why.WORDS),
        ("发货日期", "实际发货日期", Why.WORDS),
        ("settled date", "setled date", Why.LIKENESS), ("客户名称", "客户名", Why.LIKENESS),
    ],
)  # fmt: skip
def test_a_guess_says_what_it_rests_on(alias: str, header: str, why: Why) -> None:
    guess = guess_mapping([A("field", aliases=(alias,))], [header])["field"]
    assert (guess.header, guess.why) == (header, why)


def test_confidence_falls_from_alias_over_words_to_likeness() -> None:
    fields = [
        A("a", aliases=("invoice date",)),
        A("b", aliases=("到期日",)),
        A("c", aliases=("settled date",)),
    ]
    guesses = guess_mapping(fields, ["InvoiceDate", "到期日期", "setled date"])
    assert guesses["a"].confidence > guesses["b"].confidence > guesses["c"].confidence >= 0.6


def test_references_may_be_named_by_code_number_or_name() -> None:
    customer = A("customer", FieldKind.CUSTOMER, ("客户", "customer"))
    assert found([customer], ["客户简称"]) == {"customer": "客户简称"}
    assert found([customer], ["Customer Key"]) == {"customer": "Customer Key"}
    assert found([customer], ["客户地区"]) == {}


def test_of_two_columns_the_one_with_the_earlier_alias_wins() -> None:
    customer = A("customer", FieldKind.CUSTOMER, ("客户编码", "客户名称"))
    assert found([customer], ["客户名称", "客户编码"]) == {"customer": "客户编码"}


def test_no_column_is_used_twice_and_required_fields_pick_first() -> None:
    name = A("name", aliases=("product name", "product"))
    number = A("number", FieldKind.CODE, ("product id", "product"), required=True)
    assert found([name, number], ["product", "price"]) == {"number": "product"}
    assert found([name, number], ["product", "product_id"]) == {"number": "product_id", "name": "product"}


def test_a_column_whose_cells_do_not_fit_the_field_is_not_proposed() -> None:
    settled = A("settled_on", FieldKind.DATE, ("settled",))
    rows: list[tuple[Cell, ...]] = [("Yes",), ("No",), ("",)]
    assert found([settled], ["settled"], rows) == {}
    assert found([settled], ["settled"], [("1/2/2024",), ("",), ("3/4/2024",)]) == {"settled_on": "settled"}
    assert found([settled], ["settled"], [("",), (None,)]) == {"settled_on": "settled"}


def test_a_few_bad_cells_do_not_disqualify_a_column() -> None:
    amount = A("amount", FieldKind.MONEY, ("amount",))
    rows: list[tuple[Cell, ...]] = [*[("1.234,50",)] * 9, ("unknown",)]
    assert found([amount], ["Amount"], rows) == {"amount": "Amount"}


def test_headers_without_letters_match_nothing() -> None:
    assert found([A("number", aliases=("号",))], ["column 3", "---", "123", "()"]) == {}
