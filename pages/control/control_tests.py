"""Control tests: which control was tried when, by whom, and whether it works."""

from domain.core.permission import Permission
from domain.core.registering import register
from domain.oversight.control_test import ControlTest
from ui.screen import Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.control_tests",
    icon=":material/fact_check:",
    url_path="control-tests",
    entity=ControlTest,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_IMPORT,
    columns=(
        ControlTest.control,
        ControlTest.name,
        ControlTest.process,
        ControlTest.unit,
        ControlTest.tested_on,
        ControlTest.is_key,
        ControlTest.effective,
        ControlTest.concludes,
        ControlTest.tester,
    ),
    filters=(
        ControlTest.unit,
        ControlTest.control,
        ControlTest.process,
        ControlTest.is_key,
        ControlTest.effective,
        ControlTest.concludes,
        ControlTest.tested_on,
        ControlTest.period,
        ControlTest.tester,
        ControlTest.batch_id,
    ),
    search=(ControlTest.control, ControlTest.name, ControlTest.process),
    order_by=ControlTest.tested_on,
    descending=True,
    form=(
        Section(
            "control",
            (ControlTest.control, ControlTest.name),
            (ControlTest.process, ControlTest.unit),
            ControlTest.is_key,
        ),
        Section(
            "test_result",
            (ControlTest.tested_on, ControlTest.tester),
            ControlTest.effective,
            ControlTest.note,
        ),
        Shown("counted", (ControlTest.concludes, ControlTest.period)),
        Shown("origin", (ControlTest.source, ControlTest.source_ref)),
    ),
    views=(
        View("failed_controls", {"effective": "no"}),
        View("failed_key_controls", {"effective": "no", "is_key": "yes"}),
    ),
    create=lambda session, actor, values: register(
        session, actor, Permission.FACTS_IMPORT, ControlTest, values, "tested_on"
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
