"""Units of amounts: 万元, 亿, k, %, as a header or a cell states them."""

import re
from decimal import Decimal

from domain.intake.text import narrow

ONE = Decimal(1)
SCALES = {
    "%": Decimal("0.01"), "百分比": Decimal("0.01"), "percent": Decimal("0.01"), "pct": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "百": Decimal(100), "千": Decimal(1_000), "k": Decimal(1_000), "thousand": Decimal(1_000),
    "thousands": Decimal(1_000), "000": Decimal(1_000), "000s": Decimal(1_000), "'000": Decimal(1_000),
    "万": Decimal(10_000), "10k": Decimal(10_000), "10000": Decimal(10_000), "wan": Decimal(10_000),
    "十万": Decimal(10**5), "百亿": Decimal(10**10), "千亿": Decimal(10**11), "万亿": Decimal(10**12),
    "万万": Decimal(10**8), "百万": Decimal(1_000_000), "mn": Decimal(1_000_000), "mio": Decimal(1_000_000),
    "mm": Decimal(1_000_000), "million": Decimal(1_000_000), "millions": Decimal(1_000_000),
    "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "bn": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000), "billions": Decimal(1_000_000_000), "十亿": Decimal(1_000_000_000),
}  # fmt: skip
"""Words for powers of ten, in lower case -> how many."""
CURRENCIES = {
    "us$": "USD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "cn¥": "CNY", "¥": "CNY", "$": "USD", "€": "EUR",
    "£": "GBP", "rmb": "CNY", "元": "CNY", "圆": "CNY", "元整": "CNY", "圆整": "CNY", "人民币": "CNY",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "港币": "HKD",
    "港元": "HKD", "新台币": "TWD", "韩元": "KRW",
} | {
    code.lower(): code
    for code in (
        "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF", "INR", "VND",
    )
}  # fmt: skip
"""Signs and words for money, in lower case -> ISO code. A bare ¥ is the yuan, a bare $ the US dollar."""
MONEY_WORD = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
COUNTED = "件|个|台|套|吨|只|箱|条|张|辆|笔|户|家|人|人次|份|次|瓶|盒|米|本|支|双|组|批|单"
"""What quantities are counted in; 千 before another sign (千克, 千瓦) is part of a measure, not a scale."""
IN_BRACKETS = re.compile(r"[(\[{【〔<]([^()\[\]{}【】〔〕<>]*)[)\]}】〕>]")
AFTER_WORD = re.compile(r"[\s_/,:-]((?:rmb|cny|usd|eur)?\s*(?:10k|thousands?|millions?|billions?|'?000s?))$")
TAIL = re.compile(r"([十百千万]?[万亿]|[百千])(?:元|圆)$")


def unit_of_header(header: str) -> Decimal:
    """What one unit of the column is worth: 金额(万元) 10000, Amount (k) 1000, Discount % 0.01, else 1."""
    text = narrow(header).lower()
    for content in IN_BRACKETS.findall(text):
        scale = scale_of(content)
        if scale is not None:
            return scale
    if text.endswith("%"):
        return SCALES["%"]
    found = AFTER_WORD.search(text) or TAIL.search(text)
    return (found and scale_of(found.group(1))) or ONE


def is_unit(text: str) -> bool:
    """Whether the content of a header's brackets is a unit or a currency, so no part of the name."""
    text = narrow(text).lower()
    return scale_of(text) is not None or stripped_of_money(text) == ""


def scale_of(text: str) -> Decimal | None:
    """The scale a unit states (万元, RMB 10k, 千件, 万元/吨), None if it states none."""
    first = re.sub(r"^单位\s*[::]?\s*|^in\s+", "", text.strip()).split("/")[0].strip()
    bare_scale = stripped_of_money(first)
    if bare_scale in SCALES:
        return SCALES[bare_scale]
    if bare_scale == "m" and bare_scale != first:  # "RMB m"; a bare m may be metres
        return SCALES["million"]
    counted = re.fullmatch(rf"([十百千万]?[万亿]|[百千])(?:{COUNTED})", bare_scale)
    return SCALES.get(counted.group(1)) if counted else None


def stripped_of_money(text: str) -> str:
    """The text without a currency before or after it."""
    text = re.sub(rf"^(?:{MONEY_WORD})\s*", "", text.strip())
    return re.sub(rf"\s*(?:{MONEY_WORD})$", "", text).strip()


def currency_of(text: str) -> str | None:
    """The currency that a cell or a header's brackets state, as its ISO code; None if none."""
    low = narrow(text).lower()
    for content in (*IN_BRACKETS.findall(low), low):
        found = re.match(rf"[-+(]*({MONEY_WORD})(?![a-z])", content.strip()) or re.search(
            rf"(?<![a-z])({MONEY_WORD})[-)]*$", content.strip()
        )
        if found:
            return CURRENCIES[found.group(1)]
    return None
