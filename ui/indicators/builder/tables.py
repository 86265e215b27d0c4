"""Small tables of words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from domain.core.rounding import rounded
from ui import formats

PLACES = 4


def table(columns: Mapping[str, Sequence[str]], key: str, alt: str, right: Sequence[str] = ()) -> None:
    """Heading -> cells; all rows are shown. `right`: headings whose cells are numbers."""
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, key=key, alt=alt, height="content",
        column_config={name: st.column_config.TextColumn(alignment="right") for name in right},
    )  # fmt: skip


def plain(value: Decimal | None) -> str:
    """A part of a figure."""
    return formats.NOTHING if value is None else formats.number(rounded(value, PLACES))
