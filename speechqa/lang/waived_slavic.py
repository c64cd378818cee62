"""Owns how Russian and Polish say that something is free or binds to nothing."""

from speechqa.lang.waived import Waived, any_of, gap

_RU_NOTHING = r"(?:ничего|ни копейки|ни рубля|ни одного рубля|ни гроша)"
_RU_GAP = gap(
    r"вам|вас|нам|вы|мы|вами|с|у|нас|это|этого|никому|никто|никогда|и|вообще|совсем|абсолютно|будет|будете"
    r"|дополнительно|сверху|больше не|клиентов|клиента|клиентам|покупателей|за \w+",
    4,
)
_RU_PAY = (
    r"(?:(?:за)?плат(?:ите|ишь|ить|ят)|доплачива(?:ете|ть|ешь)|доплат(?:ите|ить)|стои(?:т|ть|ла|ло)|стоят"
    r"|бер(?:ем|ут|у)|возьм(?:ем|ут|у|ет)|обязыва(?:ет|ют))\b(?! \w+(?:ть|ться)\b)"
)
_RU_TO_PAY = r"(?:платить|заплатить|доплачивать|оплачивать)\b"
_RU_NEED = r"(?:надо|нужно|придется|требуется)\b"
_RU_WHICH = r"(?:(?:дополнительн|лишн|всяк|как|люб|никак)\w+ (?:либо )?)?"
_RU_FEE = r"(?:доплат\w?|платы|комисси[ийя]|обязательств)\b"

RUSSIAN = Waived(
    denied=any_of(
        rf"(?:(?:никому|никто|никогда) )?{_RU_NOTHING} {_RU_GAP}не {_RU_GAP}{_RU_PAY}",
        rf"(?:{_RU_NOTHING} )?{_RU_GAP}{_RU_TO_PAY} (?:{_RU_NOTHING} )?{_RU_GAP}не {_RU_NEED}",
        rf"{_RU_NOTHING} {_RU_GAP}не {_RU_NEED} {_RU_TO_PAY}",
        rf"не {_RU_NEED} {_RU_GAP}(?:{_RU_NOTHING} )?{_RU_GAP}{_RU_TO_PAY}",
        rf"не {_RU_GAP}{_RU_PAY} {_RU_GAP}{_RU_NOTHING}",
        r"(?:(?:вы|нам|никому) ){1,3}ничего (?:нам |никому )?не должны\b(?! \w+(?:ть|ться)\b)",
        rf"(?:денег|деньги|плату|комиссию) {_RU_GAP}не (?:бер|возьм)(?:ем|ут|у)\b",
        rf"не (?:берем|берут|возьмем|взимаем) {_RU_GAP}(?:денег|деньги|плату|платы|комиссию)\b",
        r"(?:плата|оплата|комиссия|доплата) (?:за \w+ |с вас )?не (?:взимается|берется|требуется)\b",
        r"(?<!скрытых )(?<!скрытой )(?<!стабильной )(?<!фиксированной )(?:комиссии|доплаты|доплат|платы)"
        r" (?:за \w+ |у нас )?нет\b",
        r"(?:нет )?никак(?:их|ой) (?:дополнительн\w+ |лишн\w+ )?(?:доплат\w?|комиссии|комиссий|платы|оплаты"
        r"|обязательств|платежей)\b(?: (?:нет|не (?:берем|взимаем|взимается|будет|нужно)))?",
        r"ни к чему (?:вас )?не обязыва\w+|не обязыва\w+ (?:вас )?ни к чему\b",
        r"ни (?:одной )?(?:копейки|рубля|гроша)\b(?! (?:меньше|скидки)\b)",
    ),
    lacking=any_of(rf"без {_RU_WHICH}{_RU_FEE}", r"без (?:дополнительной|лишней|всякой) оплаты\b"),
    charged=any_of(
        r"(?:стоит|стоят|плат|оплат|доплат|комисси|обязат|обязан|рубл|копе[ей]|недорог|дешев|скид[ко])\w*"
    ),
    free=any_of(r"(?<!никакой )(?:бесплатн\w*|даром)\b"),
    limited=any_of(
        r"(?:сейчас|пока|сразу|заранее|сегодня|завтра|вперед|сначала|поначалу|временно|обычно|раньше)\b",
        r"(?:кроме|только|еще|больше(?! не\b)|дважды|раза|наличными|картой|полностью|самим|тысяч\w*)\b",
        r"на (?:данный|первых|этот) \w+|(?:в )?перв\w+ (?:\w+ )?(?:месяц|недел|год|дн|день|врем|раз)\w*",
        r"до (?!дома\b|двери\b|дверей\b|подъезда\b|квартиры\b|вас\b|места\b)",
        r"(?<!ни )(?<!ни одного )рубл\w*|в эт(?:ом|от|у) (?:месяц|год|недел)\w*",
    ),
    live=any_of(
        r"не(?! (?:только|против|беспокойтесь|волнуйтесь|переживайте|проблема)\b)\b",
        r"(?:нельзя|невозможно|никак|никогда|никто|отказыва\w+)\b",
    ),
)

_PL_NOTHING = r"(?:nic|niczego|ani grosza|ani (?:jednej )?złotówki|grosza)\b"
_PL_GAP = gap(
    r"pan|pani|państwo|pana|panią|państwa|państwu|panu|to|nam|się|zupełnie|absolutnie|kompletnie|w ogóle|też"
    r"|będzie|będą|musi|muszą|musisz|trzeba|u nas|od (?:pana|pani|państwa)|za (?:sam\w* )?\w+",
    3,
)
_PL_PAY = (
    r"(?:(?:za)?płac(?:i|isz|ić|ą|icie)|dopłac(?:a|ać|i|ić|ają|asz)|kosztuje|kosztują|kosztować|kosztowało"
    r"|bierzemy|biorę|pobieramy|zobowiązuj(?:e|ą)|liczymy|doliczamy|naliczamy)\b"
)
_PL_WHICH = r"(?:żadn\w+ |jakichkolwiek |jakiejkolwiek )?(?:dodatkow\w+ )?"
_PL_FEE = r"(?:opłat|opłaty|dopłat|dopłaty|kosztów|prowizji|zobowiązań)\b"

POLISH = Waived(
    denied=any_of(
        rf"(?:nikomu |nigdy )?{_PL_NOTHING} {_PL_GAP}nie {_PL_GAP}{_PL_PAY}",
        rf"nie {_PL_GAP}{_PL_NOTHING} {_PL_GAP}{_PL_PAY}",
        rf"nie {_PL_GAP}{_PL_PAY} {_PL_GAP}{_PL_NOTHING}",
        r"nie (?:doliczamy|dolicza|pobieramy|liczymy|naliczamy) (?:nic |niczego )?za\b",
        rf"nie (?:doliczamy|pobieramy|bierzemy) (?:za \w+ )?(?:pieniędzy\b|{_PL_WHICH}{_PL_FEE})",
        r"za \w+ (?:pieniędzy )?nie (?:liczymy|doliczamy|pobieramy)$",
        rf"nie ma {_PL_GAP}{_PL_WHICH}{_PL_FEE}",
        rf"(?:nie (?:ma|będzie|pobieramy) )?żadn(?:ych|ej) (?:dodatkow\w+ )?{_PL_FEE}"
        r"(?: nie (?:ma|będzie|pobieramy|bierzemy|doliczamy))?",
        rf"nie (?:musi|muszą|musisz|trzeba) {_PL_GAP}(?:płacić|dopłacać)(?= za\b|$)",
        rf"(?:płacić|dopłacać) {_PL_GAP}nie (?:trzeba|musi pani?|muszą państwo)$",
        r"ani (?:grosza|złotówki)\b(?! (?:mniej|rabatu)\b)",
    ),
    lacking=any_of(rf"bez {_PL_WHICH}{_PL_FEE}"),
    charged=any_of(
        r"(?:kosztuj|koszt|płac|zapłac|opłat|dopłat|prowizj|zobowiąz|złot|niedrog|tani|rabat|zniżk)\w*",
        r"zł\b",
    ),
    free=any_of(r"(?<!żadnej )(?:bezpłatn|darmow|niezobowiązując)\w*", r"(?:gratis|za darmo)\b"),
    limited=any_of(
        r"(?:teraz|dzisiaj|dziś|jutro|początkowo|obecnie|zaraz|jeszcze|dopóki|zanim|przed|oprócz|poza|chyba)\b",
        r"(?:tylko|zwykle|normalnie|podczas|gotówką|kartą|sam|sama|dwa razy|więcej niż|złotych|zł)\b",
        r"(?:na razie|z góry|od razu|na początku|póki co|z wyjątkiem)\b|w (?:tej|tym) \w+",
        r"(?:przez |w )?pierwsz\w+ (?:\w+ )?(?:dni|dzień|dnia|tydzień|tygodni\w*|miesi\w+|rok\w*)\b",
        r"do (?:poniedziałku|wtorku|środy|czwartku|piątku|soboty|niedzieli|końca|jutra|czasu|momentu|\d)",
    ),
    live=any_of(
        r"nie(?! (?:tylko|ma problemu|ma sprawy|szkodzi|ma za co)\b)\b|(?:nigdy|nikt|niemożliwe)\b",
    ),
)
