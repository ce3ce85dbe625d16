"""Paragraphs about space policy, written for this project, in 16 other languages (by ISO 639-1 code).

The first line of each is short, as a headline or a brief item would be; the languages that share most words
with English (Dutch, Danish, Afrikaans) are there because they are the hard ones.
"""

from __future__ import annotations

PARAGRAPHS = {
    "ru": (
        "Роскосмос сообщил о новых сроках работы станции.\n"
        "Глава агентства заявил журналистам, что решение примут до конца года. По его словам, экипаж "
        "продолжит совместную работу с партнёрами, пока не будет построена новая орбитальная станция."
    ),
    "uk": (
        "Україна приєдналася до Домовленостей Артеміди.\n"
        "Представник космічного агентства повідомив, що країна хоче брати участь у дослідженні Місяця. "
        "Він додав, що наступні перемовини відбудуться вже восени."
    ),
    "fr": (
        "L'agence spatiale confirme le calendrier de la mission.\n"
        "Selon la ministre, les pays membres ont trouvé un accord sur le budget des trois prochaines années. "
        "Elle a précisé que la France restera le premier contributeur au programme des lanceurs."
    ),
    "de": (
        "Die Raumfahrtagentur bestätigt den Zeitplan der Mission.\n"
        "Der Minister sagte am Dienstag, dass sich die Mitgliedstaaten auf einen Haushalt geeinigt haben. "
        "Man werde in den nächsten Jahren mehr Geld für die Beseitigung von Weltraumschrott ausgeben."
    ),
    "es": (
        "La agencia espacial confirma el calendario de la misión.\n"
        "La ministra dijo el martes que los países miembros llegaron a un acuerdo sobre el presupuesto. "
        "Según ella, la estación seguirá funcionando hasta que haya una alternativa comercial."
    ),
    "pt": (
        "O Brasil assinou os Acordos Artemis.\n"
        "O ministro disse que a participação do país vai abrir oportunidades para a indústria nacional. "
        "Segundo ele, não há prazo para o início dos trabalhos com os parceiros."
    ),
    "it": (
        "L'agenzia spaziale conferma il calendario della missione.\n"
        "Il ministro ha detto martedì che i paesi membri hanno raggiunto un accordo sul bilancio. "
        "Secondo lui, la stazione continuerà a funzionare fino a quando ci sarà un'alternativa commerciale."
    ),
    "zh": (
        "中国国家航天局公布了月球科研站的合作计划。\n"
        "发言人在新闻发布会上表示，欢迎更多国家参与该项目，并将于明年举行下一轮谈判。"
        "他还说，外层空间的探索和利用应当为所有国家谋福利。"
    ),
    "ja": (
        "日本政府は月探査に関する取り決めに署名した。\n"
        "文部科学大臣は記者会見で、日本人宇宙飛行士が月面に立つ計画を発表した。打ち上げの時期はまだ決まっていない。"
    ),
    "nl": (
        "Nederland tekent het akkoord over de maan.\n"
        "De minister zei dinsdag dat het land in de komende jaren meer geld wil uitgeven aan de ruimtevaart. "
        "Volgens hem was er in het overleg met de partners geen enkel probleem over de kosten."
    ),
    "da": (
        "Danmark har underskrevet aftalen om Månen.\n"
        "Ministeren sagde i går, at landet vil bruge flere penge på rumfart i de kommende år. "
        "Der er for mange døde satellitter i kredsløb, og det skal der gøres noget ved."
    ),
    "sv": (
        "Sverige skriver under avtalet om månen.\n"
        "Ministern sade på tisdagen att landet ska satsa mer pengar på rymden under de kommande åren. "
        "Enligt henne finns det ingen anledning att vänta på de andra länderna."
    ),
    "af": (
        "Suid-Afrika wil die ruimteverdrag bespreek.\n"
        "Die minister het gister gesê dat die land met sy vennote oor die gebruik van die maan sal praat. "
        "Hy was van mening dat daar in die volgende jaar meer geld vir die werk sal wees."
    ),
    "pl": (
        "Polska podpisała porozumienie w sprawie Księżyca.\n"
        "Minister powiedział we wtorek, że kraj chce przeznaczyć więcej pieniędzy na badania kosmiczne. "
        "Jego zdaniem nowa stacja powstanie dopiero za kilka lat."
    ),
    "tr": (
        "Türkiye uzay ajansı yeni görev takvimini açıkladı.\n"
        "Bakan salı günü yaptığı konuşmada ülkenin gelecek yıl Ay programına katılacağını söyledi. "
        "Ona göre istasyondaki çalışmalar planlandığı gibi devam edecek."
    ),
    "id": (
        "Indonesia membahas perjanjian antariksa.\n"
        "Menteri mengatakan pada hari Selasa bahwa negara itu akan bekerja sama dengan para mitra di orbit. "
        "Menurut dia, anggaran tahun depan masih harus disetujui oleh parlemen."
    ),
}
