"""Words of the organisation's own stand before the shipped ones until they are emptied."""

from collections.abc import Iterator

import pytest

from db.unit_of_work import unit_of_work
from domain.core import language
from domain.core.own_text import own_texts
from domain.core.permission import Permission
from domain.core.write_texts import write_texts
from tests import factories as make

SOURCE = "test"


@pytest.fixture(autouse=True)
def shipped_words_again() -> Iterator[None]:
    """Leave the words as they are shipped."""
    yield
    language.say_instead(SOURCE, {})


def test_a_field_is_called_as_the_organisation_calls_it(database: str) -> None:
    shipped = language.label("Customer.region", "en")
    actor = make.an_actor(Permission.CONFIGURATION_WRITE)
    with unit_of_work(actor) as session:
        help_ = ("按客户注册地填写。", "Where it is registered.")
        texts = {"Customer.region": ("片区", ""), "help.Customer.region": help_}
        assert write_texts(session, actor, texts) == 2
        assert write_texts(session, actor, texts) == 0
        language.say_instead(SOURCE, own_texts(session))
        assert language.label("Customer.region", "zh_CN") == "片区"
        assert language.label("Customer.region", "en") == shipped
        assert language.label("help.Customer.region", "en") == "Where it is registered."
        assert write_texts(session, actor, {"Customer.region": ("", "")}) == 1
        language.say_instead(SOURCE, own_texts(session))
        assert language.label("Customer.region", "zh_CN") != "片区"


def test_what_a_source_no_longer_says_is_forgotten() -> None:
    language.say_instead(SOURCE, {"Customer.region": {"en": "Patch"}})
    language.say_instead(SOURCE, {"Customer.name": {"en": "Firm"}})
    assert language.label("Customer.region", "en") != "Patch"
    assert language.label("Customer.name", "en") == "Firm"
