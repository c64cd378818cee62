"""Owns the closed classes that matching asks for: who is meant, which verbs help others, what denies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speechqa.lang import forms
from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Closed word classes of one language, and its dictionary's view of a word's form.

    ``persons`` gives the person ("1", "2", "3") of pronouns and possessives; forms of address
    are "2". ``subjects`` may open a clause; ``auxiliaries`` are finite. ``modals`` hold lemmas of
    what takes an infinitive ("can", "need"), ``needs`` those that deny a thing itself when
    denied ("I don't need your address"). ``owners`` open an owner or subject behind a noun or verb.
    ``offers`` make a question an offer
    ("shall I call back"), ``condition`` never.
    ``lacked`` tells the form of what "there is none" of («комиссии нет»); ``nominal`` (tokens) deny the noun
    beside them, ``existence`` (tokens) are verbs that say no more than that something is there.
    ``absence`` (tokens) is said of a thing that isn't there, and denies nothing else.
    ``whether`` (tokens) only mark a question.
    ``inverts``: a statement opening with its auxiliary is a question; ``closing``: the negation
    may stand behind the whole clause. ``no_names`` are greetings and forms of address,
    ``partings`` (tokens) of farewells only.
    """

    infinitive: Callable[[str], bool] = forms.no
    finite: Callable[[str], bool] = forms.no
    noun: Callable[[str], bool] = forms.no
    name: Callable[[str], bool] = forms.yes
    lacked: Callable[[str], bool] = forms.no
    persons: Mapping[str, str] = field(default_factory=dict)
    possessives: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    partings: frozenset[str] = frozenset()
    nominal: frozenset[str] = frozenset()
    existence: frozenset[str] = frozenset()
    absence: frozenset[str] = frozenset()
    whether: frozenset[str] = frozenset()
    inverts: bool = False
    closing: bool = False


def _persons(first: str, second: str, third: str) -> dict[str, str]:
    return {
        word: person
        for person, listed in (("1", first), ("2", second), ("3", third))
        for word in listed.split()
    }


ENGLISH = Grammar(
    infinitive=forms.english_gerund,
    name=forms.english_name,
    persons=_persons(
        "i me my mine myself we us our ours ourselves",
        "you your yours yourself",
        "he him his she her hers they them their theirs",
    ),
    possessives=words("my your his her our their its"),
    subjects=words("i you he she it we they this that these those there"),
    determiners=words("the a an this that these those my your his her our their all every any some"),
    auxiliaries=words(
        """
        is are was were am be do does did have has had will would shall should can could may might must
        want like wish
        """
    ),
    modals=words("can could able possible going"),
    needs=words("need require necessary"),
    owners=words("of this that these those"),
    condition=words("if whether unless"),
    offers=words("can could may might shall should"),
    partings=words("bye goodbye"),
    no_names=words("hello hi hey good morning afternoon evening thank thanks bye goodbye mister mr mrs ms"),
    inverts=True,
)

GERMAN = Grammar(
    finite=forms.german_finite,
    name=forms.german_name,
    existence=words("gibt"),
    absence=words("entfällt entfallen"),
    persons=_persons(
        "ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem unserer",
        """du dich dir dein deine deinen deinem deiner sie ihnen ihr ihre ihren ihrem ihrer ihres euch euer
        eure""",
        "er ihn ihm sein seine seinen seinem seiner",
    ),
    possessives=words(
        """
        mein meine meinen meinem meiner meines unser unsere unseren unserem unserer dein deine deinen
        deinem deiner ihr ihre ihren ihrem ihrer ihres euer eure sein seine seinen seinem seiner
        """
    ),
    subjects=words("ich du er sie es wir man das dies"),
    determiners=words(
        "der die das den dem des ein eine einen einem einer dieser diese dieses alle jede jeder"
    ),
    auxiliaries=words(
        """
        ist sind war waren bin wird werden wurde wurden hat haben habe hatte hätte hätten kann können
        könnte könnten darf dürfen dürfte soll sollen will wollen möchte möchten muss müssen mag werde
        """
    ),
    needs=words("brauchen benötigen nötig notwendig"),
    condition=words("wenn ob falls sofern"),
    offers=words("kann können könnte könnten darf dürfen dürfte soll sollen"),
    owners=words("der die das den dem des dieser diese dieses diesem diesen von vom"),
    partings=words("wiederhören wiedersehen tschüss tschüs ciao"),
    no_names=words(
        """
        hallo guten gute tag morgen abend grüß gott tschüss wiederhören danke dank frau herr herrn
        """
    ),
    inverts=True,
    closing=True,
)

RUSSIAN = Grammar(
    infinitive=forms.russian_infinitive,
    finite=forms.russian_finite,
    noun=forms.russian_noun,
    name=forms.russian_name,
    lacked=forms.russian_lacked,
    nominal=words("никакой никакого никаких никакому никакую"),
    absence=words("отсутствует отсутствуют"),
    whether=frozenset(("ли",)),
    persons=_persons(
        """я меня мне мной мы нас нам нами мой моя мое мои моего моей моему моим моих мою наш наша наше наши
        нашего нашей нашему нашим наших нашу""",
        """ты тебя тебе тобой вы вас вам вами твой твоя твое твои ваш ваша ваше ваши вашего вашей вашему вашим
        ваших вашу""",
        "он она оно они его ее их ему ей им",
    ),
    possessives=words(
        """
        мой моя мое мои моего моей моему моим моих мою наш наша наше наши нашего нашей нашему нашим наших
        нашу твой твоя твое твои ваш ваша ваше ваши вашего вашей вашему вашим ваших вашу его ее их
        """
    ),
    subjects=words("я ты он она оно мы вы они это"),
    determiners=words("этот эта это эти этой этого все весь"),
    modals=words(
        """
        мочь смочь хотеть захотеть быть стать нужно надо обязательно обязательный следует следовать стоить
        должен должный прийтись приходиться получиться получаться удаться удаваться готовый мочься обещать
        собираться намеренный планировать уметь обязанный обязать требоваться
        """
    ),
    needs=words("нужно нужный надо нуждаться требоваться понадобиться необходимый необходимо"),
    owners=words("этот эта это эти этой этого этих эту тот та"),
    asking=frozenset(("ли",)),
    no_names=words("здравствуйте алло привет добрый день утро вечер спасибо господин госпожа"),
    partings=words("свидания прощайте"),
    condition=words("если разве"),
    offers=words("могу можем можно"),
)

POLISH = Grammar(
    infinitive=forms.polish_infinitive,
    finite=forms.polish_finite,
    noun=forms.polish_noun,
    name=forms.polish_name,
    nominal=words("żaden żadna żadne żadnej żadnych żadnego"),
    existence=words("ma mamy"),
    absence=words("brak"),
    whether=frozenset(("czy",)),
    persons=_persons(
        """ja mnie mi mną my nas nam nami mój moja moje moją mojego mojej moich nasz nasza nasze naszą naszej
        naszego naszych""",
        """ty ciebie cię ci tobie wy was wam wami pan pani pana panu panią panem państwo państwa państwu
        państwem pański twój twoja twoje wasz swój swoje swoją swojego""",
        "on ona ono oni one jego jej ją ich go jemu mu im",
    ),
    possessives=words(
        """
        mój moja moje moją mojego mojej moich nasz nasza nasze naszą naszej naszego naszych pana pani
        państwa twój twoja twoje wasz jego jej ich pański
        """
    ),
    subjects=words("ja ty on ona my wy oni one pan pani państwo to"),
    determiners=words("ten ta to te tę tego tej tym tych tą wszystkie każda każdy"),
    modals=words(
        """
        móc musieć chcieć trzeba można być należeć potrzebować umieć zdołać zamierzać wolno powinien
        potrzebny konieczny obiecywać obiecać
        """
    ),
    needs=words("potrzebować potrzebny potrzeba trzeba konieczny"),
    owners=words("ten ta to te tego tej tych tym"),
    no_names=words("dzień dobry witam cześć halo dziękuję proszę pan pana panu panem pani panią państwo"),
    partings=words("widzenia usłyszenia zobaczenia żegnam"),
    condition=words("jeśli jeżeli gdyby"),
    offers=words("mogę możemy moglibyśmy mógłbym mogłabym"),
)
