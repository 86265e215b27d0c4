"""Everyday issues of the demo company, told briefly; what they share is filled in here."""

from dataclasses import dataclass
from decimal import Decimal

from domain.demo.stage import Moment
from domain.demo.story import Story, Task
from domain.improvement.analyse_cause import Analysis, Answer
from domain.improvement.cause import CauseCategory, CauseMethod
from domain.improvement.effect_plan import ChangeKind
from domain.improvement.severity import Severity

BASELINE, WINDOW = 9, 3
"""Months before and after that the promise of an everyday issue speaks of."""
PROMISED = Decimal("0.10")
ALWAYS_LOOKED_BACK = 10
"""Months of trade that the report speaks of before the issue was raised."""
CHECKED = (
    "查阅执行记录并抽查 10 笔业务，措施均已落实。",
    "现场走查两次，核对系统记录与纸质单据，措施确在执行。",
    "核对制度签发单与当月执行清单，未见例外。",
)
AGREED = (
    "措施持续执行，指标按预先登记的口径达到预期，同意认定有效。",
    "抽查原始单据与系统数据一致，改善不是由口径变化造成，同意认定。",
)


@dataclass(frozen=True, kw_only=True)
class Work:
    """One measure; done on time unless `late` or given so many days `more`, and why."""

    title: str
    owner: str
    proof: str
    result: str
    late: bool = False
    more: tuple[int, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Routine:
    """One everyday issue. Its cure came `worked` months ago, or is to come in so many (negative)."""

    unit: str
    indicator: str
    title: str
    what: str
    size: str
    reporter: str
    owner: str
    severity: Severity
    category: CauseCategory
    root_cause: str
    whys: tuple[tuple[str, str], ...]
    """(answer, evidence)."""
    works: tuple[Work, ...]
    worked: int
    until: str = "close"
    """The last act that has happened; a report may also end with "reject"."""
    lead: int = 3
    """Months from the report to the end of the work."""
    pace: int = 0
    """How slowly it went, 0 to 4."""
    transition: int = 0
    containment: str = ""
    opinion: str = ""
    standard: str = ""
    place: str = ""


def story_of(told: Routine) -> Story:
    """The same as a whole story."""
    return Story(
        unit=told.unit, indicator=told.indicator, title=told.title, what=told.what,
        place=told.place or "本单位各销售岗位", occurred="近几个月持续出现", size=told.size,
        reporter=told.reporter, owner=told.owner, severity=told.severity, containment=told.containment,
        cause=_analysis(told),
        effect={
            "change_kind": ChangeKind.RELATIVE, "expected_change": PROMISED, "baseline_months": BASELINE,
            "window_months": WINDOW, "transition_months": told.transition,
        },
        tasks=tuple(_task(told, work) for work in told.works),
        checked=CHECKED[told.pace % len(CHECKED)],
        opinion=told.opinion or AGREED[told.pace % len(AGREED)],
        standard=told.standard,
        acts=_acts(told),
        history=told.worked + told.lead + ALWAYS_LOOKED_BACK,
    )  # fmt: skip


def _analysis(told: Routine) -> Analysis:
    return Analysis(
        method=CauseMethod.FIVE_WHYS, category=told.category, root_cause=told.root_cause,
        whys=tuple(Answer(answer=answer, evidence=evidence) for answer, evidence in told.whys),
    )  # fmt: skip


def _task(told: Routine, work: Work) -> Task:
    """Planned about two months before the work is reported done."""
    return Task(
        title=work.title, owner=work.owner, days=35 if work.late or work.more else 62,
        done=_done(told, work),
        proof=(f"{work.proof}.txt", f"{work.title}：{work.result}。"), result=work.result, extended=work.more,
    )  # fmt: skip


def _done(told: Routine, work: Work) -> Moment | None:
    """With the report at the latest; while the work goes on, all but the last measure are done."""
    acts = _acts(told)
    if "report" in acts:
        return told.worked, 6 + told.pace
    return (told.worked + 1, 8 + 3 * told.pace) if "work" in acts and work is not told.works[-1] else None


def _acts(told: Routine) -> dict[str, Moment]:
    """When what was done, up to the last act that has happened."""
    worked, pace = told.worked, told.pace
    raised, judged = worked + told.lead, worked - WINDOW - told.transition - 1
    whole: dict[str, Moment] = {
        "raise": (raised, 3 + 2 * pace), "triage": (raised, 5 + 3 * pace), "contain": (raised, 6 + 3 * pace),
        "start_analysis": (raised, 8 + 3 * pace), "find_cause": (worked + 2, 3 + 2 * pace),
        "plan": (worked + 2, 8 + 3 * pace), "propose": (worked + 2, 10 + 3 * pace),
        "approve": (worked + 1, 2 + 2 * pace), "start": (worked + 1, 3 + 3 * pace),
        "work": (worked + 1, 5 + 3 * pace), "report": (worked, 9 + 3 * pace),
        "accept": (worked - 1, 2 + 3 * pace), "judge": (judged, 3 + 2 * pace),
        "close": (judged, 6 + 4 * pace),
    }  # fmt: skip
    if told.until == "reject":
        return {"raise": whole["raise"], "reject": whole["triage"]}
    if not told.containment:
        del whole["contain"]
    names = list(whole)
    return {name: whole[name] for name in names[: names.index(told.until) + 1]}
