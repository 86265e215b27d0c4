"""The theme is complete and readable, light and dark."""

import tomllib
from typing import Any

import pytest
from streamlit import config

from tests.architecture.source import ROOT

CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
STATUS = ("green", "yellow", "orange", "red", "blue", "violet", "gray")
READABLE = 4.5  # WCAG 2.1 AA for text


def test_streamlit_knows_every_setting() -> None:
    known = set(config.get_config_options())
    unknown = [key for key in flattened(CONFIG) if key not in known]
    assert not unknown, f"misspelt or gone in this version of Streamlit: {unknown}"


def test_both_themes_set_the_same_things() -> None:
    light, dark = CONFIG["theme"]["light"], CONFIG["theme"]["dark"]
    assert set(light) == set(dark)
    assert len(light["chartSequentialColors"]) == len(dark["chartSequentialColors"]) == 10
    assert len(light["chartDivergingColors"]) == len(dark["chartDivergingColors"]) == 10


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read_on_its_background(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    pairs = [("textColor", "backgroundColor"), ("textColor", "secondaryBackgroundColor")]
    pairs += [("linkColor", "backgroundColor"), ("primaryColor", "backgroundColor")]
    pairs += [("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor")]
    pairs += [(f"{c}TextColor", f"{c}BackgroundColor") for c in STATUS]
    pairs += [(f"{c}TextColor", "backgroundColor") for c in STATUS]
    faint = {
        pair: round(ratio, 2) for pair in pairs if (ratio := contrast(*(theme[p] for p in pair))) < READABLE
    }
    assert not faint, f"{mode}: {faint}"


def test_every_font_file_is_there() -> None:
    files = [face["url"].removeprefix("app/static/") for face in CONFIG["theme"]["fontFaces"]]
    assert all((ROOT / "static" / file).read_bytes()[:4] == b"wOF2" for file in files)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def flattened(tree: dict[str, Any], prefix: str = "") -> list[str]:
    """Dotted names of the settings; tables that are values are not entered."""
    found: list[str] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and name != "server.trustedUserHeaders":
            found += flattened(value, f"{name}.")
        else:
            found.append(name)
    return found
