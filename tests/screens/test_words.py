"""Nothing on a screen is left in the wrong language: every sentence and every label is in the catalogues."""

import ast
import re
import string
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest

import domain
import gateway
import ui
from db.settings import LANGUAGES
from domain import entities
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.language import LOCALES, catalogue, entries, label
from domain.core.permission import Permission
from domain.core.statement import Statement
from tests.architecture.source import calls, dotted, within
from tests.screens.visitor import PAGES, declared, name
from ui.access.matrix import areas
from ui.fields import Kind, choices_of, key_of, kind_of
from ui.screen import Column, Computed, Screen

BOTH = pytest.mark.parametrize("language", LANGUAGES)


WESTERN = re.compile(r"[\u4e00-\u9fff”][,:;?]|[,:;?][\u4e00-\u9fff“]|[\u4e00-\u9fff]\(|\)[\u4e00-\u9fff]")


def sentences() -> Iterator[tuple[str, str]]:
    """(where, English) of every `_("...")` on a screen."""
    for path, tree in within("ui", "pages").items():
        for call in calls(tree):
            if dotted(call.func) == "_" and call.args and isinstance(call.args[0], ast.Constant):
                yield f"{path}:{call.lineno}", str(call.args[0].value)


def test_every_sentence_of_a_screen_has_a_chinese_translation() -> None:
    missing = {f"{where} {text}" for where, text in sentences() if text not in catalogue("zh_CN")}
    assert not missing


def test_a_translation_fills_in_the_same_facts() -> None:
    wrong = {
        text for text, chinese in catalogue("zh_CN").items() if " " in text and facts(text) != facts(chinese)
    }
    assert not wrong


def test_every_refusal_and_statement_has_a_chinese_translation() -> None:
    for package in (domain, gateway, ui):  # all of them, not only what other tests happened to import
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    known = [kind for base in (DomainError, Statement) for kind in below(base)]
    kinds = [kind for kind in known if not kind.__module__.startswith("tests.")]
    spoken = {text for kind in kinds if (text := str(getattr(kind, "text", "")))}
    bare = {text for text in spoken if not text.startswith("{")}
    assert not bare - set(catalogue("zh_CN"))


def test_both_languages_label_the_same_things() -> None:
    chinese = {key for key in catalogue("zh_CN") if " " not in key and "." in key.strip(".")}
    english = {key for key in catalogue("en") if " " not in key and "." in key.strip(".")}
    assert {key for key in chinese ^ english if not key.endswith((".", "。"))} == set()


def test_chinese_is_written_with_chinese_punctuation() -> None:
    western = {text for text in catalogue("zh_CN").values() if WESTERN.search(text)}
    assert not western


@BOTH
def test_no_two_catalogue_files_disagree(language: str) -> None:
    said: dict[str, str] = {}
    for file in sorted((LOCALES / language).glob("*.po")):
        for key, text in entries(file).items():
            assert said.setdefault(key, text) == text, f"{key} in {file.name}"


@BOTH
@pytest.mark.parametrize("screen", PAGES, ids=name)
def test_everything_a_screen_declares_has_a_name(screen: ModuleType, language: str) -> None:
    unnamed = [key for key in labels(screen) if label(key, language) in (key, str(key))]
    assert not unnamed


@BOTH
def test_every_field_of_every_entity_has_a_name_for_the_history(language: str) -> None:
    unnamed = [
        f"{kind.__name__}.{column.key}"
        for kind in vars(entities).values()
        if isinstance(kind, type) and issubclass(kind, Entity)
        for column in kind.__mapper__.column_attrs
        if label(f"{kind.__name__}.{column.key}", language) == f"{kind.__name__}.{column.key}"
    ]
    assert not unnamed


@BOTH
def test_every_permission_and_its_area_have_a_name(language: str) -> None:
    names = [*Permission, *(f"area.{area}" for area in areas())]
    unnamed = [one for one in names if label(one, language).startswith(("Permission.", "area."))]
    assert not unnamed


def labels(screen: ModuleType) -> Iterator[str | Enum]:
    declaration = declared(screen)
    yield declaration.title_key
    if isinstance(declaration, Screen):
        yield f"entity.{declaration.entity.__name__}"
        if declaration.empty:
            yield declaration.empty
        yield from (f"section.{section.key}" for section in declaration.form)
        yield from (f"view.{view.key}" for view in declaration.views)
        yield from (f"related.{related.key}" for related in declaration.related)
        yield from (f"tile.{tile.key}" for tile in declaration.tiles)
        yield from (f"action.{action.key}" for action in declaration.actions)
        shown = (*declaration.columns, *declaration.filters, *declaration.shown_fields)
        for column in (*shown, *(one for related in declaration.related for one in related.columns)):
            yield from named(column, declaration)


def named(column: Column, screen: Screen) -> Iterator[str | Enum]:
    if isinstance(column, Computed):
        yield f"{screen.entity.__name__}.{column.key}"
        return
    yield key_of(column)
    if kind_of(column) is Kind.CHOICE:
        yield from choices_of(column)


def facts(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def below(base: type) -> Iterator[type]:
    child: type
    for child in base.__subclasses__():
        yield child
        yield from below(child)
