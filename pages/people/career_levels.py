"""Career levels: the paths, what each level pays, what one must fulfil to reach it."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.rewards.career_level import CareerLevel
from domain.rewards.placement import CareerPlacement
from ui.screen import Related, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.career_levels",
    icon=":material/stairs:",
    url_path="career-levels",
    entity=CareerLevel,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(
        CareerLevel.track,
        CareerLevel.position,
        CareerLevel.code,
        CareerLevel.name_zh,
        CareerLevel.name_en,
        CareerLevel.post,
        CareerLevel.tenure_months,
        CareerLevel.clean_cycles,
        CareerLevel.barred_grades,
        CareerLevel.certificates,
        CareerLevel.violation_months,
        CareerLevel.peer_least,
    ),
    filters=(CareerLevel.track, CareerLevel.post),
    search=(CareerLevel.code, CareerLevel.name_zh, CareerLevel.name_en, CareerLevel.track),
    order_by=CareerLevel.code,
    form=(
        Section(
            "identity",
            (CareerLevel.code, CareerLevel.track, CareerLevel.position),
            (CareerLevel.name_zh, CareerLevel.name_en, CareerLevel.post),
        ),
        Section("pay_band", (CareerLevel.pay_min, CareerLevel.pay_max, CareerLevel.band_shown)),
        Section(
            "path_conditions",
            (CareerLevel.tenure_months, CareerLevel.clean_cycles, CareerLevel.barred_grades),
            (CareerLevel.certificates, CareerLevel.violation_months, CareerLevel.peer_least),
        ),
    ),
    related=(
        Related(
            key="placements",
            by=CareerPlacement.level_id,
            columns=(CareerPlacement.person, CareerPlacement.unit, CareerPlacement.since),
            order_by=CareerPlacement.since,
            descending=True,
            page="career-placements",
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.REWARDS_PROPOSE, CareerLevel, values
    ),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
