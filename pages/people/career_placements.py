"""Career placements: who is in which level, since when."""

from domain.core.permission import Permission
from domain.rewards.placement import CareerPlacement
from ui.rewards.listed import works_on_people
from ui.rewards.making import create_placement
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.career_placements",
    icon=":material/person_pin:",
    url_path="career-placements",
    entity=CareerPlacement,
    read=Permission.REWARDS_READ,
    write=Permission.REWARDS_PROPOSE,
    columns=(CareerPlacement.person, CareerPlacement.unit, CareerPlacement.level, CareerPlacement.since),
    filters=(CareerPlacement.level, CareerPlacement.unit, CareerPlacement.person, CareerPlacement.since),
    search=(CareerPlacement.person, CareerPlacement.level),
    listed=works_on_people,
    order_by=CareerPlacement.since,
    descending=True,
    form=(Section("placement", (CareerPlacement.person, CareerPlacement.level, CareerPlacement.since)),),
    asked_only_new=(CareerPlacement.person,),
    create=create_placement,
    archives=True,
    empty="empty.career_placements",
)

if __name__ == "__main__":
    show(SCREEN)
