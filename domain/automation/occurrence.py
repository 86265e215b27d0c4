"""What can set an automation off: events of records, as the journal tells them."""

from domain.core.entity import Entity
from domain.core.kinds import kinds as every_kind
from domain.core.workflow import WorkflowEntity

CREATED, CHANGED, IMPORTED, UNDONE = "created", "changed", "imported", "undone"
ORIGIN = "automation"
"""Origin of what automations write. Such lines of the journal set nothing off: there are no loops."""
BATCH = "ImportBatch"
OWN = "domain.automation."


def kinds() -> dict[str, type[Entity]]:
    """Every kind of record that somebody may read by itself, by name."""
    return {
        name: kind
        for name, kind in sorted(every_kind().items())
        if kind.read_permission is not None and not kind.__module__.startswith(OWN)
    }


def events_of(kind: type[Entity]) -> tuple[str, ...]:
    """What can happen to such a record: it is created, changed, takes a step; a file is imported."""
    if kind.__name__ == BATCH:
        return IMPORTED, UNDONE
    if issubclass(kind, WorkflowEntity):
        return tuple(dict.fromkeys((CREATED, CHANGED, *steps_of(kind))))
    return CREATED, CHANGED


def steps_of(kind: type[Entity]) -> tuple[str, ...]:
    """Names of the steps of its workflow, if it has one."""
    if not issubclass(kind, WorkflowEntity):
        return ()
    return tuple(dict.fromkeys(step.name for step in kind.workflow.steps))
