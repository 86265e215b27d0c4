"""Customers and products as importable facts: their fields and the headers people give them."""

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, words
from domain.sales import complete_rows
from domain.sales.customer import Customer
from domain.sales.fields import CHANNEL, NAME_EN, SALESPERSON, UNIT
from domain.sales.product import Product
from domain.sales.status_words import ABC_CLASSES

CUSTOMERS = FactSpec(
    name="customer", entity=Customer, key=("number",), identity="number", prepare=complete_rows.customer,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "客户编号, 客户编码, 客户代码, 编号, 代码, 编码, customer id, customer no, customer number, "
                "customer code, account number, account id, number, code, 客户名称, 客户, "
                "customer, account, company"
            ),
        ),
        FieldSpec(
            name="name", kind=FieldKind.TEXT, attribute="name", default_from="number",
            aliases=words(
                "客户名称, 客户全称, 公司名称, 单位名称, 名称, customer name, company name, company, "
                "account, account name, name"
            ),
        ),
        NAME_EN, UNIT, SALESPERSON,
        FieldSpec(
            name="credit_code", kind=FieldKind.CODE, attribute="credit_code",
            aliases=words(
                "统一社会信用代码, 社会信用代码, 信用代码, 税号, 纳税人识别号, 购方税号, credit code, "
                "uscc, tax id, tax number, vat number, registration number"
            ),
        ),
        FieldSpec(
            name="region", kind=FieldKind.TEXT, attribute="region",
            aliases=words(
                "地区, 区域, 大区, 省份, region, area, territory, province, country, office location"
            ),
        ),
        FieldSpec(
            name="category", kind=FieldKind.TEXT, attribute="category",
            aliases=words(
                "客户类别, 客户分类, 客户类型, 行业, 类别, category, sector, industry, segment, "
                "customer type"
            ),
        ),
        CHANNEL,
        FieldSpec(
            name="group", kind=FieldKind.CODE, attribute="group_code",
            aliases=words(
                "集团, 所属集团, 集团代码, 母公司, group, group code, parent company, subsidiary of"
            ),
        ),
        FieldSpec(
            name="overseas", kind=FieldKind.BOOLEAN, attribute="overseas",
            aliases=words("境外, 是否境外, 海外客户, 境外客户, 是否海外, overseas, foreign, export customer"),
        ),
    ),
)  # fmt: skip

PRODUCTS = FactSpec(
    name="product", entity=Product, key=("number",), identity="number", prepare=complete_rows.product,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "产品编号, 产品编码, 产品代码, 商品编码, 物料编码, 物料号, 货号, 编号, 编码, product id, "
                "product code, product no, item no, item code, sku, material number, number, code, "
                "产品名称, 产品, product, product name"
            ),
        ),
        FieldSpec(
            name="name", kind=FieldKind.TEXT, attribute="name", default_from="number",
            aliases=words(
                "产品名称, 商品名称, 物料名称, 品名, 名称, product name, product, item name, description, "
                "name"
            ),
        ),
        NAME_EN,
        FieldSpec(
            name="category", kind=FieldKind.TEXT, attribute="category",
            aliases=words(
                "产品类别, 产品分类, 商品类别, 产品线, 系列, 类别, category, category id, series, "
                "product line, product group"
            ),
        ),
        FieldSpec(
            name="abc", kind=FieldKind.CHOICE, attribute="abc", choices=ABC_CLASSES,
            aliases=words("abc分类, abc类别, abc, 物料abc, abc class, abc classification"),
        ),
        FieldSpec(
            name="list_price", kind=FieldKind.MONEY, attribute="list_price",
            aliases=words(
                "标准价, 目录价, 定价, 标价, 单价, 价格, list price, sales price, standard price, "
                "unit price, price"
            ),
        ),
    ),
)  # fmt: skip
