"""Approval routes: who must agree before a step of any workflow is taken, as data with versions."""

# Whoever knows anything of approvals must also have the gate before the steps.
from domain.approvals import gate as gate
