"""docs/workflows.md, written from the declarations, so that it cannot tell another story than the code."""

import inspect
from collections.abc import Iterator
from typing import Any

from domain.core.workflow import Step, WorkflowEntity

INTRODUCTION = """\
# Workflows

Generated from the code by `make docs`; a test holds it to the code. A step is refused unless the person holds
the permission in the record's unit and everything under "Must hold" is true. "Days" is how long a record may
wait for the step in its state. Every step is written to the history of steps and to the journal.
"""


def workflow_document() -> str:
    """The document of every workflow that is declared in the modules imported so far."""
    chapters = (_chapter(kind) for kind in sorted(_kinds(WorkflowEntity), key=lambda kind: kind.__name__))
    return "\n".join([INTRODUCTION, *chapters])


def _kinds(kind: type[WorkflowEntity]) -> Iterator[type[WorkflowEntity]]:
    for below in kind.__subclasses__():
        if "workflow" in vars(below):
            yield below
        yield from _kinds(below)


def _chapter(kind: type[WorkflowEntity]) -> str:
    flow = kind.workflow
    editable = ", ".join(sorted(flow.editable_in)) or "none; fields change through their own verbs"
    rows = [_row(step) for step in flow.steps]
    head = "| Step | From | To | Permission | Must hold | Also happens | Reason | Days |"
    return "\n".join(
        [
            f"## {kind.__name__}", "", _sentence(kind), "",
            "```mermaid", flow.diagram(), "```", "",
            head, "|---" * (head.count("|") - 1) + "|", *rows, "",
            f"Freely editable in: {editable}.", "",
        ]
    )  # fmt: skip


def _row(step: Step[Any]) -> str:
    cells = (
        step.name,
        ", ".join(sorted(step.sources)),
        step.target.value,
        step.permission.value if step.permission else "everybody",
        " ".join(_sentence(guard) for guard in step.guards),
        " ".join(_sentence(effect) for effect in step.effects),
        "needed" if step.needs_reason else "",
        "" if step.allowed_days is None else str(step.allowed_days),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _sentence(what: object) -> str:
    """The first paragraph of the docstring as one line."""
    text = inspect.getdoc(what) or getattr(what, "__name__", "").replace("_", " ").capitalize() + "."
    return " ".join(text.split("\n\n")[0].split())
