"""The facts of contracts that can be imported: their fields and the headers people give them."""

from domain.contracts import amendments, complete_rows, covered_deliveries
from domain.contracts.contract import Contract
from domain.contracts.contract_milestone import ContractMilestone
from domain.contracts.status_words import CONTRACT_STATUS
from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.sales.fields import CURRENCY, CUSTOMER, SALESPERSON, UNIT

CONTRACT_NUMBER = words(
    "合同编号, 合同号, 合同号码, 合同, contract, contract no, contract number, contract id, agreement no"
)


CONTRACTS = FactSpec(
    name="contract", entity=Contract, key=("number",), prepare=complete_rows.contract,
    fields=(
        field.code("number", CONTRACT_NUMBER + words("编号, 单号, number"), required=True),
        field.text("title", "合同名称, 合同标题, 标题, 名称, contract name, contract title, title, subject"),
        CUSTOMER, UNIT, SALESPERSON,
        field.money("amount", "合同金额, 合同总金额, 合同额, 签约金额, 金额, 总金额, contract amount, "
                    "contract value, amount, value, total", required=True),
        CURRENCY,
        field.text("template_version", "模板版本, 合同模板, 模板编号, 范本版本, template version, template, "
                   "template no"),
        field.flag("on_template", "是否标准模板, 使用标准模板, 标准合同, 是否标准合同, 是否范本, "
                   "on template, standard template, standard contract"),
        field.flag("clause_deviation", "条款偏离, 是否有偏离, 条款修改, 是否修改条款, 特殊条款, "
                   "clause deviation, deviation, special clauses"),
        field.flag("frame", "框架合同, 是否框架合同, 框架协议, 年度合同, frame contract, "
                   "framework agreement, framework, frame"),
        field.day("submitted_on", "提交日期, 送审日期, 申请日期, 发起日期, 报审日期, submitted on, "
                  "submitted at, submission date, submitted"),
        field.day("approved_on", "审批通过日期, 终审日期, 批准日期, 审批日期, 审批完成日期, approved on, "
                  "approved at, final approval, approval date, approved"),
        field.day("signed_on", "签订日期, 签署日期, 签约日期, 盖章日期, 合同日期, signed on, signed at, "
                  "signature date, signing date, contract date"),
        field.day("valid_from", "生效日期, 开始日期, 起始日期, 合同开始日期, valid from, effective from, "
                  "effective date, start date"),
        field.day("valid_to", "到期日期, 终止日期, 截止日期, 结束日期, 合同到期日, 有效期至, valid to, "
                  "valid until, expiry date, end date"),
        field.choice("status", "状态, 合同状态, 履行状态, status, contract status", choices=CONTRACT_STATUS),
        field.code("amends", "原合同, 原合同编号, 原合同号, 变更原合同, 主合同编号, amends, "
                   "amended contract, original contract, parent contract"),
    ),
)  # fmt: skip

CONTRACT_MILESTONES = FactSpec(
    name="contract_milestone", entity=ContractMilestone, key=("contract", "milestone"),
    prepare=complete_rows.milestone,
    fields=(
        field.contract("contract", CONTRACT_NUMBER, attribute="contract_id", required=True),
        field.text("milestone", "里程碑, 节点, 履约节点, 履行节点, 节点名称, 义务, 名称, milestone, "
                   "milestone name, obligation, deliverable, name", attribute="name", required=True),
        field.day("due_on", "计划完成日期, 应完成日期, 约定日期, 计划日期, 到期日, 节点日期, due on, "
                  "due date, planned date, deadline", required=True),
        field.day("done_on", "实际完成日期, 完成日期, 达成日期, 履行日期, done on, completed on, "
                  "actual date, completion date"),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (CONTRACTS, CONTRACT_MILESTONES)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (amendments.settle, covered_deliveries.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
