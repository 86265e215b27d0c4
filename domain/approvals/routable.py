"""Which steps can be routed: those of every workflow, except the approvals' own."""

from domain.core.errors import RuleBroken
from domain.core.kinds import kinds
from domain.core.workflow import WorkflowEntity

OWN = "domain.approvals."
"""Routes and requests have their own rules; a route over them could lock everybody out."""


class NoSuchStep(RuleBroken):
    """The kind of record, or its step, does not exist or cannot be routed."""

    text = "There is no step {name} of {entity} that could be routed."


def routable() -> dict[str, type[WorkflowEntity]]:
    """Every kind of record with a workflow, by name."""
    return {
        name: kind
        for name, kind in sorted(kinds().items())
        if issubclass(kind, WorkflowEntity) and not is_own(kind)
    }


def is_own(kind: type) -> bool:
    """Whether it is one of the approvals' own records."""
    return kind.__module__.startswith(OWN)


def steps_of(kind: type[WorkflowEntity]) -> tuple[str, ...]:
    """Names of its steps, once each, in order."""
    return tuple(dict.fromkeys(step.name for step in kind.workflow.steps))


def require_step(entity: str, step: str) -> type[WorkflowEntity]:
    """The kind of record; NoSuchStep unless that step of it can be routed."""
    kind = routable().get(entity)
    if kind is None or step not in steps_of(kind):
        raise NoSuchStep(field="step", name=step, entity=entity)
    return kind
