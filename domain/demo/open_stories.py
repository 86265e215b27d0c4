"""Stories of the demo company that are still going on."""

from decimal import Decimal

from domain.demo.story import Story, Task
from domain.improvement.analyse_cause import Analysis, Answer, Branch
from domain.improvement.cause import CauseCategory, CauseMethod
from domain.improvement.effect_plan import ChangeKind
from domain.improvement.severity import Severity

EARLY_INVOICES = Story(
    unit="SOUTH",
    indicator="R28",
    title="华南大区先开票后发货，收入存在提前确认风险",
    what="华南大区有发票的开票日早于首次发货日，月末尤为集中；收入可能提前确认，也增加了红字冲减和对账差异。",
    place="华南大区，开票申请环节",
    occurred="近一年多次出现，集中在月末",
    size="提出前 12 个月平均每月 {level}，控制要求为 0 笔",
    reporter="receivables",
    owner="south",
    severity=Severity.MEDIUM,
    containment="即日起开票申请须附出库单号，财务人工核对后开票。",
    cause=Analysis(
        method=CauseMethod.FIVE_WHYS,
        category=CauseCategory.MACHINE,
        root_cause="开票系统不校验出库记录，发货前即可提交并开具发票",
        whys=(
            Answer(answer="月末有发票早于发货开出", evidence="先开票后发货明细"),
            Answer(answer="销售工程师为完成当月开票指标提前申请", evidence="开票申请单抽样 15 份"),
            Answer(answer="应收会计看不到出库状态，只核对合同金额", evidence="岗位操作手册"),
            Answer(answer="开票系统与仓储系统没有关联校验", evidence="系统功能清单"),
        ),
    ),
    effect={
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal("0.30"), "baseline_months": 12,
        "window_months": 6,
    },
    tasks=(
        Task(
            title="开票系统增加出库单号必填与校验",
            owner="receivables", days=60, done=(5, 18),
            proof=("系统变更验收单.txt", "出库单号必填并与仓储系统核对，测试 12 例全部通过。"),
            result="上线后无出库记录的申请无法提交",
        ),
        Task(
            title="修订销售考核办法，取消月末开票额单项指标",
            owner="south", days=45, done=(4, 25),
            proof=("销售考核办法（修订）会签单.txt", "取消月末开票额单项指标，人力资源部会签。"),
            result="自下季度起执行",
            extended=(70, "考核办法须经薪酬委员会审议，会期后延"),
        ),
    ),
    checked="在测试环境试提无出库记录的申请，被系统拒绝；查看考核办法会签单原件。",
    acts={
        "raise": (8, 12), "triage": (8, 13), "contain": (8, 14), "start_analysis": (8, 15),
        "find_cause": (8, 26), "plan": (7, 3), "propose": (7, 5), "approve": (7, 20), "start": (7, 21),
        "work": (6, 10), "report": (4, 27), "accept": (3, 6),
    },
    history=22,
)  # fmt: skip

DELINQUENCY = Story(
    unit="ROOT",
    indicator="K35",
    title="全公司平均逾期天数上升，授信额度与逾期脱钩",
    what="全公司平均逾期天数持续上升，已逾期客户仍可按原额度下单，资金占用和坏账风险同时加大。",
    place="全公司，华南大区最为突出",
    occurred="近半年逐月上升",
    size="提出前 12 个月平均逾期 {level}",
    reporter="chair",
    owner="credit",
    severity=Severity.HIGH,
    containment="逾期 60 天以上客户的新订单一律由信用经理人工放行。",
    cause=Analysis(
        method=CauseMethod.FIVE_WHYS,
        category=CauseCategory.METHOD,
        root_cause="授信额度一年一定，没有随逾期情况自动下调的规则",
        whys=(
            Answer(answer="逾期客户继续下单，旧账未清又添新账", evidence="逾期客户订单明细"),
            Answer(answer="下单时只检查额度是否用完，不看是否逾期", evidence="订单审核规则"),
            Answer(answer="额度每年核定一次，期间不因逾期调整", evidence="《授信管理办法》第六条"),
        ),
    ),
    effect={
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal(3), "baseline_months": 12,
        "window_months": 6, "transition_months": 2,
    },
    tasks=(
        Task(
            title="建立逾期降额规则：逾期 30 天降额一半，60 天停用额度",
            owner="credit", days=30, done=22,
            proof=("逾期降额规则审批单.txt", "逾期 30 天降额一半，60 天停用；总经理、财务经理会签。"),
            result="规则已批准",
        ),
        Task(title="订单审核系统接入逾期状态，逾期客户下单自动拦截", owner="receivables", days=44),
        Task(
            title="对逾期前二十名客户重新评级并调整额度",
            owner="credit", days=40, extended=(22, "三家客户的最新财务报表尚未取得"),
        ),
    ),
    acts={
        "raise": 71, "triage": 69, "contain": 68, "start_analysis": 67, "find_cause": 58, "plan": 50,
        "propose": 49, "approve": 45, "start": 44, "work": 40,
    },
    history=18,
)  # fmt: skip

CONCENTRATION = Story(
    unit="WEST",
    indicator="R07",
    title="西南大区应收集中于单一客户，缺少集中度上限",
    what="西南大区最大一家客户占用的应收比例偏高，一旦该客户延付，大区资金将明显承压；目前没有单一客户占用上限。",
    place="西南大区",
    occurred="近半年多数月份超过关注线",
    size="近 12 个月最大客户应收占比平均 {level}",
    reporter="receivables",
    owner="west",
    severity=Severity.MEDIUM,
    cause=Analysis(
        method=CauseMethod.FISHBONE,
        category=CauseCategory.METHOD,
        root_cause="授信审批只看单户资信，不看该客户占大区应收的比例，也没有集中度上限",
        branches=(
            Branch(
                category=CauseCategory.METHOD, cause="授信审批表没有集中度一栏，也没有上限",
                evidence="授信审批表样本 8 份",
            ),
            Branch(
                category=CauseCategory.MEASUREMENT, cause="集中度只在年报时计算，平时无人看到",
                evidence="财务月报目录",
            ),
            Branch(
                category=CauseCategory.ENVIRONMENT, cause="该客户所在行业扩产，订单集中释放",
                evidence="行业订单统计",
            ),
        ),
    ),
    effect={
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal("0.05"), "baseline_months": 12,
        "window_months": 6,
    },
    tasks=(
        Task(title="授信审批增加集中度上限：单一客户不超过大区应收的 15%", owner="credit", days=30),
        Task(title="与最大客户商定分批发货、分批付款", owner="west", days=45),
    ),
    acts={
        "raise": 34, "triage": 32, "start_analysis": 31, "find_cause": 14, "plan": 8, "propose": 3,
    },
    history=16,
)  # fmt: skip
