"""Targets, forecasts, prices and discount authorities as importable facts: their fields and headers."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, words
from domain.sales import complete_plans
from domain.sales.fields import CURRENCY, MONTH, PRODUCT, REQUIRED_PRODUCT, SALESPERSON, UNIT
from domain.sales.forecast import Forecast
from domain.sales.given_duties import AUTHORITY
from domain.sales.price_list import DiscountAuthority, PriceListItem
from domain.sales.status_words import TARGET_METRIC
from domain.sales.target import Target

VERSION = field.code("target_version", "版本, 版本号, 目标版本, version, version no, plan version, "
                     "target version, revision")  # fmt: skip
FROZEN_ON = field.day("frozen_on", "冻结日期, 锁定日期, 发布日期, 下达日期, 生效日期, 审批日期, frozen on, "
                      "frozen date, freeze date, locked on, released on, approved on")  # fmt: skip
VALID_FROM = field.day("valid_from", "生效日期, 起始日期, 开始日期, 有效期起, 生效日, valid from, "
                       "effective from, effective date, start date, from", required=True)  # fmt: skip

TARGETS = FactSpec(
    name="target", entity=Target, key=("metric", "unit", "salesperson", "month", "target_version"),
    prepare=complete_plans.target,
    fields=(
        field.choice("metric", "指标, 目标指标, 目标类型, 考核指标, metric, target type, measure, indicator",
                     choices=TARGET_METRIC, required=True),
        UNIT, SALESPERSON, MONTH,
        field.money("amount", "目标, 目标值, 目标金额, 目标数, 指标值, 金额, amount, target, target amount, "
                    "target value, quota, value", required=True),
        VERSION, FROZEN_ON,
    ),
)  # fmt: skip

FORECASTS = FactSpec(
    name="forecast", entity=Forecast, key=("unit", "product", "month", "forecast_version"),
    prepare=complete_plans.forecast,
    fields=(
        UNIT, PRODUCT, MONTH,
        field.money("amount", "预测, 预测金额, 预测值, 预测销售额, 金额, amount, forecast, forecast amount, "
                    "forecast value, value", required=True),
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
        REQUIRED_PRODUCT,
        field.money("list_price", "目录价, 标准价, 价目表价格, 定价, 标价, 单价, 价格, list price, "
                    "standard price, unit price, price", attribute="price", required=True),
        field.money("floor_price", "底价, 最低价, 最低限价, 限价, floor price, minimum price, min price, "
                    "floor"),
        CURRENCY, VALID_FROM,
        field.day("valid_to", "失效日期, 截止日期, 结束日期, 有效期止, 失效日, valid to, valid until, "
                  "effective to, expiry date, end date, to"),
    ),
)  # fmt: skip

DISCOUNT_AUTHORITIES = FactSpec(
    name="discount_authority", entity=DiscountAuthority, key=("post", "person", "valid_from"),
    prepare=complete_plans.discount_authority, given=AUTHORITY,
    fields=(
        field.post("post", "岗位, 岗位编号, 岗位代码, 职位, 职务, post, post code, position, role, "
                   "job title", attribute="post_id"),
        field.person("person", "人员, 员工, 姓名, 工号, 员工编号, 销售员, 业务员, person, employee, "
                     "employee id, salesperson, name", attribute="person_id"),
        field.ratio("max_discount", "最大折扣, 折扣权限, 最高折扣, 折扣上限, 最大折扣率, max discount, "
                    "maximum discount, discount limit, discount authority, discount", required=True),
        VALID_FROM,
    ),
)  # fmt: skip
