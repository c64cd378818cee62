"""Owns the moods of Russian and Polish."""

from __future__ import annotations

from speechqa.lang.moods import Moods, idioms, one_of, polish_unreal, polish_who, russian_who
from speechqa.lang.tokenise import words

RUSSIAN = Moods(
    first=words("я мы"),
    who=russian_who,
    reports=words(
        """
        сказать говорить рассказать рассказывать утверждать обещать пообещать писать написать заявлять
        заявить сообщить сообщать уверять твердить спросить спрашивать просить попросить объявить
        думать считать полагать
        """
    ),
    checks=words("проверить проверять убедиться посмотреть узнать"),
    hearsay=words("якобы дескать мол"),
    introduces=words("говорит говорите"),
    hopes=words("надеяться желать сомневаться представлять притворяться мечтать"),
    authorities=words("договор закон правило условие оферта соглашение"),
    as_said=words("как"),
    links=words("что чтобы будто где"),
    embeds=words("чем как какой какая какое какие"),
    truths=words("так правда верно"),
    untrue=words("неправда ложь ложный вранье неверно ошибка слух миф выдумка отрицать"),
    relatives=words("который которая которое которые которого которой которых которому которую"),
    concord=words("никто никого никому никогда никакой никакого никаких никак ничего ничто нигде ни"),
    contrasts=words("а но зато однако"),
    replaces=words("а"),
    unreal=one_of("бы б"),
    polite=words("хотеть мочь рекомендовать посоветовать советовать предложить сказать хотеться"),
    wishes=words("хотеть желать возражать удобно против"),
    past=idioms("раньше,прежде,когда то,давно,в прошлом"),
    later=idioms("потом,позже,попозже,в следующий раз,в конце,в другой раз,после"),
    undone=idioms("такого нет,этого нет,это не так,неправда,уже не действует,больше не действует,давно было"),
    vows=words(
        """
        сказать говорить обещать пообещать гарантировать утверждать думать уверять ручаться поручиться знать
        """
    ),
    telling=words("повторить зачитать рассказать назвать объяснить сказать сообщить перечислить прочитать"),
    strangers=words("конкурент"),
    trades=words("фирма компания банк магазин салон организация страховая мастерская"),
    other_ones=words("другой некоторый иной многие чужой"),
    unlike=words("отличие чем вместо"),
    rates=words("в каждую каждый"),
    leave=frozenset(("можно",)),
    without=frozenset(("без",)),
    agreement=words("да конечно разумеется безусловно естественно именно ага"),
    tags=words("да ладно хорошо так верно правильно не ли договорились"),
)

POLISH = Moods(
    first=words("ja my"),
    who=polish_who,
    reports=words(
        """
        mówić powiedzieć opowiadać opowiedzieć twierdzić obiecywać obiecać pisać napisać informować
        poinformować zapewniać głosić pytać zapytać prosić poprosić ogłaszać myśleć
        sądzić uważać
        """
    ),
    checks=words("sprawdzić sprawdzać upewnić"),
    hearsay=words("rzekomo podobno"),
    introduces=frozenset(("mówi",)),
    hopes=words("życzyć wątpić wyobrazić udawać marzyć"),
    authorities=words("umowa regulamin prawo ustawa warunek przepis"),
    as_said=words("jak"),
    links=words("że żeby iż jakoby gdzie"),
    embeds=words("jak jaki jaka jakie czy"),
    truths=words("tak prawda"),
    untrue=words("nieprawda kłamstwo fałsz plotka pomyłka błąd mit zaprzeczać"),
    relatives=words("który która które której którego których którą"),
    concord=words("nikt nikogo nikomu nic niczego nigdy żaden żadna żadne żadnej żadnych żadnego żadnym ani"),
    contrasts=words("a ale lecz natomiast jednak"),
    replaces=words("a ale lecz tylko"),
    unreal=polish_unreal,
    polite=words("chcieć móc proponować polecać prosić woleć życzyć sugerować"),
    wishes=words("chcieć móc można woleć życzyć pozwolić odpowiadać"),
    past=idioms("kiedyś,dawniej,niegdyś,w przeszłości,wcześniej"),
    later=idioms("później,potem,następnym razem,na końcu,innym razem,na koniec"),
    undone=idioms(
        """
        tego nie ma,nieprawda,to nie prawda,już nie obowiązuje,już nieaktualne,dawno temu,to dawno,było dawno
        """
    ),
    vows=words(
        """
        powiedzieć mówić obiecać obiecywać gwarantować zagwarantować twierdzić myśleć sądzić przyrzekać
        zapewnić zapewniać ręczyć wróżyć wiedzieć
        """
    ),
    telling=words("powtórzyć przeczytać opowiedzieć podać wyjaśnić powiedzieć wymienić podsumować"),
    strangers=words("konkurencja konkurent"),
    trades=words("firma bank sklep salon dostawca ubezpieczyciel warsztat przedsiębiorstwo"),
    other_ones=words("inny niektóry pewien cudzy wiele"),
    unlike=words("odróżnieniu niż zamiast"),
    rates=words("w na każdy"),
    leave=words("można wolno"),
    without=frozenset(("bez",)),
    agreement=words("tak jasne oczywiście pewnie owszem naturalnie"),
    tags=words("tak dobrze prawda zgoda ok okej nie"),
)
