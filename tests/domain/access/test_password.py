import unicodedata

import pytest
from streamlit_authenticator import Hasher

from domain.access import password as kept
from domain.access.password import (
    PasswordContainsName,
    PasswordTooLong,
    PasswordTooShort,
    PasswordTooSimple,
    hash_password,
    initial_password,
    is_outdated,
    matches,
    require_strong,
)


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery",
        "春眠不觉晓处处闻啼鸟",
        "Tr0ub4dor&3-xyz",
        "我们公司七楼的咖啡机坏了",
        pytest.param(initial_password(), id="initial"),
    ],
)
def test_a_sentence_or_a_wild_mixture_is_good_enough(good: str) -> None:
    require_strong(good, "zhangsan", "张三", "示例公司")


@pytest.mark.parametrize("short", ["", "x", "a1b2c3d4e", "         padded         "])
def test_fewer_than_ten_characters_are_too_few(short: str) -> None:
    with pytest.raises(PasswordTooShort):
        require_strong(short)


def test_nobody_types_more_than_two_hundred_characters() -> None:
    with pytest.raises(PasswordTooLong):
        require_strong("long " * 41)


@pytest.mark.parametrize(
    "simple",
    [
        "aaaaaaaaaaaa",
        "1234567890",
        "9876543210",
        "20260615112233",
        "qwertyuiop",
        "abcdefghijkl",
        "abababababab",
        "1111222233334444",
        "password2026!",
        "P@ssw0rd!!!!",
        "Welcome12345",
        "woaini1314520",
        "neikong!2026",
        "密码1234567890",
    ],
)
def test_repetition_keyboard_rows_and_common_words_are_refused(simple: str) -> None:
    with pytest.raises(PasswordTooSimple):
        require_strong(simple)


@pytest.mark.parametrize("named", ["zhangsan-7-pelicans", "张三爱吃红烧肉和米饭", "SAMPLE COMPANY forever"])
def test_a_password_is_not_built_on_a_known_name(named: str) -> None:
    with pytest.raises(PasswordContainsName):
        require_strong(named, "zhangsan", "张三", "Sample Company")


def test_a_kept_password_matches_itself_only() -> None:
    hashed = hash_password("correct horse battery")
    assert matches("correct horse battery", hashed)
    assert not matches("correct horse batterz", hashed)


def test_every_character_of_a_long_chinese_sentence_counts() -> None:
    sentence = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少春眠不觉晓处处闻啼鸟夜来风雨声花落知多少"
    assert len(sentence.encode()) > 72
    assert not matches(sentence[:-1] + "小", hash_password(sentence))


def test_a_password_matches_however_the_keyboard_composes_it() -> None:
    composed = "crème brûlée à la carte"
    assert matches(
        unicodedata.normalize("NFD", composed), hash_password(unicodedata.normalize("NFC", composed))
    )


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password("correct horse battery") != hash_password("correct horse battery")


def test_no_password_matches_an_account_that_does_not_exist() -> None:
    assert not matches("correct horse battery", None)
    assert not matches("", None)


def test_a_hash_made_with_less_work_is_outdated(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = hash_password("correct horse battery")
    assert not is_outdated(hashed)
    monkeypatch.setattr(kept, "COST", 5)
    assert is_outdated(hashed)
    assert matches("correct horse battery", hashed)


def test_hashes_are_those_of_the_sign_in_form_s_own_library() -> None:
    hashed = hash_password("correct horse battery")
    assert Hasher.is_hash(hashed)
    assert Hasher.check_pw(kept._prepared("correct horse battery").decode(), hashed)


def test_first_passwords_never_repeat() -> None:
    assert len({initial_password() for _ in range(100)}) == 100
