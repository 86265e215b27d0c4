"""Targets, forecasts, prices and discount authorities as importable facts: their fields and headers."""

from dataclasses import replace

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, words
from domain.sales import complete_plans
from domain.sales.fields import CURRENCY, MONTH, PRODUCT, SALESPERSON, UNIT
from domain.sales.forecast import Forecast
from domain.sales.price_list import DiscountAuthority, PriceListItem
from domain.sales.status_words import TARGET_METRIC
from domain.sales.target import Target

VERSION = FieldSpec(
    name="target_version", kind=FieldKind.CODE, attribute="target_version",
    aliases=words("版本, 版本号, 目标版本, version, version no, plan version, target version, revision"),
)  # fmt: skip
FROZEN_ON = FieldSpec(
    name="frozen_on", kind=FieldKind.DATE, attribute="frozen_on",
    aliases=words(
        "冻结日期, 锁定日期, 发布日期, 下达日期, 生效日期, 审批日期, frozen on, frozen date, freeze date, "
        "locked on, released on, approved on"
    ),
)  # fmt: skip
VALID_FROM = FieldSpec(
    name="valid_from", kind=FieldKind.DATE, attribute="valid_from", required=True,
    aliases=words(
        "生效日期, 起始日期, 开始日期, 有效期起, 生效日, valid from, effective from, effective date, "
        "start date, from"
    ),
)  # fmt: skip

TARGETS = FactSpec(
    name="target", entity=Target, key=("metric", "unit", "salesperson", "month", "target_version"),
    prepare=complete_plans.target,
    fields=(
        FieldSpec(
            name="metric", kind=FieldKind.CHOICE, attribute="metric", required=True, choices=TARGET_METRIC,
            aliases=words("指标, 目标指标, 目标类型, 考核指标, metric, target type, measure, indicator"),
        ),
        UNIT, SALESPERSON, MONTH,
        FieldSpec(
            name="amount", kind=FieldKind.MONEY, attribute="amount", required=True,
            aliases=words(
                "目标, 目标值, 目标金额, 目标数, 指标值, 金额, amount, target, target amount, target value, "
                "quota, value"
            ),
        ),
        VERSION, FROZEN_ON,
    ),
)  # fmt: skip

FORECASTS = FactSpec(
    name="forecast", entity=Forecast, key=("unit", "product", "month", "forecast_version"),
    prepare=complete_plans.forecast,
    fields=(
        UNIT, PRODUCT, MONTH,
        FieldSpec(
            name="amount", kind=FieldKind.MONEY, attribute="amount", required=True,
            aliases=words(
                "预测, 预测金额, 预测值, 预测销售额, 金额, amount, forecast, forecast amount, "
                "forecast value, value"
            ),
        ),
        replace(
            VERSION, name="forecast_version", attribute="forecast_version",
            aliases=words("版本, 版本号, 预测版本, version, version no, forecast version, revision"),
        ),
        FROZEN_ON,
    ),
)  # fmt: skip

PRICE_LIST = FactSpec(
    name="price_list", entity=PriceListItem, key=("product", "valid_from"),
    prepare=complete_plans.price_list,
    fields=(
        replace(PRODUCT, required=True),
        FieldSpec(
            name="list_price", kind=FieldKind.MONEY, attribute="price", required=True,
            aliases=words(
                "目录价, 标准价, 价目表价格, 定价, 标价, 单价, 价格, list price, standard price, unit price, "
                "price"
            ),
        ),
        FieldSpec(
            name="floor_price", kind=FieldKind.MONEY, attribute="floor_price",
            aliases=words("底价, 最低价, 最低限价, 限价, floor price, minimum price, min price, floor"),
        ),
        CURRENCY, VALID_FROM,
        FieldSpec(
            name="valid_to", kind=FieldKind.DATE, attribute="valid_to",
            aliases=words(
                "失效日期, 截止日期, 结束日期, 有效期止, 失效日, valid to, valid until, effective to, "
                "expiry date, end date, to"
            ),
        ),
    ),
)  # fmt: skip

DISCOUNT_AUTHORITIES = FactSpec(
    name="discount_authority", entity=DiscountAuthority, key=("post", "person", "valid_from"),
    prepare=complete_plans.discount_authority,
    fields=(
        FieldSpec(
            name="post", kind=FieldKind.POST, attribute="post_id",
            aliases=words("岗位, 岗位编号, 岗位代码, 职位, 职务, post, post code, position, role, job title"),
        ),
        FieldSpec(
            name="person", kind=FieldKind.PERSON, attribute="person_id",
            aliases=words(
                "人员, 员工, 姓名, 工号, 员工编号, 销售员, 业务员, person, employee, employee id, "
                "salesperson, name"
            ),
        ),
        FieldSpec(
            name="max_discount", kind=FieldKind.RATIO, attribute="max_discount", required=True,
            aliases=words(
                "最大折扣, 折扣权限, 最高折扣, 折扣上限, 最大折扣率, max discount, maximum discount, "
                "discount limit, discount authority, discount"
            ),
        ),
        VALID_FROM,
    ),
)  # fmt: skip
