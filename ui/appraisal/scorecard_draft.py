"""A scorecard while somebody writes it: a working copy that becomes the record when it is saved."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.content import TOTAL, Dimension, ScorecardContent
from domain.appraisal.define_scorecard import change_scorecard
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.core.visibility import actor_of
from ui.language import _
from ui.wish import forget_refusal, wish

LONGEST = 40


def place_of(scorecard_id: int) -> str:
    """The start of the widget keys of a scorecard."""
    return f"scorecards:{scorecard_id}"


def draft_of(scorecard_id: int) -> ScorecardContent | None:
    """The working copy; None while nobody writes here."""
    found: ScorecardContent | None = st.session_state.get(f"{place_of(scorecard_id)}:draft")
    return found


def begin(scorecard: Scorecard) -> None:
    """Callback: start writing."""
    place = place_of(scorecard.id)
    st.session_state[f"{place}:draft"] = scorecard.asks
    st.session_state[f"{place}:version"] = scorecard.version


def leave(scorecard_id: int) -> None:
    """Callback: forget what was not saved."""
    place = place_of(scorecard_id)
    forget_refusal(place)
    for key in [key for key in st.session_state if str(key).startswith(f"{place}:")]:
        del st.session_state[key]


def save(scorecard_id: int) -> None:
    """Callback: the working copy becomes the scorecard, if its weights and items are sound."""
    place, draft = place_of(scorecard_id), draft_of(scorecard_id)
    if draft is None:
        return
    version = st.session_state[f"{place}:version"]

    def work(session: Session) -> bool:
        change_scorecard(session, actor_of(session), scorecard_id, {"content": draft.plain()}, version)
        return True

    done = _("The scorecard is saved. Cycles that were opened before keep the one they began with.")
    if wish(work, done=done, place=place):
        leave(scorecard_id)


def take_model(scorecard_id: int, model: ScorecardContent) -> None:
    """Callback: the copy asks what the model asks, instead of what it asked."""
    _keep(scorecard_id, list(model.dimensions))


def put_dimension(scorecard_id: int, at: int | None, one: Dimension) -> None:
    """Write a dimension into the copy; None: behind the others."""
    dimensions = list(_present(scorecard_id).dimensions)
    if at is None:
        dimensions.append(one)
    else:
        dimensions[at] = one
    _keep(scorecard_id, dimensions)


def drop_dimension(scorecard_id: int, at: int) -> None:
    """Callback: take a dimension with its items out of the copy."""
    dimensions = list(_present(scorecard_id).dimensions)
    del dimensions[at]
    _keep(scorecard_id, dimensions)


def put_item(scorecard_id: int, at: int, place: int | None, one: ScorecardItem) -> None:
    """Write an item into a dimension of the copy; None: behind the others."""
    dimension = _present(scorecard_id).dimensions[at]
    items = list(dimension.items)
    if place is None:
        items.append(one)
    else:
        items[place] = one
    put_dimension(scorecard_id, at, replace(dimension, items=tuple(items)))


def drop_item(scorecard_id: int, at: int, place: int) -> None:
    """Callback: take an item out of the copy."""
    dimension = _present(scorecard_id).dimensions[at]
    items = [one for number, one in enumerate(dimension.items) if number != place]
    put_dimension(scorecard_id, at, replace(dimension, items=tuple(items)))


def move_item(scorecard_id: int, at: int, place: int, by: int) -> None:
    """Callback: an item changes places with its neighbour."""
    dimension = _present(scorecard_id).dimensions[at]
    items = list(dimension.items)
    items[place], items[place + by] = items[place + by], items[place]
    put_dimension(scorecard_id, at, replace(dimension, items=tuple(items)))


def new_key(content: ScorecardContent, name: str, kind: str) -> str:
    """A key from the English name that nothing here has yet."""
    taken = {item.key for item in content.items} | {one.key for one in content.dimensions}
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST]
    stem = plain if plain[:1].isalpha() else kind
    names = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def new_item(content: ScorecardContent, dimension: Dimension) -> ScorecardItem:
    """An item to begin with: it takes the weight that is left."""
    left = max(Decimal(0), TOTAL - total(item.weight for item in dimension.items))
    return ScorecardItem(new_key(content, "", "item"), "", "", ItemKind.INDICATOR, left)


def total(weights: Iterable[Decimal]) -> Decimal:
    """A sum of weights."""
    return sum(weights, Decimal(0))


def _present(scorecard_id: int) -> ScorecardContent:
    return draft_of(scorecard_id) or ScorecardContent(())


def _keep(scorecard_id: int, dimensions: list[Dimension]) -> None:
    st.session_state[f"{place_of(scorecard_id)}:draft"] = ScorecardContent(tuple(dimensions))
