"""Owns the moods of English and German."""

from __future__ import annotations

from speechqa.lang.moods import Moods, german_who, idioms, one_of
from speechqa.lang.tokenise import words

ENGLISH = Moods(
    first=words("i we"),
    reports=words(
        """
        say tell claim state write promise advertise announce mention insist allege report ask inform
        advise argue swear assure suggest confirm think
        believe assume
        """
    ),
    checks=words("check verify ensure make"),
    hearsay=words("allegedly supposedly reportedly apparently"),
    hopes=words("hope wish wonder doubt pretend imagine"),
    authorities=words("term contract law policy rule agreement condition regulation statute"),
    as_said=words("as like"),
    links=words("that if whether where"),
    embeds=words("how what whether"),
    truths=words("true case so as right correct"),
    untrue=words("lie untrue false wrong rumour rumor myth misunderstanding nonsense deny doubt"),
    relatives=words("that which who"),
    contrasts=words("but however while whereas though"),
    replaces=words("but"),
    unreal=one_of("would"),
    polite=words("be cost come like love say suggest recommend need want prefer appreciate take mean advise"),
    wishes=words("like want wish prefer need mind may"),
    chances=words("would could should might"),
    perfects=words("have"),
    bygone=idioms("used to,formerly,previously,in the past,back then,years ago,in those days"),
    later=idioms(
        "later,next time,another time,some other time,at the end,at the very end,afterwards,another day"
    ),
    undone=idioms(
        """
        no longer,years ago,long ago,not any more,nothing of the sort,is not true,is not so,was not me,
        is not the case,is not right,was a mistake
        """
    ),
    vows=words(
        """
        promise guarantee say tell think believe claim swear assure vouch bet know
        """
    ),
    telling=words("read repeat tell explain summarise summarize name recap list"),
    strangers=words("competitor rival competition elsewhere ltd plc inc"),
    trades=words("firm company shop bank provider supplier insurer store garage dealer place"),
    other_ones=words("other some most many certain another few"),
    unlike=words("unlike than compared instead not"),
    rates=words("a per each every"),
    without=frozenset(("without",)),
    agreement=words("yes yeah yep sure absolutely definitely certainly exactly course"),
    tags=words("right ok okay all alright yes no fine is that it not then"),
)

GERMAN = Moods(
    first=words("ich wir"),
    who=german_who,
    reports=words(
        """
        sagen erzählen behaupten schreiben versprechen meinen stehen berichten erklären mitteilen denken
        glauben fragen versichern ankündigen werben
        """
    ),
    checks=words("prüfen nachsehen nachschauen schauen überprüfen"),
    hearsay=words("angeblich vermeintlich"),
    hopes=words("hoffen wünschen bezweifeln zweifeln vorstellen"),
    authorities=words("vertrag gesetz bedingung agb police vereinbarung satzung"),
    as_said=words("wie"),
    links=words("dass daß ob wo"),
    embeds=words("wie was ob"),
    truths=words("so wahr richtig stimmen fall"),
    untrue=words("lüge lügen gelogen falsch unwahr gerücht irrtum missverständnis unsinn leugnen bestreiten"),
    relatives=words("das der die den dem welches welcher welche"),
    contrasts=words("aber sondern während dagegen"),
    replaces=words("sondern"),
    unreal=one_of("hätte hätten wäre wären würde würden"),
    polite=words("mögen sagen vorschlagen empfehlen raten"),
    wishes=words("möchten mögen wollen wünschen recht ordnung lieb passen brauchen"),
    perfects=words("hätte hätten wäre wären"),
    bygone=idioms("damals,ehemals,in der vergangenheit,seinerzeit"),
    past=idioms("früher,einst"),
    later=idioms("später,am schluss,am ende,nachher,ein andermal,nächstes mal,beim nächsten mal,hinterher"),
    undone=idioms(
        """
        nicht mehr,lange her,stimmt nicht,stimmt aber nicht,gilt nicht,gilt aber nicht,kam das nicht,
        ist nicht wahr,ist falsch,war einmal
        """
    ),
    vows=words(
        """
        sagen versprechen garantieren zusagen zusichern behaupten glauben denken versichern wissen
        """
    ),
    telling=words("wiederholen vorlesen erklären sagen nennen zusammenfassen aufzählen"),
    strangers=words("konkurrenz konkurrent wettbewerber mitbewerber konkurrenzfirma anderswo woanders"),
    trades=words("firma unternehmen anbieter bank laden geschäft werkstatt versicherer händler kasse"),
    other_ones=words("andere anderer anderen anderem anderes manche manchen einige einigen viele vielen"),
    unlike=words("als anders statt gegensatz"),
    rates=words("die pro am im jede jeden"),
    without=frozenset(("ohne",)),
    agreement=words("ja klar sicher natürlich selbstverständlich freilich logisch genau jawohl"),
    tags=words("ja okay ok oder richtig gut nicht wahr in ordnung"),
)
