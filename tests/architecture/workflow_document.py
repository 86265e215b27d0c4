"""Where the workflow document lies, and its writer: `python -m tests.architecture.workflow_document`."""

from domain import entities  # noqa: F401  declares every workflow
from domain.core.workflow_document import workflow_document
from tests.architecture.source import ROOT

FILE = ROOT / "docs" / "workflows.md"

if __name__ == "__main__":
    FILE.write_text(workflow_document(), encoding="utf-8")
