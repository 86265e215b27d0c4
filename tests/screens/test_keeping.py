"""An answer is kept until somebody writes, and never told to anybody who may see less."""

from collections.abc import Callable

from db.unit_of_work import reading, unit_of_work
from domain.core.permission import Actor, machine
from tests.factories import a_customer, a_unit, an_actor
from ui.kept import kept


def counting() -> tuple[Callable[[], int], list[int]]:
    asked: list[int] = []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    return answer, asked


def ask(actor: Actor, answer: Callable[[], int], words: str = "") -> int:
    with reading(actor) as session:
        return kept(session, "question", words, answer)


def test_a_question_is_answered_once_while_nothing_changes(database: str) -> None:
    answer, asked = counting()
    assert [ask(an_actor(), answer) for _ in range(3)] == [1, 1, 1]
    assert len(asked) == 1


def test_any_change_makes_the_answer_new(database: str) -> None:
    answer, _ = counting()
    assert ask(an_actor(), answer) == 1
    with unit_of_work(machine("test")) as session:
        a_customer(session)
    assert ask(an_actor(), answer) == 2


def test_people_of_different_units_never_share_an_answer(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        one, other = a_unit(session).id, a_unit(session).id
    answer, asked = counting()
    for units in (None, frozenset({one}), frozenset({other}), frozenset[int]()):
        ask(an_actor(units=units), answer)
    assert len(asked) == 4


def test_other_words_are_another_question(database: str) -> None:
    answer, asked = counting()
    for words in ("a", "b", "a"):
        ask(an_actor(), answer, words)
    assert len(asked) == 2
