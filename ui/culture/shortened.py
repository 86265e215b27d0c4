"""Long texts where only their beginning has room."""

MOST = 140


def shortened(text: str, most: int = MOST) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
