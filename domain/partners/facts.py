"""The facts about partners that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.partners import complete_rows, price_gaps
from domain.partners.competitor_price import CompetitorPrice
from domain.partners.dealer_month import DealerMonth
from domain.partners.inspection import Inspection
from domain.partners.supplier_delivery import SupplierDelivery
from domain.sales.fields import CUSTOMER, PRODUCT, REQUIRED_PRODUCT, SALESPERSON, UNIT

SUPPLIER = field.text("supplier", "供应商, 供应商名称, 供应商编码, 供方, 厂商, 供货单位, supplier, "
                      "supplier name, supplier id, vendor, vendor name", required=True)  # fmt: skip

DEALER_MONTHS = FactSpec(
    name="dealer_month", entity=DealerMonth, key=("dealer", "month"), prepare=complete_rows.dealer_month,
    fields=(
        replace(
            CUSTOMER, name="dealer", required=True,
            aliases=words(
                "经销商, 经销商编号, 经销商编码, 经销商名称, 代理商, 渠道商, dealer, dealer id, "
                "dealer name, distributor, reseller"
            ) + CUSTOMER.aliases,
        ),
        field.month("month", "月份, 年月, 期间, 统计月份, month, period", attribute=None, required=True),
        UNIT, SALESPERSON,
        field.money("target", "目标, 月度目标, 销售目标, 任务量, 任务, target, quota, monthly target"),
        field.money("sell_in", "进货额, 进货金额, 提货额, 提货金额, 采购额, sell in, sell-in, purchases",
                    required=True),
        field.money("sell_out", "出货额, 实销额, 销售额, 终端销售额, 分销额, 动销额, sell out, sell-out, "
                    "sales out"),
        field.money("stock", "库存金额, 期末库存, 经销商库存, 渠道库存, 库存, stock, stock value, "
                    "channel inventory, dealer stock"),
        field.quantity("outside_region", "窜货数, 窜货数量, 窜货台数, 区域外销售数, outside region, "
                       "cross region, cross-region sales, diverted serials"),
    ),
)  # fmt: skip

SUPPLIER_DELIVERIES = FactSpec(
    name="supplier_delivery", entity=SupplierDelivery, key=("number", "line"),
    prepare=complete_rows.supplier_delivery,
    fields=(
        field.code("number", "采购订单号, 采购单号, 采购订单, 订单号, 单据编号, 单号, po, po number, "
                   "purchase order, purchase order number, number", required=True),
        field.code("line", "行号, 行项目, 序号, line, line no, line number, item number, position",
                   default_from="product"),
        SUPPLIER, REQUIRED_PRODUCT, UNIT,
        field.day("promised_on", "承诺交期, 约定交期, 要求到货日期, 计划到货日期, 交货日期, 交期, "
                  "promised on, promised date, due date, delivery date, required date", required=True),
        field.day("received_on", "到货日期, 实际到货日期, 收货日期, 入库日期, received on, received date, "
                  "receipt date, delivered on"),
        field.quantity("quantity", "采购数量, 订购数量, 数量, quantity, qty, ordered quantity, "
                       "order quantity", required=True),
        field.quantity("received_quantity", "到货数量, 收货数量, 实收数量, 入库数量, received quantity, "
                       "received qty, delivered quantity"),
    ),
)  # fmt: skip

INSPECTIONS = FactSpec(
    name="inspection", entity=Inspection, key=("number", "product"), prepare=complete_rows.inspection,
    fields=(
        field.code("number", "检验单号, 来料检验单号, 报检单号, 检验批, 批号, 单据编号, 单号, inspection, "
                   "inspection number, inspection lot, lot, lot number, number", required=True),
        SUPPLIER, PRODUCT, UNIT,
        field.day("inspected_on", "检验日期, 报检日期, 来料日期, 日期, inspected on, inspection date, date",
                  required=True),
        field.quantity("received", "来料数量, 到货数量, 送检数量, 批量, 数量, received, received quantity, "
                       "lot size, quantity", attribute="received_quantity", required=True),
        field.quantity("rejected", "不良数量, 不合格数量, 拒收数量, 不良数, rejected, rejected quantity, "
                       "defective, defects", attribute="rejected_quantity", required=True),
    ),
)  # fmt: skip

COMPETITOR_PRICES = FactSpec(
    name="competitor_price", entity=CompetitorPrice, key=("competitor", "product", "observed_on"),
    prepare=complete_rows.competitor_price,
    fields=(
        field.text("competitor", "竞争对手, 竞品厂商, 竞品品牌, 竞品, 对手, competitor, competitor name, "
                   "brand, source", required=True),
        REQUIRED_PRODUCT, UNIT,
        field.day("observed_on", "采集日期, 调查日期, 观察日期, 报价日期, 日期, observed on, price date, "
                  "survey date, date", required=True),
        field.money("price", "竞品价格, 竞品价, 对手价格, 价格, 单价, price, competitor price, unit price",
                    required=True),
    ),
)  # fmt: skip

FACTS = (DEALER_MONTHS, SUPPLIER_DELIVERIES, INSPECTIONS, COMPETITOR_PRICES)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (price_gaps.settle,)
"""What completes rows that depend on others, in order, after each import and each undo."""
