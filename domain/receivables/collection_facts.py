"""The facts about collecting money that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, FieldSpec, words
from domain.receivables import complete_collection
from domain.receivables.account_statement import AccountStatement
from domain.receivables.collection_action import CollectionAction
from domain.receivables.collection_words import ACCEPTOR, CHANNEL
from domain.receivables.fields import AMOUNT, NAMED_INVOICE
from domain.receivables.note_receivable import NoteReceivable
from domain.receivables.promise import Promise
from domain.receivables.provision import Provision
from domain.receivables.write_off import Recovery, WriteOff
from domain.sales.fields import CURRENCY, CUSTOMER, REQUIRED_CUSTOMER, SALESPERSON, UNIT

COLLECTOR = replace(
    SALESPERSON,
    aliases=words("催收员, 催收人, 责任人, 经办人, 跟进人, collector, handled by") + SALESPERSON.aliases,
)


def _number(headers: str) -> FieldSpec:
    return field.code("number", words(f"{headers}, 编号, 单号, 单据编号, number"), required=True)


PROMISES = FactSpec(
    name="promise", entity=Promise, key=("number",), prepare=complete_collection.promise,
    fields=(
        _number("承诺编号, 承诺单号, 还款承诺编号, promise no, promise number, promise id"),
        CUSTOMER, UNIT, COLLECTOR, NAMED_INVOICE,
        field.day("made_on", "承诺作出日期, 作出日期, 登记日期, 沟通日期, 记录日期, made on, recorded on, "
                  "created on, call date", required=True),
        field.day("promised_on", "承诺付款日期, 承诺还款日期, 承诺回款日期, 承诺日期, promised on, "
                  "promise date, promised date, pay by", required=True),
        replace(AMOUNT, aliases=words("承诺金额, 承诺付款金额, promised amount, promise amount")
                + AMOUNT.aliases),
        field.day("moved_on", "改期日期, 协商改期日期, 展期日期, moved on, rescheduled on, postponed on"),
    ),
)  # fmt: skip

ACCOUNT_STATEMENTS = FactSpec(
    name="account_statement", entity=AccountStatement, key=("number",),
    prepare=complete_collection.account_statement,
    fields=(
        _number("对账单号, 对账单编号, 询证函编号, 函证编号, statement no, statement number, statement id"),
        REQUIRED_CUSTOMER, UNIT, COLLECTOR,
        field.day("as_of", "对账截止日, 对账基准日, 截止日期, 对账日期, 余额日期, as of, statement date, "
                  "balance date", required=True),
        replace(AMOUNT, aliases=words("对账金额, 账面余额, 应收余额, 余额, statement balance, balance")
                + AMOUNT.aliases),
        field.day("sent_on", "发出日期, 发函日期, 寄出日期, sent on, sent date, date sent"),
        field.day("due_on", "应回函日期, 回函期限, 应确认日期, due on, confirm by, reply by"),
        field.day("confirmed_on", "确认日期, 回函日期, 客户确认日期, confirmed on, confirmation date, "
                  "replied on"),
        field.money("difference", "差异, 差异金额, 对账差异, difference, variance"),
    ),
)  # fmt: skip

WRITE_OFFS = FactSpec(
    name="write_off", entity=WriteOff, key=("number",), prepare=complete_collection.write_off,
    fields=(
        _number("核销编号, 核销单号, 坏账核销单号, write-off no, write off number"),
        CUSTOMER, UNIT, SALESPERSON, NAMED_INVOICE,
        field.day("written_off_on", "核销日期, 坏账核销日期, 日期, written off on, write-off date, date",
                  required=True),
        AMOUNT,
        field.text("reason", "核销原因, 原因, 说明, reason, comment"),
        field.text("approved_by", "审批人, 批准人, 核准人, approved by, approver"),
    ),
)  # fmt: skip

RECOVERIES = FactSpec(
    name="recovery", entity=Recovery, key=("number",), prepare=complete_collection.recovery,
    fields=(
        _number("收回编号, 收回单号, recovery no, recovery number"),
        CUSTOMER, UNIT, SALESPERSON, NAMED_INVOICE,
        field.day("recovered_on", "收回日期, 坏账收回日期, 日期, recovered on, recovery date, date",
                  required=True),
        AMOUNT,
    ),
)  # fmt: skip

NOTES = FactSpec(
    name="note_receivable", entity=NoteReceivable, key=("number",),
    prepare=complete_collection.note_receivable,
    fields=(
        _number("票据号码, 票据号, 票号, 汇票号码, 票据编号, note no, note number, bill number"),
        CUSTOMER, UNIT, SALESPERSON,
        field.choice("acceptor", "票据类型, 票据种类, 承兑类型, 承兑性质, acceptance type, note type",
                     choices=ACCEPTOR, required=True),
        field.text("acceptor_name", "承兑人, 承兑行, 承兑人名称, 出票人, acceptor, accepting bank, drawee"),
        replace(AMOUNT, aliases=words("票面金额, 票据金额, face value, note amount") + AMOUNT.aliases),
        CURRENCY,
        field.day("received_on", "收票日期, 收到日期, 接收日期, received on, receipt date, date received",
                  required=True),
        field.day("maturity", "到期日, 到期日期, 票据到期日, maturity, maturity date, due date",
                  required=True),
        field.day("settled_on", "兑付日期, 承兑日期, 贴现日期, 背书日期, 结清日期, settled on, paid on, "
                  "discounted on, endorsed on"),
        field.day("rejected_on", "拒付日期, 拒绝付款日期, 退票日期, rejected on, dishonoured on, refused on"),
    ),
)  # fmt: skip

PROVISIONS = FactSpec(
    name="provision", entity=Provision, key=("unit", "as_of"), prepare=complete_collection.provision,
    fields=(
        UNIT,
        field.day("as_of", "计提基准日, 截止日期, 期末日期, 日期, as of, balance date", required=True),
        replace(AMOUNT, aliases=words("坏账准备, 坏账准备余额, 准备余额, loss allowance, allowance")
                + AMOUNT.aliases),
    ),
)  # fmt: skip

COLLECTION_ACTIONS = FactSpec(
    name="collection_action", entity=CollectionAction, key=("number",),
    prepare=complete_collection.collection_action,
    fields=(
        _number("催收编号, 催收单号, 催收记录编号, action no, action number, dunning no"),
        CUSTOMER, UNIT, COLLECTOR, NAMED_INVOICE,
        field.quantity("level", "催收等级, 催收级别, 级别, dunning level, level"),
        field.choice("channel", "催收方式, 方式, 渠道, channel, method, way", choices=CHANNEL),
        field.day("done_on", "催收日期, 日期, 执行日期, done on, action date, date", required=True),
        field.flag("interrupts", "时效中断, 是否中断时效, 中断诉讼时效, interrupts limitation, interrupts"),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (
    PROMISES, ACCOUNT_STATEMENTS, WRITE_OFFS, RECOVERIES, NOTES, PROVISIONS, COLLECTION_ACTIONS,
)  # fmt: skip
