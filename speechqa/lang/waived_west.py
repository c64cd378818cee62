"""Owns how English and German say that something is free or binds to nothing."""

from speechqa.lang.waived import Waived, any_of, gap

_EN_TO = gap("going|have|need|needed|required|asked|expected|to|be|ever|even|got|actually|really", 4)
_EN_WHOM = gap("us|you|me|them|anyone|anybody|for|that|it|this|back|absolutely|at|all", 3)
_EN_WHICH = gap(
    r"extra|additional|further|such|call|out|booking|admin|administration|delivery|service|cancellation|joining"
    r"|transfer|exit|arrangement|setup|set|up|monthly|annual|postage|collection|installation|kind|sort|of|any"
    r"|single|whatsoever|separate|entry|membership|callout|inspection|handling|shipping|parking|added",
    2,
)
_EN_CHARGE = r"(?:charges?|fees?|costs?|obligations?|commitments?)\b(?! (?:change|increase|card|cap|rise)\w*)"
_EN_LESS = r"(?! (?:else|more \w+|less|over|above|beyond|under|like|near|but|other|special|compared)\b)"
_EN_FOR = r"pay(?= (?:for|us|extra|any|a fee)\b|$)"

ENGLISH = Waived(
    denied=any_of(
        rf"no {_EN_WHICH}{_EN_CHARGE}",
        r"(?:is|are|was|be) no bill\b(?! (?:yet|until|till|now))",
        rf"(?:not|never) {_EN_TO}(?:cost|charge|charged|pay|owe) {_EN_WHOM}"
        rf"(?:anything|an? (?:single )?penny|a cent|a thing|a dime|extra)\b{_EN_LESS}",
        rf"(?:costs?|charges?|charged|pays?|paying|owe) {_EN_WHOM}"
        rf"(?:nothing|not an? (?:single )?penny)\b{_EN_LESS}",
        r"nothing (?:else |more |extra )?to pay\b",
        r"(?:not|never) (?:ever |even )?charge (?:(?:you|anyone|customers|extra|anything|a fee) )?for\b",
        rf"(?:not|never) (?:ever )?charge (?:you )?(?:a|any) {_EN_WHICH}fees?\b",
        rf"(?:not {_EN_TO}|no need to ){_EN_FOR}",
        rf"there (?:is|are|was|will be) not (?:going to be )?(?:an?|any) {_EN_WHICH}{_EN_CHARGE}",
        rf"(?<!we are )not under {_EN_WHICH}obligation\b",
        r"(?<!we are )(?<!i am )not (?:in any way |legally |at all )?(?:obliged|committed|tied|bound)\b"
        r"(?! to (?:be|happen|work)\b)",
        r"not (?:commit|tie|bind|oblige) you to (?:anything|a thing)\b",
        r"(?:commit|tie|bind|oblige)s? you to nothing\b",
        rf"not an? (?:single )?penny\b{_EN_LESS}",
    ),
    lacking=any_of(
        rf"(?:at no|(?:at )?zero|without(?: any| a)?) {_EN_WHICH}{_EN_CHARGE}",
        rf"without (?:charging|paying) {_EN_WHOM}(?:anything|an? (?:single )?penny|a thing)\b{_EN_LESS}",
    ),
    charged=any_of(
        r"(?:costs?|charges?|charged|fees?|pay|pays|paid|owe|obligations?|obliged|committed|bound)\b",
        r"(?:pounds?|dollars?|euros?|quid|pence|cheap|inexpensive|affordable|discounts?)\b",
    ),
    free=any_of(
        r"(?<!no )(?<!any )(?<!feel )(?<!you )(?<!am )(?<!we are )(?<!they are )(?<!set )(?<!but )"
        r"(?<!sugar )(?<!gluten )(?<!hands )(?<!hassle )(?<!worry )(?<!stress )(?<!tax )(?<!risk )"
        r"free\b(?! (?:on|to|at|from|time|times|slots?|appointments?|spaces?|tables?|rooms?|places?|seats?"
        r"|hand|minutes?|moments?|hours?|evening|weekend|day|days|range|will)\b)",
        r"(?:complimentary|gratis)\b",
    ),
    limited=any_of(
        r"(?:until|till|unless|before|yet|now|today|tonight|tomorrow|currently|initially|normally|usually)\b",
        r"(?:except|besides|only|upfront|immediately|yourself|twice|while|during|pounds|dollars|euros|quid)\b",
        r"(?:at the moment|at first|for the time being|to begin with|so far|in advance|up front)\b",
        r"(?:straight|right) away\b|(?:apart from|other than|as long as|provided that|in full|in cash)\b",
        r"by (?:card|phone|cheque|transfer|bank)\b|this (?:week|month|year)\b",
        r"(?:for )?(?:the |your )?first (?:\w+ )?(?:day|week|month|year|minute|hour)s?\b",
    ),
    live=any_of(
        r"(?:not(?! (?:only|just|at all|a problem)\b)|never|nobody|none|hardly|unable|impossible|doubt)\b",
        r"no (?:way|chance|guarantee|promise|one|refunds?|returns?|exchanges?|changes?|cancellations?)\b",
    ),
)

_DE_GAP = gap(
    r"sie|ihnen|ihn|ihr|du|dich|dir|euch|uns|wir|ich|man|er|es|das|dafür|dazu|dabei|damit|also|auch|gar|sich"
    r"|überhaupt|absolut|natürlich|einfach|extra|zusätzlich|zu|für (?:die|den|das|ihre?n?|eine?n?) \w+",
    5,
)
_DE_WHICH = gap(r"weitere[nr]?|zusätzliche[nr]?|einzige[nr]?|jede|jegliche[nr]?|irgendwelche[nr]?|extra", 2)
_DE_CHARGE = r"\w*(?:kosten|gebühr|gebühren|aufpreis|zuschlag|verpflichtung|verpflichtungen)\b"
_DE_NOTHING = r"(?:nichts|nix)\b(?! (?:mehr|anderes|außer|als|weiter|weiteres|machen|daran|davon|ändern)\b)"

GERMAN = Waived(
    denied=any_of(
        rf"kein(?:e|en|er|erlei)? {_DE_WHICH}{_DE_CHARGE}",
        r"kein(?:en)? (?:einzigen )?(?:cent|pfennig)\b(?! (?:weniger|nachlass|rabatt|unter)\b)",
        r"keinen (?:einzigen )?euro(?: extra| dafür| zusätzlich)?$",
        r"(?:kostet|kosten|koste|zahlen|zahlst|zahle|zahlt|bezahlen|bezahlst|verlangen|verlange|berechnen|berechne"
        rf"|nehmen|nehme|verpflichten|verpflichtest|verpflichtet) {_DE_GAP}{_DE_NOTHING}",
        rf"(?:nichts|nix) {_DE_GAP}(?:kosten|kostet|zahlen|bezahlen|draufzahlen|zuzahlen|verlangen|berechnen"
        r"|berechnet|verpflichtet|verpflichten)\b(?! (?:so|mehr|weniger)\b)",
        r"nicht in rechnung\b",
    ),
    lacking=any_of(rf"ohne {_DE_WHICH}(?:eine |einen )?{_DE_CHARGE}"),
    charged=any_of(
        r"(?:\w*kosten|kostet|koste|\w*gebühr|\w*gebühren|zahlen|zahlst|bezahlen|berechnen|verlangen|aufpreis)\b",
        r"(?:euro|cent|franken)\b|(?:verpflicht|günstig|billig|preiswert|nachlass|rabatt|ermäßig)\w*",
    ),
    free=any_of(
        r"(?<!keine )(?<!keinen )(?<!kein )(?:kostenlos|kostenfrei|unverbindlich)\w*",
        r"gratis\b|umsonst\b(?! (?:gekommen|gewartet|gefahren|angerufen)\b)",
    ),
    limited=any_of(
        r"(?:bis|heute|jetzt|morgen|vorab|voraus|zunächst|erst|erstmal|moment|momentan|derzeit|zurzeit|vorerst)\b",
        r"(?:vorläufig|sofort|gleich|anfangs|solange|sofern|außer|nur|bevor|normalerweise|selbst|bar|franken)\b",
        r"zur zeit\b|am anfang\b|noch (?:nichts|nicht|kein\w*)\b|vor (?:dem|der|\w+tag|mittwoch)\b",
        r"(?:im )?erste[nrs]? (?:\w+ )?(?:tage?n?|wochen?|monate?n?|jahre?n?)\b",
        r"diese[nrs]? (?:monat|woche|jahr)\b",
        r"(?<!keinen )(?<!keinen einzigen )euro\b",
    ),
    live=any_of(
        r"(?:nicht(?! (?:nur|wahr)\b)|nie|niemals|niemand|kaum|unmöglich)\b",
        r"kein\w* (?:garantie|möglichkeit|weg|rückgabe|lieferung|stornierung|umtausch|änderung)\b",
    ),
)
