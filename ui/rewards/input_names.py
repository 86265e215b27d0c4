"""What people call the inputs of a bonus, by their path in what was frozen."""

from ui.language import label


def input_name(path: str) -> str:
    """`collection.value` in words; `losses.2.amount` as the loss it is."""
    words = [one for one in path.split(".") if not one.isdigit()]
    names = [label(f"BonusInput.{one}") for one in words]
    return " · ".join(names)
