"""Customers and products as importable facts: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec
from domain.sales import complete_rows, given_duties
from domain.sales.customer import Customer
from domain.sales.fields import CHANNEL, NAME_EN, SALESPERSON, UNIT
from domain.sales.product import Product
from domain.sales.status_words import ABC_CLASSES

CUSTOMERS = FactSpec(
    name="customer", entity=Customer, key=("number",), identity="number", prepare=complete_rows.customer,
    given=given_duties.CUSTOMER,
    fields=(
        field.code("number", "客户编号, 客户编码, 客户代码, 编号, 代码, 编码, customer id, customer no, "
                   "customer number, customer code, account number, account id, number, code, 客户名称, "
                   "客户, customer, account, company", required=True),
        field.text("name", "客户名称, 客户全称, 公司名称, 单位名称, 名称, customer name, company name, "
                   "company, account, account name, name", default_from="number"),
        NAME_EN, UNIT, SALESPERSON,
        field.code("credit_code", "统一社会信用代码, 社会信用代码, 信用代码, 税号, 纳税人识别号, 购方税号, "
                   "credit code, uscc, tax id, tax number, vat number, registration number"),
        field.text("region", "地区, 区域, 大区, 省份, region, area, territory, province, country, "
                   "office location"),
        field.text("category", "客户类别, 客户分类, 客户类型, 行业, 类别, category, sector, industry, "
                   "segment, customer type"),
        CHANNEL,
        field.code("group", "集团, 所属集团, 集团代码, 母公司, group, group code, parent company, "
                   "subsidiary of", attribute="group_code"),
        field.flag("overseas", "境外, 是否境外, 海外客户, 境外客户, 是否海外, overseas, foreign, "
                   "export customer"),
    ),
)  # fmt: skip

PRODUCTS = FactSpec(
    name="product", entity=Product, key=("number",), identity="number", prepare=complete_rows.product,
    fields=(
        field.code("number", "产品编号, 产品编码, 产品代码, 商品编码, 物料编码, 物料号, 货号, 编号, 编码, "
                   "product id, product code, product no, item no, item code, sku, material number, number, "
                   "code, 产品名称, 产品, product, product name", required=True),
        field.text("name", "产品名称, 商品名称, 物料名称, 品名, 名称, product name, product, item name, "
                   "description, name", default_from="number"),
        NAME_EN,
        field.text("category", "产品类别, 产品分类, 商品类别, 产品线, 系列, 类别, category, category id, "
                   "series, product line, product group"),
        field.choice("abc", "abc分类, abc类别, abc, 物料abc, abc class, abc classification",
                     choices=ABC_CLASSES),
        field.money("list_price", "标准价, 目录价, 定价, 标价, 单价, 价格, list price, sales price, "
                    "standard price, unit price, price"),
    ),
)  # fmt: skip
