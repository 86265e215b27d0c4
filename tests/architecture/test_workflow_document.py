"""docs/workflows.md tells what the code does."""

from domain.core.workflow import WorkflowEntity
from domain.core.workflow_document import workflow_document
from tests.architecture.workflow_document import FILE


def test_the_document_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == workflow_document(), "run: make docs"


def test_every_workflow_is_in_the_document() -> None:
    text = FILE.read_text(encoding="utf-8")
    kinds = [mapper.class_ for mapper in WorkflowEntity.registry.mappers]
    flows = [kind for kind in kinds if issubclass(kind, WorkflowEntity)]
    assert flows
    for kind in flows:
        assert f"## {kind.__name__}\n" in text
        assert kind.workflow.diagram() in text
        assert all(f"| {step.name} |" in text for step in kind.workflow.steps)
