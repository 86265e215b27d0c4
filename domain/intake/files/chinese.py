"""Whether decoded text reads as Chinese, or is another encoding's bytes taken for Chinese.

GB18030 gives a meaning to almost every sequence of bytes, so "it decoded" proves nothing. Real text
shows by the words that tables of a business have, or, lacking these, by three signs: it keeps to the
characters of everyday use (GB 2312 level 1), most are among the thousand most frequent ones, and
the same bytes do not read as well in Korean. Bytes of Big5, Shift-JIS or Latin text fail the first
sign, KOI8 and Arabic the second, Korean the third (its syllables fall into level 1 by construction).
"""

import re
from collections import Counter
from collections.abc import Callable

BEYOND_ASCII = re.compile("[^\x00-\x7f]+")

FREQUENT = frozenset(
    # the most frequent characters of running text
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔画随即"
    "转收根干造言联持组每济车亲极林服快办议往元英士证近失轻除流该众费连证影究消火众足怎送照双红越需改历局"
    "城京未半爱深千百亿兴料习满单住客始广片整质容低般细标志值响节找价称断志叫调器团写包商选举热早段准拿"
    "九六七八零备视获温州江河湖阳川云贵青岛宁浙福建省县镇乡村街厂店号楼室层区园"
    # business words: headers, company names, goods
    "订购销售供应采购货单价税额票据增普含款付收欠账龄户编码型规格库存仓储发运输签约合同到期逾交付退换返折扣"
    "率比例币种汇备注说明状态审核批准完作废冻结启停用责任负职岗部门经手制表签字章印联系话邮箱地址传真行账"
    "股份限责任集团有限公司实业贸易进出口科技网络软件信息电子机械设备化工医药食品服饰纺织建筑材料装饰工程环保"
    "能源汽车配件五金塑料橡胶钢铁物流快递广告文化传媒教育咨询管理投资控股金融保险银行租赁酒店餐饮旅游农业"
    "牧渔生物制药器械仪表自动化智能光学精密模具包装印刷家具家电玩具日用百货超市商城连锁专卖直营代理经销渠道"
    "终端伙伴赢输失败成功机会商谈阶段跟进意向报价竞争丢是否对错男女左右前后本期上累计小合总项目类别等级"
    "级别评分得投诉原因处理结果满意调查问题改进措施预警风险控制内外部审计信用额度授权催保险坏准备呆核销"
    "折让赠送样品试损毁缺漏重复差异调整初末余借贷方向凭证科摘要辅助季周旬昨今明元角分整吨斤克米升瓶盒箱件套台"
    # place names and surnames
    "上海北京天津重庆广州深圳杭苏州南京武汉成都西安青岛大连沈阳长沙郑济合肥福厦门昆明贵阳太原石庄哈尔滨春"
    "无锡常熟宁波温嘉兴绍金华台湖衢丽水舟山佛东莞惠珠中汕头江门湛茂肇揭云浮香港澳湾内蒙古新疆藏桂甘肃陕晋冀"
    "鲁豫鄂湘赣皖粤琼黔滇吉黑辽华夏李王张刘陈杨黄赵吴周徐孙朱高林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚文"
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛超霞平刚桂英华玉萍红玲梅鹏辉浩宇欣佳婷雪琳慧莉建国志明永丽飞斌波晨阳俊凯"
    "鑫源盛泰达恒信诚瑞祥隆丰顺安康宏远腾飞星宝龙凤祥和润泽嘉美佳旺富兴荣昌茂创维联众智汇博雅优品尚正邦立"
)
PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】—…·￥％＋－＝／＆＃＠～×÷℃№①②③④⑤⑥⑦⑧⑨⑩　") | frozenset(
    map(chr, range(0xFF01, 0xFF5F))
)
WORDS = re.compile(
    "发票|号码|编号|编码|代码|单号|单据|客户|公司|名称|日期|金额|数量|单价|订单|合同|业务员|销售|部门|状态|备注|产品|商品"
    "|税额|税率|回款|收款|付款|到期|折扣|币种|电话|地址|合计"
)
LONE = re.compile("[a-z][\\u4e00-\\u9fff](?![\\u4e00-\\u9fff])|(?<![\\u4e00-\\u9fff])[\\u4e00-\\u9fff][a-z]")
"""A single character inside a lower-case word: two accented letters side by side, taken for Chinese."""
ENOUGH = 20
"""From so many characters on, a few rare ones (names) are no reason to ask."""


def reads_as_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are those of simplified Chinese as people write it."""
    beyond = Counter("".join(BEYOND_ASCII.findall(text)))
    total = sum(beyond.values())
    marks = share(beyond, PUNCTUATION.__contains__)
    everyday = share(beyond, is_everyday)
    frequent = share(beyond, FREQUENT.__contains__) / max(1 - marks, 0.01)
    words = len(set(WORDS.findall(text)))
    if words > 1:
        return everyday >= 0.6
    if is_korean(text):
        return words == 1 and frequent > 0.7
    if total < ENOUGH:
        return everyday == 1 and frequent >= 0.6 and not LONE.search(text)
    return everyday >= 0.9 and frequent >= 0.45


def share(characters: Counter[str], which: Callable[[str], bool]) -> float:
    """The part of the characters of which something holds."""
    return sum(count for character, count in characters.items() if which(character)) / max(
        sum(characters.values()), 1
    )


def is_everyday(character: str) -> bool:
    """Whether the character is punctuation or stands in level 1 of GB 2312."""
    if character in PUNCTUATION or character in FREQUENT:
        return True
    try:
        place = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(place) > 1 and 0xB0 <= place[0] <= 0xD7


def is_korean(text: str) -> bool:
    """Whether the same bytes would be as good Korean: nothing but syllables."""
    try:
        other = "".join(BEYOND_ASCII.findall(text)).encode("gb18030").decode("cp949")
    except UnicodeDecodeError:
        return False
    return bool(other) and sum("\uac00" <= sign <= "\ud7a3" for sign in other) >= 0.95 * len(other)
