"""What to write in each column, in English, French and Russian: comments on the heads, and a sheet to print."""

from __future__ import annotations

LANGUAGES = ("English", "Français", "Русский")

HOW_TO = (
    (
        "One row is one fact. Fill the yellow columns always, the others where a page says it; leave the rest empty.",
        "Une ligne est un fait. Remplissez toujours les colonnes jaunes, les autres si une page le dit ; sinon, rien.",
        "Одна строка - один факт. Жёлтые столбцы заполняются всегда, остальные - если это сказано на странице.",
    ),
    (
        "Each row names the page that says it (web address) and your initials. Without a page there is no fact.",
        "Chaque ligne nomme la page qui le dit (adresse web) et vos initiales. Sans page, pas de fait.",
        "В каждой строке - адрес страницы, где это сказано, и ваши инициалы. Нет страницы - нет факта.",
    ),
    (
        "Several values in one cell are separated by a semicolon: tv;online.",
        "Plusieurs valeurs dans une case sont séparées par un point-virgule : tv;online.",
        "Несколько значений в ячейке разделяются точкой с запятой: tv;online.",
    ),
    (
        "Dates are as precise as the page: 2011, 2011-05 or 2011-05-17.",
        "Les dates sont aussi précises que la page : 2011, 2011-05 ou 2011-05-17.",
        "Даты - с той точностью, что на странице: 2011, 2011-05 или 2011-05-17.",
    ),
    (
        "Never write the name, telephone or address of a private person. Owners stand here in their public role only.",
        "Jamais le nom, le téléphone ou l'adresse d'un particulier. Un propriétaire n'y est que par son rôle public.",
        "Не пишите имён, телефонов и адресов частных лиц. Владельцы - только в своей публичной роли.",
    ),
    (
        "When done: mapping add facts.xlsx. What is wrong is named by sheet and cell; the rest is kept.",
        "À la fin : mapping add facts.xlsx. Ce qui ne va pas est nommé (feuille et case) ; le reste est gardé.",
        "В конце: mapping add facts.xlsx. Ошибки называются по листу и ячейке, остальное сохраняется.",
    ),
)

_ID = (
    "Small Latin letters, digits, hyphens: kloop, azattyk-media. Never changed once given.",
    "Petites lettres latines, chiffres, traits d'union : kloop. Ne change plus une fois donné.",
    "Строчные латинские буквы, цифры, дефисы: kloop. Раз данный, не меняется.",
)
_NAME = ("The name in Latin letters, as commonly used.", "Le nom en lettres latines.", "Название латиницей.")
_NATIVE = (
    "The name in the language of its state.",
    "Le nom dans la langue de l'État.",
    "Название на языке государства.",
)
_COUNTRY = (
    "The country whose public it speaks to: KZ, KG, TJ, UZ, or XX for the whole region.",
    "Le pays de son public : KZ, KG, TJ, UZ, ou XX pour toute la région.",
    "Страна аудитории: KZ, KG, TJ, UZ или XX - весь регион.",
)
_DATE = (
    "A date as precise as the page: 2011, 2011-05 or 2011-05-17.",
    "Une date aussi précise que la page : 2011, 2011-05 ou 2011-05-17.",
    "Дата с точностью страницы: 2011, 2011-05 или 2011-05-17.",
)
_START = ("Since when.", "Depuis quand.", "С какого времени.")
_END = (
    "Until when; empty where it goes on or nobody knows.",
    "Jusqu'à quand ; vide sinon.",
    "До какого времени; иначе пусто.",
)
_PAGE = (
    "The page that says it: https://... Several with a semicolon.",
    "La page qui le dit : https://... Plusieurs : point-virgule.",
    "Страница, где это сказано: https://... Несколько - через точку с запятой.",
)
_CONFIDENCE = (
    "registered: a register or the owner's own imprint; reported: a named medium; alleged: contested.",
    "registered : un registre ou les mentions légales ; reported : un média nommé ; alleged : contesté.",
    "registered: реестр или выходные данные; reported: названное СМИ; alleged: спорно.",
)
_OUTLET = (
    "The id of the outlet, from the sheet outlets or from our tables.",
    "L'identifiant du média (feuille outlets ou nos tables).",
    "Идентификатор издания: с листа outlets или из наших таблиц.",
)

# By column, and by sheet and column where a sheet means something of its own.
NOTES: dict[str, tuple[str, str, str]] = {
    "outlet_id": _ID,
    "owner_id": _ID,
    "programme_id": _ID,
    "outsider_id": _ID,
    "events outlet_id": _OUTLET,
    "assessments outlet_id": _OUTLET,
    "ownership owner_id": (
        "Who holds: an id of the sheet owners, or of an outlet.",
        "Qui détient : un identifiant de la feuille owners, ou un média.",
        "Кто владеет: идентификатор с листа owners или издания.",
    ),
    "owned_id": (
        "What is held: an outlet or another owner.",
        "Ce qui est détenu : un média ou un autre propriétaire.",
        "Чем владеет: издание или другой владелец.",
    ),
    "name": _NAME,
    "name_native": _NATIVE,
    "name_ru": ("The name in Russian.", "Le nom en russe.", "Название по-русски."),
    "aliases": (
        "Other spellings and former names, with semicolons.",
        "Autres graphies et anciens noms, avec des points-virgules.",
        "Другие написания и прежние названия через точку с запятой.",
    ),
    "a_id": (
        "Who gives (is carried, supplies, is joined): an id of the sheets outlets, owners or outsiders, or of ours.",
        "Qui donne (est repris, fournit, est rejoint) : un identifiant des feuilles outlets, owners ou outsiders.",
        "Кто даёт (кого ретранслируют, кто снабжает, куда вступают): id с листов outlets, owners или outsiders.",
    ),
    "b_id": (
        "Who takes (carries, is supplied, joins), named alike. In a cooperation both give and take.",
        "Qui prend (reprend, est fourni, rejoint), nommé de même. En coopération, les deux donnent et prennent.",
        "Кто берёт (ретранслирует, получает, вступает), так же. В сотрудничестве обе стороны дают и берут.",
    ),
    "names": (
        "Other spellings, as texts cite it, with semicolons.",
        "Autres graphies, telles que citées, avec des points-virgules.",
        "Другие написания, как на него ссылаются, через точку с запятой.",
    ),
    "domains": (
        "Its sites without https:// and www., with semicolons.",
        "Ses sites sans https:// ni www., avec des points-virgules.",
        "Его сайты без https:// и www., через точку с запятой.",
    ),
    "handles": (
        "Its Telegram channels without @, with semicolons.",
        "Ses chaînes Telegram sans @, avec des points-virgules.",
        "Его каналы в Telegram без @, через точку с запятой.",
    ),
    "outsiders country": (
        "Where it is seated, two letters: RU, US.",
        "Où est son siège, deux lettres : RU, US.",
        "Где находится, две буквы: RU, US.",
    ),
    "relations summary": (
        "What they do together, in your own words.",
        "Ce qu'ils font ensemble, avec vos mots.",
        "Что они делают вместе, своими словами.",
    ),
    "country": _COUNTRY,
    "owners country": (
        "The owner's country, two letters: KZ, RU, US.",
        "Le pays du propriétaire, deux lettres : KZ, RU, US.",
        "Страна владельца, две буквы: KZ, RU, US.",
    ),
    "countries": (
        "Where it helps: KZ;KG, or XX for the whole region.",
        "Où il aide : KZ;KG, ou XX pour toute la région.",
        "Где помогает: KZ;KG или XX - весь регион.",
    ),
    "medium": (
        "How it reaches the public; several with semicolons: tv;online.",
        "Par quel moyen ; plusieurs : tv;online.",
        "Как доходит до публики; несколько: tv;online.",
    ),
    "languages": (
        "Languages it publishes in, codes with semicolons: ky;ru.",
        "Langues de publication, codes : ky;ru.",
        "Языки, коды через точку с запятой: ky;ru.",
    ),
    "website": ("Its own address: https://...", "Son adresse : https://...", "Адрес сайта: https://..."),
    "telegram": ("Its channel: https://t.me/name", "Sa chaîne : https://t.me/nom", "Канал: https://t.me/имя"),
    "founded": _DATE,
    "closed": _DATE,
    "status": (
        "Whether it works today; exiled: it works from abroad.",
        "S'il travaille aujourd'hui ; exiled : depuis l'étranger.",
        "Работает ли сегодня; exiled: работает из-за рубежа.",
    ),
    "city": (
        "The city of the newsroom, English name. Leave it empty for a newsroom in hiding.",
        "La ville de la rédaction, nom anglais. Vide pour une rédaction cachée.",
        "Город редакции по-английски. Для скрывающейся редакции - пусто.",
    ),
    "region": ("ISO code of the region: KG-GB.", "Code ISO de la région : KG-GB.", "Код ISO области: KG-GB."),
    "base_country": (
        "The country the newsroom works from, two letters.",
        "Le pays d'où travaille la rédaction, deux lettres.",
        "Страна, откуда работает редакция, две буквы.",
    ),
    "ownership_type": (
        "Who is behind it, in one word.",
        "Qui est derrière, en un mot.",
        "Кто за ним стоит, одним словом.",
    ),
    "scope": ("How far it means to reach.", "Jusqu'où il veut porter.", "На какой охват рассчитано."),
    "kind": ("Choose from the list.", "Choisissez dans la liste.", "Выберите из списка."),
    "political_role": (
        "Public office or tie, in a few words.",
        "Fonction publique ou lien, en peu de mots.",
        "Должность или связь, в нескольких словах.",
    ),
    "relation": ("How it is held.", "De quelle manière.", "Каким образом."),
    "share_pct": (
        "The share in percent, only where a page states it; unknown is empty, never 100.",
        "La part en pour cent, si une page la donne ; inconnue : vide, jamais 100.",
        "Доля в процентах, только если указана; неизвестна - пусто, не 100.",
    ),
    "start": _START,
    "end": _END,
    "confidence": _CONFIDENCE,
    "date": _DATE,
    "summary": (
        "What happened, in your own words, naming no private person.",
        "Ce qui s'est passé, avec vos mots, sans nommer de particulier.",
        "Что произошло, своими словами, без имён частных лиц.",
    ),
    "organisation": ("Who runs it.", "Qui le mène.", "Кто проводит."),
    "funder": ("Who pays for it.", "Qui le paie.", "Кто платит."),
    "budget": ("The whole budget, digits only.", "Le budget entier, en chiffres.", "Весь бюджет, только цифры."),
    "budget_currency": ("Three letters: USD, EUR.", "Trois lettres : USD, EUR.", "Три буквы: USD, EUR."),
    "themes": ("With what it helps.", "Dans quel domaine il aide.", "С чем помогает."),
    "beneficiaries_count": ("How many take part.", "Combien y participent.", "Сколько участников."),
    "selection": ("How they are chosen.", "Comment ils sont choisis.", "Как отбирают."),
    "source_urls": _PAGE,
    "source_url": _PAGE,
    "url": ("The address of the page.", "L'adresse de la page.", "Адрес страницы."),
    "title": ("The title of the page.", "Le titre de la page.", "Заголовок страницы."),
    "publisher": ("Who published it.", "Qui l'a publiée.", "Кто опубликовал."),
    "published": ("When it was published.", "Date de publication.", "Когда опубликовано."),
    "accessed": ("When you read it.", "Quand vous l'avez lue.", "Когда вы её читали."),
    "question": ("What was looked up.", "Ce qui a été cherché.", "Что выясняли."),
    "answer": (
        "One of the answers that this question takes.",
        "Une des réponses possibles à cette question.",
        "Один из ответов, возможных для этого вопроса.",
    ),
    "note": ("What the page says, in few words.", "Ce que dit la page, en bref.", "Что сказано на странице, кратко."),
    "typed_by": ("Your initials.", "Vos initiales.", "Ваши инициалы."),
}


def note(sheet: str, head: str) -> tuple[str, str, str]:
    """What to write in a column, in the three languages."""
    return NOTES.get(f"{sheet} {head}") or NOTES[head]
