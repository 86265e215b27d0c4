"""Fields that several importable facts have, with the headers people give them."""

from dataclasses import replace

from domain.core.fact_spec import FieldKind, FieldSpec, words

UNIT = FieldSpec(
    name="unit", kind=FieldKind.UNIT, attribute="unit_id",
    aliases=words(
        "单位, 部门, 所属部门, 销售部门, 业务部门, 事业部, 分公司, 区域公司, 办事处, 组织, unit, "
        "department, dept, branch, business unit, regional office, sales office, team"
    ),
)  # fmt: skip
SALESPERSON = FieldSpec(
    name="salesperson", kind=FieldKind.PERSON, attribute="salesperson_id",
    aliases=words(
        "销售员, 业务员, 销售人员, 销售代表, 客户经理, 销售, 负责人, 跟单员, 员工编号, 工号, salesperson, "
        "sales agent, sales rep, sales representative, agent, rep, owner, seller, employee, employee id, "
        "account manager, account executive"
    ),
)  # fmt: skip
CUSTOMER = FieldSpec(
    name="customer", kind=FieldKind.CUSTOMER, attribute="customer_id",
    aliases=words(
        "客户编号, 客户编码, 客户代码, 客户, 客户名称, 购货单位, 购买方, 购方名称, 往来单位, 买方, "
        "付款单位, customer id, customer no, customer number, customer code, customer, customer name, "
        "client, account, account name, buyer, bill to, sold to, payer"
    ),
)  # fmt: skip
REQUIRED_CUSTOMER = replace(CUSTOMER, required=True)
PRODUCT = FieldSpec(
    name="product", kind=FieldKind.PRODUCT, attribute="product_id",
    aliases=words(
        "产品编号, 产品编码, 产品, 产品名称, 商品, 商品名称, 商品编码, 物料, 物料编码, 物料号, 货品, 品名, "
        "product id, product code, product, product name, item no, item code, item, sku, material"
    ),
)  # fmt: skip
REQUIRED_PRODUCT = replace(PRODUCT, required=True)
CURRENCY = FieldSpec(
    name="currency", kind=FieldKind.CURRENCY, attribute="currency",
    aliases=words("币种, 币别, 货币, currency, currency code, ccy"),
)  # fmt: skip
ORDER = FieldSpec(
    name="order", kind=FieldKind.ORDER, attribute="order_id",
    aliases=words(
        "订单, 订单号, 订单编号, 销售订单, 销售订单号, so号, order, order id, order no, order number, "
        "sales order, so, so number"
    ),
)  # fmt: skip
REQUIRED_ORDER = replace(ORDER, required=True)
OPPORTUNITY = FieldSpec(
    name="opportunity", kind=FieldKind.OPPORTUNITY, attribute="opportunity_id",
    aliases=words(
        "商机, 商机编号, 商机号, 关联商机, 所属商机, opportunity, opportunity id, opportunity ref, "
        "opportunity number, deal, deal id"
    ),
)  # fmt: skip
MONTH = FieldSpec(
    name="month", kind=FieldKind.MONTH, attribute="starts_on", required=True,
    aliases=words("月份, 年月, 期间, 会计期间, 所属月份, 日期, month, period, year month, date"),
)  # fmt: skip
CHANNEL = FieldSpec(
    name="channel", kind=FieldKind.TEXT, attribute="channel",
    aliases=words("渠道, 销售渠道, 客户渠道, channel, sales channel"),
)  # fmt: skip
NAME_EN = FieldSpec(
    name="name_en", kind=FieldKind.TEXT, attribute="name_en",
    aliases=words("英文名, 英文名称, english name, name en"),
)  # fmt: skip
