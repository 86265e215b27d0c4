"""How far a cycle is, as a picture: one bar for each unit, layered by state."""

from collections.abc import Mapping
from decimal import Decimal

from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.progress import CycleProgress
from domain.core.rounding import quotient
from ui import formats
from ui.boards import picture
from ui.boards.marks import Row
from ui.boards.picture import Words
from ui.charts.data import Measured
from ui.dashboard.declaration import Link, Picture
from ui.language import _, label

ORDER = list(AssessmentState)


def progress_picture(found: CycleProgress, units: Mapping[int, str]) -> Picture:
    """Units with most people first."""
    sizes: dict[int, int] = {}
    for (unit, _state), count in found.by_unit.items():
        sizes[unit] = sizes.get(unit, 0) + count
    order = sorted(sizes, key=lambda unit: (-sizes[unit], units.get(unit, "")))
    used = [state for state in ORDER if found.in_state(state)]
    # Every bar names every state: the order of bars and that of layers both follow the order of rows.
    rows = [
        Row(
            name=units.get(unit, formats.NOTHING), series=label(state), place=ORDER.index(state),
            value=Decimal(found.by_unit.get((unit, state), 0)),
        )
        for unit in order
        for state in used
    ]  # fmt: skip
    share = formats.percent(quotient(found.done, found.total), 0)
    words = Words(
        title=_("{done} of {total} published ({share})", done=found.done, total=found.total, share=share),
        empty=_("Nobody is assessed in this cycle yet."),
        records=Link("assessments", {"cycle": str(found.cycle_id)}),
    )
    return picture.stacked_rows(rows, None, words, Measured.NUMBER)
