"""Owns Polish."""

from __future__ import annotations

from speechqa.lang import clock, farewells, grammar, introduced, lemmas, moods_slavic, stems
from speechqa.lang.dates import DateWords
from speechqa.lang.language import Language
from speechqa.lang.moods import idioms
from speechqa.lang.numbers import NumberWords
from speechqa.lang.tokenise import groups, words
from speechqa.lang.waived_slavic import POLISH

_UNITS = (
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście "
    "czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście"
)
_TENS = (
    "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt "
    "osiemdziesiąt dziewięćdziesiąt"
)
_HUNDREDS = "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"
_ORDINALS = (
    "pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty jedenasty dwunasty trzynasty "
    "czternasty piętnasty szesnasty siedemnasty osiemnasty dziewiętnasty dwudziesty"
)

NUMBERS = NumberWords(
    atoms={word: value for value, word in enumerate(_UNITS.split())}
    | {word: 20 + 10 * i for i, word in enumerate(_TENS.split())}
    | {word: 100 * (i + 1) for i, word in enumerate(_HUNDREDS.split())}
    | {"dwie": 2, "dwóch": 2, "dwoje": 2, "trzech": 3, "czterech": 4, "para": 2},
    scales={"tysiąc": 1000, "tys": 1000, "milion": 1_000_000, "mln": 1_000_000},
    halves=(("i", "pół"), ("i", "pol")),
    wholes={"półtora": 1.5, "półtorej": 1.5},
    points=frozenset(("przecinek",)),
    hours={
        word[:-1] + ending: value + 1
        for value, word in enumerate(_ORDINALS.split())
        for ending in (("iej", "ia", "ią") if word.endswith("i") and word != "drugi" else ("ej", "a", "ą"))
    }
    | {"drugiej": 2},
    before_hours=words("o do od po przed na około koło godzina godzinie godziny godzinę"),
    currencies=words("złoty euro dolar"),
    prices=words("cena koszt kosztować płacić zapłacić wynosić wynieść suma opłata rata kwota"),
    advances=words("zaliczka zadatek kaucja przedpłata"),
    ordinals={word: value + 1 for value, word in enumerate(_ORDINALS.split())} | {"trzydziesty": 30},
)

DATES = DateWords(
    months=words(
        """
        styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad
        grudzień
        """
    ),
    anchors=words(
        """
        poniedziałek wtorek środa czwartek piątek sobota niedziela styczeń luty marzec kwiecień maj
        czerwiec lipiec sierpień wrzesień październik listopad grudzień dzisiaj dziś jutro pojutrze
        wczoraj weekend
        """
    ),
    units=words("dzień tydzień miesiąc rok godzina doba"),
    pointers=words("następny przyszły ten najbliższy kolejny roboczy każdy"),
    joiners=words("w we na za do od o po przed około najpóźniej ciągu i rano wieczorem"),
    phrases=(("jak", "najszybciej"),),
)


def _answer_denies(_previous: str, following: str) -> bool:
    """True in "nie nagrywamy", not in "nie rozmowa jest nagrywana"."""
    return lemmas.polish_deniable(following)


LANGUAGE = Language(
    code="pl",
    grammar=grammar.POLISH,
    moods=moods_slavic.POLISH,
    answer_denies=_answer_denies,
    lemmatise=lemmas.polish,
    stem=stems.polish,
    negation="nie",
    negations=words(
        """
        nie bez nigdy nikt nikogo nikomu nic niczego żaden żadna żadne żadnej żadnych żadnego żadnym ani
        nigdzie niemożliwe nieprawda odmawiam odmawiamy brak
        """
    ),
    trailing_negations=frozenset(("nigdy",)),
    answers=frozenset(("nie",)),
    waived=POLISH,
    introduced=introduced.POLISH,
    farewells=farewells.POLISH,
    neutral_negations=idioms(
        """
        nie proszę pana,nie proszę pani,nie ma problemu,proszę się nie martwić,proszę się nie dziwić,
        proszę się nie zdziwić,proszę się nie bać,proszę się nie przejmować,proszę się nie denerwować,
        proszę się nie obawiać,nie ma sprawy,nie ma za co,bez problemu,bez problemów,żaden problem,
        to nie problem,nie tylko,nie szkodzi,nie później niż,nie więcej niż,nie mniej niż,
        nie ma pan nic przeciwko,nie ma pani nic przeciwko,czy nie,jeśli nie,dlaczego nie,czemu nie,
        proszę się nie martwić,nie zapomnieć,nie martwić,bez wątpienia,nie przepraszam
        """
    ),
    conditionals=words("jeśli jeżeli czy gdyby"),
    clause_starts=words(
        """
        i a ale więc bo ponieważ lecz jednak albo lub jeśli jeżeli gdy kiedy dlatego natomiast gdyż wtedy
        zatem oraz
        """
    ),
    complementisers=words("że żeby iż aby czy"),
    attitudes=words(
        """
        powiedzieć mówić myśleć sądzić obiecać obiecywać twierdzić wiedzieć gwarantować zagwarantować
        pewny pewien móc można być mieć chcieć zamierzać potwierdzić dać umieć zdołać próbować przyrzekać
        wolno możliwość stan uważać potrzebować potrzebny trzeba musieć powinien
        """
    ),
    fillers=words(
        """
        yyy yy eee ee mm hmm hm no jakby znaczy po prostu sumie generalnie wie pan pani dobrze proszę tak
        wiesz właśnie więc okej ok aha mhm oczywiście
        """
    ),
    hesitations=words("yyy yy eee ee mm hmm hm"),
    question_words=words(
        """
        kto co kogo komu kim czego czym jaki jaka jakie jaką jakim jakiej jakich kiedy gdzie dokąd skąd
        jakiego jakiemu jakimi ilu czyja czyje dlaczego czemu jak ile czyj czy
        """
    ),
    function_words=words(
        """
        ja ty on ona ono my wy oni one mnie mi ciebie cię ci jego go jemu mu jej ją nas nam nami was wam
        wami ich im nimi mój moja moje moją mojego twój nasz nasza nasze naszą naszej naszego naszych wasz
        pan pani pana panu panią panem państwo państwa państwu państwem pański się siebie sobie ten ta to
        te tę tego tej tym tych tą jest są był była było były być będzie będą będę będziemy został została
        zostanie a i ale lub albo oraz w we na z ze do od o po za przy dla przez pod nad u że żeby by czy
        jak też także mogę może możemy możesz mogłaby mógłby moglibyśmy chcę chciałbym chciałabym chce
        chcemy niech bardzo serdecznie już tam tu
        """
    ),
    adverbs=words(
        """
        teraz obecnie zwykle zawsze wcale w ogóle naprawdę jeszcze dzisiaj już więcej absolutnie niestety
        """
    ),
    verb_prefixes=words("do na o ob od po pod prze przy roz s u w wy z za ze"),
    negative_prefixes=("nie", "bez"),
    synonyms=groups(
        "nagrywać nagrać nagranie nagrywanie rejestrować",
        "rozmowa połączenie",
        "cena koszt kosztować",
        "pomóc pomagać pomoc",
        "dostarczyć dostarczać dostawa przywieźć",
        "zapłacić płacić płatność opłacić",
        "wysłać wysyłać przesłać przesyłać",
        "gwarantować zagwarantować gwarancja obiecywać obiecać",
        "kupić kupować zakup",
        "faktura rachunek",
        "oddzwonić oddzwaniać",
        "połączyć przełączyć łączyć przełączać",
        "drogo drogi",
        "rabat zniżka upust",
        "potrzebować potrzebny potrzeba",
        "obejmować zawierać",
        "imię nazywać",
        "informować poinformować",
        "zgadzać zgoda zgodzić",
        "telefon numer",
        "zamówić zamawiać zamówienie",
        "dziękować podziękować dzięki",
        "przeszkadzać przeszkodzić",
        "umówić umawiać",
        "potwierdzić potwierdzać",
        "termin data",
        "proponować zaproponować oferować oferta propozycja",
        "wyjaśnić wyjaśniać tłumaczyć",
        "podać podawać powiedzieć",
        "przedstawić przedstawiać",
        "spotkanie wizyta",
        "chwila moment minuta",
        "czekać poczekać zaczekać",
        "odpowiedzieć odpowiadać",
        "zwrot zwrócić oddać",
        "anulować odwołać",
        "przedłużyć przedłużać przedłużenie",
        "sprawdzić sprawdzać zweryfikować",
        "firma przedsiębiorstwo",
        "darmowy bezpłatny gratis",
        "tani tanio",
        "rozmiar wymiar wielkość",
        "przeprosić przepraszać",
        "montaż instalacja",
        "gotowy gotowe",
        "rata ratalny",
        "dostępny dostępność magazyn",
        "mówić rozmawiać",
        "przekazać przekazywać",
        "wiadomość mail",
        "wynosić wynieść kosztować",
        "transport dowóz przesyłka",
        "łącznie razem sumie",
        "zmienić zmieniać",
        "wybrać wybierać",
        "zapisać zapisywać",
        "spełnić spełniać",
        "zadzwonić dzwonić",
        "klient kupujący",
        "dowiedzieć zapytać pytać",
        "ilość liczba",
        "podsumować podsumowanie",
    ),
    numbers=NUMBERS,
    dates=DATES,
    clock=clock.POLISH,
    aliases={"percent": "procent", "hallo": "halo", "zł": "złoty", "pln": "złoty", "szt": "sztuka"},
)
