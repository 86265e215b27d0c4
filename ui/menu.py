"""The menu: sections of the bar at the top, groups of pages in them, how a group is told from the next.

Streamlit knows sections, not groups. The groups of a section stand side by side, each under its name, where
the window is wide enough, and below one another on a phone; without this style they are one long list.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType

from ui.language import label

Menu = Mapping[str, Mapping[str, Sequence[ModuleType]]]
"""Label key of a section -> label key of a group -> page modules. The section without a name stands first,
unfolded; a section's only group needs no name."""

HEADING = "display: block; padding: .4rem .75rem .2rem; font-size: .8rem; font-weight: 600; opacity: .75;"
BESIDE = """
@media (min-width: 768px) {
  [data-testid="stTopNavPopoverBody"]:has([data-testid="stTopNavPopover"]) {
    max-width: calc(100vw - 2rem); max-height: calc(100vh - 5rem);
  }
  %(whole)s { display: grid; grid-auto-flow: row dense; grid-auto-columns: max-content; column-gap: .5rem; }
%(columns)s
}
"""


def modules_of(menu: Menu) -> list[ModuleType]:
    """All pages, in the order they are read."""
    return [module for groups in menu.values() for modules in groups.values() for module in modules]


def only(menu: Menu, wanted: Callable[[ModuleType], bool]) -> Menu:
    """The pages that are wanted, and the sections and groups that have any."""
    found = {
        section: {key: some for key, modules in groups.items() if (some := list(filter(wanted, modules)))}
        for section, groups in menu.items()
    }
    return {section: groups for section, groups in found.items() if groups}


def style_of(menu: Menu, address: Callable[[ModuleType], str]) -> str:
    """How the groups of all sections with a name are drawn; `address`: where a page is found."""
    sections = [
        {key: [address(module) for module in modules] for key, modules in groups.items()}
        for section, groups in menu.items()
        if section
    ]
    grouped = [groups for groups in sections if "" not in groups]
    rules = [rule for groups in grouped for rule in _headings(groups)]
    columns = [rule for groups in grouped for rule in _columns(groups)]
    if columns:
        whole = ", ".join(_popover(next(iter(groups.values()))[0]) for groups in grouped)
        rules.append(BESIDE % {"whole": whole, "columns": "\n".join(columns)})
    return f"<style>{''.join(rules)}</style>" if rules else ""


def _headings(groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The name of a group above its first page, in the bar's list and in the list at the side."""
    for key, pages in groups.items():
        places = f"{_in_bar(pages[0])}::before, {_at_side(pages[0])}::before"
        yield f'{places} {{ content: "{_quoted(label(key))}"; {HEADING} }}\n'


def _columns(groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A group's first page and all after it stand in its column; the next group takes over from there."""
    for place, pages in enumerate(groups.values(), start=1):
        first = _in_bar(pages[0])
        yield f"  :is({first}, {first} ~ div) {{ grid-column: {place}; }}"


def _popover(page: str) -> str:
    return f'[data-testid="stTopNavPopover"]:has({_link(page)})'


def _in_bar(page: str) -> str:
    return f'[data-testid="stTopNavPopover"] > div:has({_link(page)})'


def _at_side(page: str) -> str:
    return f'[data-testid="stSidebarNavItems"] li:has({_link(page)})'


def _link(page: str) -> str:
    return f'a[href$="/{page}"]'


def _quoted(text: str) -> str:
    """For a string in a style sheet: names of groups can be changed by the company."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
