"""Three years of trade of the demo company, as rows of the importable facts.

Deterministic: the same seed and date give the same rows. Planted, so that the portal has something to
find: customers of South China pay ever later from nine months ago on; one large customer grows in
Southwest China; Suzhou had late payers until a measure worked a year ago; a few invoices went out
before the goods; some were entered twice.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from domain.demo.catalogue import PRODUCTS, customers
from domain.demo.people import SALESPEOPLE, SELLING

CENT = Decimal("0.01")
VAT = Decimal("1.13")
SEASON = (0.85, 0.6, 1.1, 1.0, 1.0, 1.15, 0.9, 0.95, 1.15, 0.95, 1.1, 1.3)
"""Monthly weight of business; February is the Spring Festival."""
TERMS = (30, 30, 45, 60, 60, 90)
SLOWDOWN_MONTHS = 9
REPAIR_MONTHS = 13

FACTS: tuple[str, ...] = (
    "customer",
    "product",
    "opportunity",
    "order",
    "order_line",
    "delivery",
    "invoice",
    "credit_note",
    "receipt",
)
"""In the order in which they must be imported."""

Rows = dict[str, list[dict[str, str]]]


@dataclass
class Buyer:
    """How one customer behaves."""

    number: str
    unit: str
    salesperson: str
    term: int
    weight: float
    days_late: float


@dataclass
class Trade:
    """The rows made so far, by fact, and the running numbers."""

    random: Random
    today: date
    rows: Rows = field(default_factory=lambda: {name: [] for name in FACTS})
    serial: int = 0

    def number(self, prefix: str, day: date) -> str:
        """A document number such as SO2501-00042."""
        self.serial += 1
        return f"{prefix}{day:%y%m}-{self.serial:05d}"


def trade(today: date, months: int, seed: int, customers_per_unit: int = 16) -> Rows:
    """Rows of every importable fact for the months up to today."""
    made = Trade(Random(seed), today)  # noqa: S311  repeatable, not secret
    made.rows["product"] = [
        {"number": n, "name": zh, "name_en": en, "category": c, "list_price": p}
        for n, zh, en, c, p in PRODUCTS
    ]
    buyers = _buyers(made, customers_per_unit)
    first = today.year * 12 + today.month - 1 - months
    for month in range(first, first + months + 1):
        start = date(month // 12, month % 12 + 1, 1)
        for unit in SELLING:
            _month(made, start, unit, [b for b in buyers if b.unit == unit])
    _enter_twice(made)
    return made.rows


def _buyers(made: Trade, count: int) -> list[Buyer]:
    buyers: list[Buyer] = []
    for unit in SELLING:
        for row in customers(made.random, unit, count, len(buyers) + 1):
            made.rows["customer"].append(row)
            buyers.append(
                Buyer(
                    number=row["number"], unit=unit, salesperson=made.random.choice(SALESPEOPLE[unit]),
                    term=made.random.choice(TERMS), weight=made.random.paretovariate(1.6),
                    days_late=made.random.triangular(-6, 22, 1),
                )
            )  # fmt: skip
    return buyers


def _month(made: Trade, start: date, unit: str, buyers: list[Buyer]) -> None:
    season = SEASON[start.month - 1]
    for _ in range(round(18 * season)):
        day = start + timedelta(days=made.random.randrange(28))
        if day <= made.today:
            _opportunity(made, day, made.random.choice(buyers))
    age = _age(made, start)
    weights = [b.weight * (4 if unit == "WEST" and b is buyers[0] and age <= 8 else 1) for b in buyers]
    for buyer in made.random.choices(buyers, weights, k=round(22 * season)):
        day = start + timedelta(days=made.random.randrange(28))
        if day <= made.today:
            _order(made, day, buyer)


def _age(made: Trade, day: date) -> int:
    """Whole months from the day to today."""
    return (made.today.year - day.year) * 12 + made.today.month - day.month


def _opportunity(made: Trade, opened: date, buyer: Buyer) -> None:
    random = made.random
    closed = opened + timedelta(days=round(random.gammavariate(4, 12)))
    decided = closed <= made.today
    outcome = random.choices(("赢单", "输单", "无效"), (0.31, 0.62, 0.07))[0] if decided else "方案报价"
    made.rows["opportunity"].append(
        {
            "ref": made.number("OP", opened), "customer": buyer.number, "unit": buyer.unit,
            "salesperson": buyer.salesperson, "product": random.choice(PRODUCTS)[0], "stage": outcome,
            "amount": str(_cents(random.lognormvariate(11.2, 0.8))), "opened_on": opened.isoformat(),
            "closed_on": closed.isoformat() if decided else "",
        }
    )  # fmt: skip


def _order(made: Trade, ordered: date, buyer: Buyer) -> None:
    random = made.random
    number = made.number("SO", ordered)
    promised = ordered + timedelta(days=random.randrange(8, 22))
    late = random.random() < (0.13 if buyer.unit == "NORTH" and _age(made, ordered) <= 6 else 0.045)
    shipped = promised + timedelta(days=random.randrange(1, 14) if late else -random.randrange(0, 5))
    head = {"unit": buyer.unit, "salesperson": buyer.salesperson, "customer": buyer.number}
    made.rows["order"].append(
        head | {"number": number, "ordered_on": ordered.isoformat(), "promised_on": promised.isoformat()}
    )
    net = sum((_line(made, number, line) for line in range(1, random.randrange(2, 5))), Decimal(0))
    if shipped > made.today:
        return
    made.rows["delivery"].append(
        {"number": made.number("DN", shipped), "order": number, "shipped_on": shipped.isoformat()}
    )
    _invoice(made, number, shipped, net, buyer, head)


def _line(made: Trade, order: str, line: int) -> Decimal:
    product = made.random.choices(PRODUCTS, [9, 3, 9, 9, 0.4, 1, 0.6, 2, 6, 3, 5, 4, 3])[0]
    quantity = made.random.randrange(1, 12) if Decimal(product[4]) < 10000 else 1
    discount = made.random.choice(("0", "0", "0.03", "0.05", "0.08", "0.10"))
    made.rows["order_line"].append(
        {
            "order": order, "line": str(line), "product": product[0], "quantity": str(quantity),
            "unit_price": product[4], "discount": discount,
        }
    )  # fmt: skip
    return (Decimal(product[4]) * quantity * (1 - Decimal(discount))).quantize(CENT, ROUND_HALF_UP)


def _invoice(
    made: Trade, order: str, shipped: date, net: Decimal, buyer: Buyer, head: dict[str, str]
) -> None:
    random = made.random
    ahead = buyer.unit == "SOUTH" and random.random() < 0.02
    issued = shipped + timedelta(days=-3 if ahead else random.randrange(0, 4))
    if issued > made.today:
        return
    number = made.number("IV", issued)
    due = issued + timedelta(days=buyer.term)
    amount = (net * VAT).quantize(CENT, ROUND_HALF_UP)
    made.rows["invoice"].append(
        head
        | {
            "number": number, "order": order, "issued_on": issued.isoformat(), "due_on": due.isoformat(),
            "amount": str(amount), "net": str(net), "disputed": "是" if random.random() < 0.02 else "否",
        }
    )  # fmt: skip
    credited = _credit_note(made, number, issued, net, head)
    _receipt(made, number, issued, due, amount - credited, buyer, head)


def _credit_note(made: Trade, invoice: str, issued: date, net: Decimal, head: dict[str, str]) -> Decimal:
    day = issued + timedelta(days=made.random.randrange(3, 15))
    if made.random.random() >= 0.02 or day > made.today:
        return Decimal(0)
    part = (net * Decimal("0.1")).quantize(CENT, ROUND_HALF_UP)
    gross = (part * VAT).quantize(CENT, ROUND_HALF_UP)
    made.rows["credit_note"].append(
        head
        | {
            "number": made.number("CN", day), "invoice": invoice, "issued_on": day.isoformat(),
            "amount": str(gross), "net": str(part),
        }
    )  # fmt: skip
    return gross


def _receipt(
    made: Trade, invoice: str, issued: date, due: date, amount: Decimal, buyer: Buyer, head: dict[str, str]
) -> None:
    random = made.random
    late = random.gauss(buyer.days_late, 5) + _habit(made, buyer.unit, due)
    paid = max(due + timedelta(days=round(late)), issued + timedelta(days=2))
    if paid > made.today or random.random() < 0.004:
        return
    named = {"invoice": invoice} if random.random() < 0.85 else {}
    made.rows["receipt"].append(
        head
        | {"number": made.number("RC", paid), "received_on": paid.isoformat(), "amount": str(amount)}
        | named
    )


def _habit(made: Trade, unit: str, due: date) -> float:
    """Days by which a unit's customers pay later than they used to."""
    age = _age(made, due)
    if unit == "SOUTH" and age <= SLOWDOWN_MONTHS:
        return 3.2 * (SLOWDOWN_MONTHS + 1 - age)
    return 24.0 if unit == "EAST-SZ" and age > REPAIR_MONTHS else 0.0


def _enter_twice(made: Trade) -> None:
    """A few invoices were entered a second time under a number written differently."""
    for row in made.random.sample(made.rows["invoice"][-400:], 4):
        made.rows["invoice"].append(row | {"number": row["number"].replace("-", ""), "order": ""})


def _cents(value: float) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)
