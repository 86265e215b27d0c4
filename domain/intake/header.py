"""Names of columns, compared without the accidents of writing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.intake.text import narrow
from domain.intake.units import IN_BRACKETS, is_unit

HAN = "\u4e00-\u9fff"
WORD_EDGE = re.compile(
    rf"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])"
)
WORD = re.compile(rf"[a-z]+|\d+|[{HAN}]+")
SAME = {
    "no": "number", "num": "number", "nr": "number", "nbr": "number", "qty": "quantity", "amt": "amount",
    "cust": "customer", "client": "customer", "inv": "invoice", "prod": "product", "item": "product",
    "dt": "date", "desc": "description", "acct": "account", "emp": "employee", "dept": "department",
    "curr": "currency", "ccy": "currency", "val": "value", "rep": "representative", "opp": "opportunity",
    "ord": "order", "pct": "percent", "disc": "discount", "identifier": "id",
}  # fmt: skip
"""Short and other words -> the word they stand for."""
EMPTY = frozenset(("the", "of", "a", "an", "and", "our", "your", "actual", "in", "on", "at", "by"))
EMPTY_CHINESE = re.compile("实际|本币|原币|人民币|的")
"""Words that do not change what a column means."""
ENDINGS = ((re.compile("(?:号码|编号|号)$"), "号"), (re.compile("(?:日期|时间|日)$"), "日"))
"""Chinese endings that are written in several ways. 代码 is none of them: 发票代码 is not 发票号码."""
REFERRING = frozenset(("id", "number", "code", "name", "full", "key", "ref"))
REFERRING_CHINESE = re.compile("(?:编码|代码|编号|号码|号|名称|全称|简称|姓名|名)$")
"""What names refer by: a customer by its code, number or name."""
QUALIFIERS = re.compile(
    r"不|未|非|免|应|预|余|税|计划|累计|期初|期末|上[年月期]|去年|目标"
    r"|\b(?:un(?=[a-z]{3})|non|not|excl|excluding|without|before|late|days|planned|expected|estimated|forecast"
    r"|opening|closing|previous|last|next|target|net|gross|tax|balance|unpaid|overdue)"
)
"""Parts of a name that give it another meaning, however alike the rest is."""
NUMBER_OR_PLURAL = re.compile(r"\d+|(?<=[a-rt-z])s$")


@dataclass(frozen=True)
class Name:
    """A header or an alias, taken apart."""

    joined: str
    """All its words, without anything between them."""
    telling: frozenset[str]
    """The words that carry meaning, each in its usual form."""
    referred: frozenset[str]
    """The telling words without those that only say how it is referred to (id, code, name)."""
    qualifiers: frozenset[str]
    """What must be the same in two names that are merely alike."""


@lru_cache(maxsize=4096)
def name_of(header: str) -> Name:
    """A header without case, width, separators, camel case, and units in brackets."""
    text = IN_BRACKETS.sub(without_unit, narrow(header))
    text = WORD_EDGE.sub(" ", text).lower().replace("_", " ")
    words = [SAME.get(word, word) for word in WORD.findall(text)]
    telling = frozenset(usual(word) for word in words if word not in EMPTY) - {""}
    referred = frozenset(REFERRING_CHINESE.sub("", word) for word in telling if word not in REFERRING) - {""}
    qualifiers = frozenset(QUALIFIERS.findall(text)) | frozenset(NUMBER_OR_PLURAL.findall(text.strip()))
    return Name("".join(words), telling, referred, qualifiers)


def without_unit(found: re.Match[str]) -> str:
    """The content of brackets, if it says more than a unit."""
    return " " if is_unit(found.group(1)) else f" {found.group(1)} "


def usual(word: str) -> str:
    """The word in its usual form: one Chinese ending for several, no filling words.

    Plurals stay: a column of employees counts them, one of the employee names one.
    """
    word = EMPTY_CHINESE.sub("", word)
    for ending, instead in ENDINGS:
        word = ending.sub(instead, word)
    return word
