"""Owns English."""

from __future__ import annotations

from speechqa.lang import clock, farewells, grammar, introduced, lemmas, moods_west
from speechqa.lang.dates import DateWords
from speechqa.lang.language import Language
from speechqa.lang.moods import idioms
from speechqa.lang.numbers import NumberWords
from speechqa.lang.tokenise import groups, words
from speechqa.lang.waived_west import ENGLISH

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

NUMBERS = NumberWords(
    atoms={word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())}
    | {word: 20 + 10 * i for i, word in enumerate(_TENS.split())}
    | {"nought": 0},
    hundred=frozenset(("hundred",)),
    scales={"thousand": 1000, "grand": 1000, "million": 1_000_000},
    halves=(("and", "a", "half"),),
    joiners=frozenset(("and",)),
    ones=frozenset(("a", "an")),
    points=frozenset(("point",)),
    pairs=True,
    currencies=words("pound dollar euro"),
    prices=words("price cost charge fee pay rent quote bill sum total"),
    advances=words("deposit prepayment downpayment"),
    ordinals={word: value + 1 for value, word in enumerate(_ORDINALS.split())} | {"thirtieth": 30},
)

DATES = DateWords(
    months=words(
        """
        january february march april may june july august september october november december
        """
    ),
    anchors=words(
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april june july
        august september october november december today tomorrow tonight yesterday weekend
        """
    ),
    units=words("day week month year hour fortnight"),
    pointers=words("next this coming following same every working business"),
    joiners=words(
        """
        on by the of in within at until before after for about around and morning afternoon evening
        """
    ),
    phrases=(
        ("as", "soon", "as", "possible"),
        ("straight", "away"),
        ("right", "away"),
        ("in", "may"),
    ),
    weak_anchors=words("may"),
)

_NOT = "is are was were do does did could would should has have had must need might"
_TABLE: dict[str, tuple[str, ...]] = {f"{verb}nt": (verb, "not") for verb in _NOT.split()}
_TABLE |= {
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "can't": ("can", "not"),
    "wont": ("will", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "aint": ("is", "not"),
    "let's": ("let", "us"),
    "lets": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "o'clock": ("oclock",),
    "y'know": ("you", "know"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "youre": ("you", "are"),
    "youve": ("you", "have"),
    "youll": ("you", "will"),
    "theyre": ("they", "are"),
    "theyve": ("they", "have"),
    "theyll": ("they", "will"),
    "weve": ("we", "have"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "its": ("it", "is"),
    "itll": ("it", "will"),
    "thats": ("that", "is"),
    "thatll": ("that", "will"),
    "theres": ("there", "is"),
    "heres": ("here", "is"),
    "whats": ("what", "is"),
    "whos": ("who", "is"),
    "wheres": ("where", "is"),
    "hows": ("how", "is"),
}
_ENDINGS = {"'re": "are", "'m": "am", "'ve": "have", "'ll": "will", "'d": "would"}
# After these 's means "is"; after other words it is a possessive and says nothing.
_IS_AFTER = words(
    """
        it that what who here there he she how where when why everything nothing something this
        """
)


def _contract(word: str) -> tuple[str, ...]:
    """``word`` written out if it is a contraction, with or without its apostrophe."""
    if word in _TABLE:
        return _TABLE[word]
    if word.endswith("n't"):
        return (word[:-3], "not")
    for ending, full in _ENDINGS.items():
        if word.endswith(ending):
            return (word.removesuffix(ending), full)
    if word.endswith("'s"):
        return (word[:-2], "is") if word[:-2] in _IS_AFTER else (word[:-2],)
    return (word,)


_FUNCTION_WORDS = words(
    """
        a an the this that these those i you he she it we they me him her us them my your his our their
        mine yours ours is are was were be been being am do does did doing have has had having will would
        shall should can could may might must to of in on at by for from with about into onto as than and
        or but if so then there here all any some also too very just please up out over let wanted like
        """
)


def _answer_denies(_previous: str, following: str) -> bool:
    """True in "no calls", not in "no the call"."""
    return following not in _FUNCTION_WORDS and following not in ("thank", "thanks", "sorry", "sir", "madam")


LANGUAGE = Language(
    code="en",
    grammar=grammar.ENGLISH,
    moods=moods_west.ENGLISH,
    answer_denies=_answer_denies,
    lemmatise=lemmas.english,
    contract=_contract,
    negation="not",
    negations=words(
        """
        not no never none nobody nothing neither nor nowhere without hardly unable impossible refuse
        """
    ),
    trailing_negations=words("nothing nobody none never nowhere"),
    answers=frozenset(("no",)),
    waived=ENGLISH,
    introduced=introduced.ENGLISH,
    farewells=farewells.ENGLISH,
    neutral_negations=idioms(
        """
        no problem,no problems,no worries,no doubt,no matter,not only,not just,not a problem,why not,
        why do not,if not,or not,not at all,no longer than,do not worry,do not mind,do not forget,
        is it not,is not it,are not we,do not you,do not we,never mind,without fail,no later than,
        he is not in,she is not in,he is not here,she is not here,he is not available,
        she is not available,not in please,not in just
        """
    ),
    conditionals=words("if whether unless"),
    clause_starts=words(
        """
        and but so because although though while or then otherwise however since if when
        """
    ),
    complementisers=words("that if whether"),
    attitudes=words(
        """
        say think believe promise mean claim know guarantee tell suppose sure certain confirm agree able
        allow need require possible want going go try offer let get have way chance
        """
    ),
    fillers=words(
        """
        um umm uh uhm uhh er erm ah eh hm hmm mm mhm oh well like okay ok so right actually basically
        literally just please sort kind
        """
    ),
    filler_phrases=(("you", "know"), ("i", "mean")),
    hesitations=words("um umm uh uhm uhh er erm ah eh hm hmm mm"),
    question_words=words("what who whom whose which when where why how"),
    function_words=_FUNCTION_WORDS,
    adverbs=words(
        """
        currently ever usually always really actually still yet even now today simply generally normally
        probably necessarily definitely absolutely at any
        """
    ),
    verb_prefixes=words("re de in ex con per pre pro en im com"),
    negative_prefixes=("un", "in", "im", "dis", "non", "ir", "mis"),
    synonyms=groups(
        "record recording tape recorded",
        "call conversation phone-call",
        "help assist assistance",
        "price cost",
        "buy purchase",
        "send email mail",
        "delivery deliver",
        "guarantee promise",
        "invoice bill",
        "pay payment",
        "include cover included",
        "begin start",
        "talk speak chat converse",
        "hi hello hey",
        "goodbye bye",
        "thank thanks",
        "caller customer",
        "total altogether",
        "put transfer connect",
        "discount reduction",
        "expensive pricey dear",
        "colleague coworker",
        "postcode zip",
        "telephone phone",
        "require need",
        "confirm check verify",
        "fix repair",
        "arrive come",
        "cheap inexpensive affordable",
        "offer propose",
        "name surname",
        "date day",
        "arrange schedule book",
        "appointment meeting visit",
        "change amend update",
        "cancel terminate",
        "extend renew renewal",
        "order purchase",
        "answer reply respond",
        "ask inquire enquire",
        "correct right",
        "complete finish",
        "available stock",
        "quick fast",
        "instalment installment",
        "refund reimburse",
        "return send",
        "contact reach",
        "apologise apologize sorry",
        "wait hold",
        "moment minute second",
        "free complimentary",
        "explain clarify",
        "monitor record",
        "tell inform advise",
        "company firm business",
        "quality training",
        "fee charge",
        "address location",
        "happy glad pleased",
        "shipping delivery postage",
        "summarise summarize recap",
    ),
    numbers=NUMBERS,
    dates=DATES,
    clock=clock.ENGLISH,
    aliases={
        "hallo": "hello",
        "hullo": "hello",
        "pounds": "pound",
        "quid": "pound",
        "hi": "hi",
        "thanks": "thanks",
    },
)
