"""What a person is told about a file: in both languages, with every fact."""

import inspect
from string import Formatter

import pytest

from domain.core.errors import DomainError
from domain.core.language import catalogue, say
from domain.intake import bad_value
from domain.intake import table as table_module
from domain.intake.files import refusals
from domain.intake.files.delimiter import DELIMITERS
from domain.intake.files.encoding import decode
from domain.intake.files.read import KINDS, read_table
from domain.intake.files.refusals import EncodingUnclear, FileRefused

TEXTS = sorted(
    {
        kind.text
        for module in (refusals, table_module, bad_value)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, DomainError) and kind.__module__ == module.__name__ and "text" in vars(kind)
    }
)


def facts(text: str) -> set[str]:
    """The facts that a message names."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("text", TEXTS)
def test_every_refusal_is_said_in_chinese_with_the_same_facts(text: str) -> None:
    assert facts(catalogue("zh_CN")[text]) == facts(text)


def test_the_names_of_things_inside_a_refusal_are_chinese_too() -> None:
    names = {*DELIMITERS.values(), *KINDS.values(), "a binary file"}
    assert names <= set(catalogue("zh_CN"))


def test_a_refusal_reads_as_one_sentence_of_its_language() -> None:
    with pytest.raises(FileRefused) as refused:
        read_table(b"a;b,c\nx;y,z\n", "x.csv")
    assert say(refused.value, "zh_CN") == "值之间的分隔符可能是逗号，也可能是分号。请选择其一。"
    assert (
        say(refused.value, "en")
        == "The values may be separated by comma or by semicolon. Choose one of them."
    )


def test_single_accents_suggest_western_europe_first() -> None:
    with pytest.raises(EncodingUnclear) as refused:
        decode("n,é\n1,México\n".encode("cp1252"))
    assert str(refused.value.facts["encodings"]).startswith("windows-1252, windows-1250")
