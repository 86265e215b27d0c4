"""The words of other systems for who accepts a note and how a customer was reached."""

from domain.core.fact_spec import words
from domain.receivables.collection_action import Channel
from domain.receivables.note_receivable import Acceptor

ACCEPTOR = dict.fromkeys(
    words("bank, bank acceptance, 银行, 银行承兑, 银行承兑汇票, 银承, 银票"), Acceptor.BANK.value
) | dict.fromkeys(
    words("commercial, trade, commercial acceptance, 商业, 商业承兑, 商业承兑汇票, 商承, 商票, 企业"),
    Acceptor.COMMERCIAL.value,
)

CHANNEL = {
    word: channel.value
    for channel, said in (
        (Channel.PHONE, "phone, call, telephone, 电话, 电话催收"),
        (Channel.MESSAGE, "message, sms, email, e-mail, wechat, 短信, 邮件, 微信, 信息"),
        (Channel.LETTER, "letter, dunning letter, demand letter, 函件, 催款函, 书面催收, 信函, 对账函"),
        (Channel.VISIT, "visit, on-site, 上门, 上门催收, 拜访"),
        (Channel.LAWYER, "lawyer, lawyer's letter, legal letter, 律师函, 律师"),
        (Channel.COURT, "court, suit, lawsuit, arbitration, 诉讼, 起诉, 仲裁, 法院"),
        (Channel.OTHER, "other, 其他, 其它"),
    )
    for word in words(said)
}
