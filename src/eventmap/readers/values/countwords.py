"""The words with which people count people, in the languages that `figures` reads.

Every word and phrase has a kind, one letter, and numbers have their value; `VOCABULARY` has them
all by their folded words. Which of them mean a figure together is the grammar of `figures`.
"""
# ruff: noqa: RUF001 - words in Cyrillic and Arabic

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from eventmap.places import fold


class WordKind(StrEnum):
    """What a word does in a figure."""

    NUMBER = "N"
    HUNDRED = "h"
    """Multiplies the number before it, or stands alone for itself."""
    THOUSAND = "t"
    LEAST = "L"
    MOST = "M"
    OR_MORE = "l"
    OR_LESS = "m"
    ROUGH = "R"
    UP_TO = "D"
    """Joins two numbers, and before one alone is "at most": "до 5", "bis 5"."""
    ARTICLE = "A"
    """One, before a noun. Between two numbers "a" and "à" join them."""
    JOIN = "T"
    OR = "O"
    AND = "&"
    BETWEEN = "B"
    FROM = "F"
    """Like `BETWEEN`, and before one number alone "at least": "от 300"."""
    PART = "P"
    """What follows is among those counted before."""
    AMONG = "Q"
    """So is a number before it: "5, 2 of them children"."""
    KILLED = "K"
    INJURED = "I"
    OTHER = "X"
    """Neither killed nor injured: missing, captured."""
    PEOPLE = "H"
    SORT = "C"
    """Part of the people, such as women."""
    BADLY = "g"
    """How badly people are hurt: a number of these is among the injured before it."""
    NONE = "Z"
    FURTHER = "u"
    """Beside others that are not said: "another 4". With a number before it, nothing of its own."""
    FILLER = "f"
    COMMA = ","
    DASH = "-"
    SLASH = "/"
    PLUS = "+"
    QUESTION = "?"
    UNKNOWN = "w"


class Word(NamedTuple):
    """A word or phrase of a figure.

    Parameters
    ----------
    value
        Of a number; of a noun that stands for so many without one, such as "قتيلان"; 1 of what says
        that there are fewer than the number behind it.
    sort
        Which part of the people it names.
    rough
        Whether the number is no exact one: "a dozen".
    digits
        Whether the number is written in digits.
    person
        Whether the noun is of one person: a number behind it is an age, as in "woman 65".
    sex
        Whether it says somebody's sex, or heads a number: "male 45", "male 2, female 3".
    """

    kind: WordKind
    value: int = 0
    sort: str = ""
    rough: bool = False
    digits: bool = False
    person: bool = False
    sex: bool = False


_DIGITS = {
    # By language: 0 to 19, every form of each; the tens from 20; how a unit is joined to a ten.
    "en": (
        "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
        "|fifteen|sixteen|seventeen|eighteen|nineteen",
        "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
        "{tens} {unit}",
    ),
    "uk": (
        "нуль|один одна одне одного одну|два дві двоє двох двом двома|три троє трьох трьом трьома"
        "|чотири четверо чотирьох|пять пятеро пяти пятьох|шість шестеро шести шістьох"
        "|сім семеро семи сімох|вісім восьмеро восьми вісьмох|девять девятеро девяти девятьох"
        "|десять десятеро десяти десятьох|одинадцять одинадцятеро одинадцяти"
        "|дванадцять дванадцятеро дванадцяти|тринадцять тринадцятеро тринадцяти"
        "|чотирнадцять чотирнадцяти|пятнадцять пятнадцяти|шістнадцять шістнадцяти"
        "|сімнадцять сімнадцяти|вісімнадцять вісімнадцяти|девятнадцять девятнадцяти",
        "двадцять двадцяти двадцятеро|тридцять тридцяти|сорок сорока|пятдесят пятдесяти"
        "|шістдесят шістдесяти|сімдесят сімдесяти|вісімдесят вісімдесяти|девяносто девяноста",
        "{tens} {unit}",
    ),
    "ru": (
        "ноль|один одна одно одного одну|два две двое двух двум|три трое трех трем"
        "|четыре четверо четырех|пять пятеро пяти|шесть шестеро шести|семь семеро семи"
        "|восемь восьмеро восьми|девять девятеро девяти|десять десятеро десяти"
        "|одиннадцать одиннадцати|двенадцать двенадцати|тринадцать тринадцати"
        "|четырнадцать четырнадцати|пятнадцать пятнадцати|шестнадцать шестнадцати"
        "|семнадцать семнадцати|восемнадцать восемнадцати|девятнадцать девятнадцати",
        "двадцать двадцати|тридцать тридцати|сорок сорока|пятьдесят пятидесяти"
        "|шестьдесят шестидесяти|семьдесят семидесяти|восемьдесят восьмидесяти"
        "|девяносто девяноста",
        "{tens} {unit}",
    ),
    "fr": (
        "zéro|-|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
        "|seize|dix_sept|dix_huit|dix_neuf",
        "vingt|trente|quarante|cinquante|soixante|septante|huitante octante|nonante",
        "{tens} {unit}",
    ),
    "es": (
        "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|-|doce|trece|catorce"
        "|quince|dieciséis|diecisiete|dieciocho|diecinueve",
        "veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
        "{tens} y {unit}",
    ),
    "it": (
        "-|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici"
        "|quindici|sedici|diciassette|diciotto|diciannove",
        "venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta",
        "{tens}{unit}",
    ),
    "pt": (
        "-|-|dois duas|três|quatro|-|-|sete|oito|nove|dez|onze|doze|treze|quatorze catorze|quinze"
        "|dezesseis dezasseis|dezessete dezassete|dezoito|dezenove dezanove",
        "vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa",
        "{tens} e {unit}",
    ),
    "tr": (
        "sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|-|on_bir|on_iki|on_üç|on_dört|on_beş"
        "|on_altı|on_yedi|on_sekiz|on_dokuz",
        "yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan",
        "{tens} {unit}",
    ),
    "de": (
        "null|eins ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn"
        "|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn",
        "zwanzig|dreißig dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig",
        "{unit}und{tens}",
    ),
    "pl": (
        "zero|jeden jedna jedno jednego jedną|dwa dwie dwoje dwóch dwu dwaj|trzy troje trzech trzej"
        "|cztery czworo czterech|pięć pięcioro pięciu|sześć sześcioro sześciu"
        "|siedem siedmioro siedmiu|osiem ośmioro ośmiu|dziewięć dziewięcioro dziewięciu"
        "|dziesięć dziesięcioro dziesięciu|jedenaście jedenastu|dwanaście dwunastu"
        "|trzynaście trzynastu|czternaście czternastu|piętnaście piętnastu|szesnaście szesnastu"
        "|siedemnaście siedemnastu|osiemnaście osiemnastu|dziewiętnaście dziewiętnastu",
        "dwadzieścia dwudziestu|trzydzieści trzydziestu|czterdzieści czterdziestu"
        "|pięćdziesiąt pięćdziesięciu|sześćdziesiąt sześćdziesięciu"
        "|siedemdziesiąt siedemdziesięciu|osiemdziesiąt osiemdziesięciu"
        "|dziewięćdziesiąt dziewięćdziesięciu",
        "{tens} {unit}",
    ),
    "ar": (
        "صفر|واحد واحدة|اثنان اثنين اثنتان اثنتين إثنان|ثلاثة ثلاث|أربعة أربع|خمسة خمس|ستة ست"
        "|سبعة سبع|ثمانية ثماني ثمان|تسعة تسع|عشرة عشر",
        "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين"
        "|تسعون تسعين",
        "{unit} و{tens}",
    ),
    "nl": (
        "nul|één een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien"
        "|vijftien|zestien|zeventien|achttien|negentien",
        "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig",
        "{unit}en{tens}",
    ),
    "id": (
        "nol|satu seorang|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas"
        "|dua_belas|tiga_belas|empat_belas|lima_belas|enam_belas|tujuh_belas|delapan_belas"
        "|sembilan_belas",
        "dua_puluh|tiga_puluh|empat_puluh|lima_puluh|enam_puluh|tujuh_puluh|delapan_puluh"
        "|sembilan_puluh",
        "{tens} {unit}",
    ),
    "he": (
        "אפס|אחד אחת|שניים שתיים שני שתי|שלושה שלוש|ארבעה ארבע|חמישה חמש|שישה שש|שבעה שבע|שמונה"
        "|תשעה תשע|עשרה עשר",
        "עשרים|שלושים|ארבעים|חמישים|שישים|שבעים|שמונים|תשעים",
        "{tens} ו{unit}",
    ),
    "fa": (
        "صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|-|ده|یازده|دوازده|سیزده|چهارده|پانزده",
        "بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود",
        "{tens} و {unit}",
    ),
    "ro": (
        "zero|unu|doi două|trei|patru|cinci|șase|șapte|opt|nouă|zece|unsprezece|doisprezece"
        "|treisprezece",
        "douăzeci|treizeci|patruzeci|cincizeci|șaizeci|șaptezeci|optzeci|nouăzeci",
        "{tens} și {unit}",
    ),
    "cs": (
        "nula|-|dva dvě|tři|čtyři|pět|šest|sedm|osm|devět|deset|jedenáct|dvanáct|třináct|čtrnáct"
        "|patnáct",
        "dvacet|třicet|čtyřicet|padesát|šedesát|sedmdesát|osmdesát|devadesát",
        "{tens} {unit}",
    ),
    "hr": (
        "nula|jedan|-|-|četiri|-|-|sedam|osam|-|-|jedanaest|dvanaest|trinaest|četrnaest|petnaest",
        "dvadeset|trideset|četrdeset|pedeset|šezdeset|sedamdeset|osamdeset|devedeset",
        "{tens} {unit}",
    ),
    "sw": (
        "sifuri|mmoja moja|wawili mbili|watatu tatu|wanne nne|watano tano|sita|saba|wanane nane"
        "|tisa"
        "|kumi",
        "ishirini|thelathini|arobaini|hamsini|sitini|sabini|themanini|tisini",
        "{tens} na {unit}",
    ),
}

_MORE_NUMBERS = {
    11: "أحد عشر|إحدى عشرة|أحد عشرة",
    12: "اثنا عشر|اثني عشر|اثنتا عشرة",
    13: "ثلاثة عشر|ثلاث عشرة",
    14: "أربعة عشر|أربع عشرة",
    15: "خمسة عشر|خمس عشرة",
    16: "ستة عشر|ست عشرة",
    17: "سبعة عشر|سبع عشرة",
    18: "ثمانية عشر|ثماني عشرة",
    19: "تسعة عشر|تسع عشرة",
    21: "veintiuno|veintiún|veintiuna|vingt et un|vingt et une|vinte e um",
    22: "veintidós",
    23: "veintitrés",
    24: "veinticuatro",
    25: "veinticinco|vinte e cinco",
    26: "veintiséis|vinte e seis",
    27: "veintisiete",
    28: "veintiocho",
    29: "veintinueve",
    31: "trente et un|treinta y un|trinta e um",
    41: "quarante et un|cuarenta y un",
    51: "cinquante et un",
    61: "soixante et un",
    71: "soixante et onze",
    80: "quatre vingts",
    81: "quatre vingt un",
    100: "сто|ста|cien|ciento|cento|cem|sto|stu|yüz|مئة|مائة",
    200: (
        "duecento|duzentos|duzentas|dwustu|двісті|двохсот|двести|двухсот|doscientos|doscientas"
        "|dwieście|مئتان|مئتين|مائتان|مائتين"
    ),
    300: (
        "trecento|trezentos|trezentas|триста|трьохсот|трехсот|trescientos|trescientas|trzysta"
        "|ثلاثمئة|ثلاثمائة"
    ),
    400: "чотириста|четыреста|cuatrocientos|cuatrocientas|czterysta|أربعمئة|أربعمائة",
    500: "пятсот|пятьсот|quinientos|quinientas|pięćset|خمسمئة|خمسمائة",
    600: "шістсот|шестьсот|seiscientos|seiscientas|sześćset|ستمئة|ستمائة",
    700: "сімсот|семьсот|setecientos|setecientas|siedemset|سبعمئة|سبعمائة",
    800: "вісімсот|восемьсот|ochocientos|ochocientas|osiemset|ثمانمئة|ثمانمائة",
    900: "девятсот|девятьсот|novecientos|novecientas|dziewięćset|تسعمئة|تسعمائة",
}
_ROUGH_NUMBERS = {
    6: "half a dozen|media docena|ein halbes Dutzend",
    10: "une dizaine|una decena|una decina|uma dezena|десяток",
    12: (
        "una dozzina|uma dúzia|dozen|a dozen|douzaine|une douzaine|docena|una docena|Dutzend"
        "|ein Dutzend|дюжина|tuzin"
    ),
    15: "une quinzaine|una quincena|una quindicina|півтора десятка|полтора десятка",
    20: "une vingtaine|una veintena|una ventina",
    30: "une trentaine|una treintena|una trentina",
    40: "une quarantaine",
    50: "une cinquantaine|una cinquantina|medio centenar|полсотни|полусотни|пів сотні",
    60: "une soixantaine",
    100: "un centinaio|une centaine|una centena|un centenar|a hundred|сотня|сотню",
    1000: "un millier|a thousand",
}

_WORDS: dict[WordKind, str] = {
    WordKind.HUNDRED: "hundred|cent|cents|hundert",
    WordKind.THOUSAND: (
        "thousand|k|тисяча|тисячі|тисяч|тис|тысяча|тысячи|тысяч|тыс|mille|mil|tausend|tsd|tysiąc"
        "|tysiące|tysięcy|tys|ألف|آلاف"
    ),
    WordKind.LEAST: (
        "at least|no fewer than|not fewer than|no less than|not less than|minimum|a minimum of"
        "|minimum of|min|more than|over|above|upwards of|in excess of|exceeding|> =|greater than"
        "|щонайменше|принаймні|як мінімум|мінімум|не менше|не менше ніж|не менше як|не менш"
        "|не менш як|не менш ніж|понад|більше|більше ніж|більш ніж|більш як|більше як"
        "|по меньшей мере|как минимум|минимум|не менее|не менее чем|не меньше|не меньше чем|более"
        "|более чем|свыше|больше|больше чем|хотя бы"
        "|au moins|au minimum|plus de|plus que|pas moins de|un minimum de"
        "|al menos|por lo menos|como mínimo|cuando menos|mínimo|más de|no menos de"
        "|mindestens|mind|wenigstens|zumindest|mehr als|über|nicht weniger als|minimal"
        "|co najmniej|conajmniej|przynajmniej|ponad|więcej niż|nie mniej niż|powyżej"
        "|almeno|più di|non meno di|oltre|pelo menos|ao menos|no mínimo|mais de|não menos de"
        "|mín|мін|мин|en az|en azından|至少|超过|超過"
        "|على الأقل|ما لا يقل عن|لا يقل عن|بما لا يقل عن|أكثر من|ما يزيد عن|ما يزيد على"
        "|minstens|ten minste|tenminste|meer dan|sedikitnya|setidaknya|paling sedikit|lebih dari"
        "|לפחות|יותר מ|מעל|לא פחות מ|حداقل|دست کم|بیش از|بیشتر از|cel puțin|peste|mai mult de"
        "|mai mulți de"
        "|nejméně|alespoň|více než|najmanje|barem|više od|zaidi ya|angalau"
    ),
    WordKind.MOST: (
        "at most|no more than|not more than|up to|as many as|maximum|a maximum of|max"
        "|щонайбільше|не більше|не більше ніж|не більш як|максимум|не более|не более чем"
        "|не больше|самое большее|au plus|au maximum|jusqua|pas plus de|tout au plus"
        "|a lo sumo|como máximo|como mucho|máximo|hasta|no más de|höchstens|bis zu|maximal"
        "|nicht mehr als|co najwyżej|najwyżej|maksymalnie|nie więcej niż|maks|макс|máx"
        "|al massimo|fino a|non più di|no máximo|até|não mais de|en fazla|en çok|على الأكثر"
        "|ما يصل إلى|يصل إلى|حتى|لا يزيد عن|لا يتجاوز|hoogstens|maximaal|paling banyak"
        "|לכל היותר|حداکثر|cel mult|până la|nejvýše|najviše"
    ),
    WordKind.OR_MORE: (
        "or more|and more|or above|and above|and over|plus|і більше|та більше|або більше|чи більше"
        "|и более|и больше|или более|или больше|ou plus|et plus|o más|y más|oder mehr|und mehr"
        "|lub więcej|i więcej|albo więcej|أو أكثر|وأكثر|فأكثر"
        "|ou mais|o più|of meer|atau lebih|או יותר|یا بیشتر|sau mai mult|sau mai mulți|nebo více"
        "|ili više|den fazla|dan fazla|ten fazla|tan fazla|den çok|dan çok"
    ),
    WordKind.OR_LESS: (
        "or fewer|or less|and fewer|або менше|чи менше|или меньше|или менее|ou moins|o menos"
        "|oder weniger|lub mniej|أو أقل"
    ),
    WordKind.ROUGH: (
        "about|around|approximately|approx|aprox|roughly|circa|ca|c|some"
        "|nearly|almost|close to|estimated"
        "|an estimated|probably|possibly|presumably|likely|reportedly|allegedly|perhaps|maybe"
        "|more or less|unconfirmed|not confirmed|to be confirmed|unverified|not verified"
        "|estimate|estimates|preliminary|provisional|provisionally|disputed|alleged|suspected"
        "|presumed|tbc|est|оцінка|за оцінками|непідтверджено|не підтверджено|уточнюється"
        "|оценка|по оценкам|неподтверждено|не подтверждено|уточняется|à confirmer|non confirmé"
        "|estimation|provisoire|por confirmar|sin confirmar|estimado|estimados|geschätzt"
        "|unbestätigt|nicht bestätigt|vorläufig|niepotwierdzone|szacunkowo|wstępnie|غير مؤكد"
        "|близько|біля|приблизно|прибл|орієнтовно|майже|ймовірно|імовірно"
        "|можливо|ніби|попередньо|за попередніми даними|близко|около|примерно|приблизительно"
        "|ориентировочно|порядка|почти|предположительно|вероятно|возможно|предварительно"
        "|по предварительным данным|environ|env|près de|presque|à peu près|autour de|peut être"
        "|probablement|alrededor de|aproximadamente|unos|unas|cerca de|casi|quizás|probablemente"
        "|más o menos|posiblemente"
        "|etwa|ungefähr|rund|zirka|fast|beinahe|vermutlich|wohl|schätzungsweise"
        "|forse|probabilmente|por volta de|quase|provavelmente|yaklaşık|tahminen|takriben"
        "|około|ok|ок|mniej więcej|prawie|blisko|prawdopodobnie|przypuszczalnie|w przybliżeniu"
        "|حوالي|حوالى|نحو|قرابة|تقريبا|ما يقارب|زهاء|ربما|يقدر|约|大约|約"
        "|бл|ongeveer|zo n|bijna|sekitar|kira kira|kurang lebih|hampir|diperkirakan|כ|בערך|כמעט"
        "|לערך"
        "|حدود|حدودا|تقریبا|نزدیک به|aproximativ|în jur de|aproape|cca|přibližně|zhruba|kolem|oko"
        "|otprilike|približno|gotovo|takriban"
    ),
    WordKind.UP_TO: "до|do|bis|to|ila|hingga|sampai|עד|تا|až|hadi",
    WordKind.ARTICLE: "a|à|an|un|une|una|um|uma|ein|eine|einen|einem|einer",
    WordKind.JOIN: "through|إلى|الى|ל",
    WordKind.OR: "or|або|чи|или|либо|ou|o|u|oder|lub|albo|czy|أو|atau|או|یا|sau|nebo|ili",
    WordKind.AND: ("and|і|й|та|и|да|et|y|e|und|sowie|i|oraz|as well as|و|також|also|en|dan|și"),
    WordKind.BETWEEN: (
        "between|між|поміж|з|между|с|entre|tra|zwischen|między|pomiędzy|بين|ما بين|من"
        "|tussen|antara|בין|بین|între|mezi|između"
    ),
    WordKind.FROM: "from|starting from|від|от|à partir de|desde|a partir de|da|ab|von|od",
    WordKind.PART: (
        "including|incl|among them|among whom|among which|with"
        "|в тому числі|у тому числі|в т ч|у т ч|вт ч|серед них|серед яких|серед загиблих"
        "|включно з|включаючи|зокрема|в том числе|в т ч|среди них"
        "|среди которых|включая|dont|parmi lesquels|parmi eux|y compris|incluant"
        "|tra cui|fra cui|compresi|compreso|incluindo|entre eles|sendo|entre ellos|entre ellas"
        "|incluido|incluida|incluidos"
        "|incluidas|incluyendo|darunter|einschließlich|inklusive|inkl|w tym|wśród nich"
        "|włącznie z|بينهم|من بينهم|بينهن|من ضمنهم|بمن فيهم|بما في ذلك"
        "|waaronder|onder wie|inclusief|termasuk|di antaranya|diantaranya|בהם|ביניהם|כולל|از جمله"
        "|inclusiv|včetně|uključujući|među njima|wakiwemo|akiwemo"
    ),
    WordKind.AMONG: (
        "of them|of whom|of which|of these|з них|з яких|із них|із яких|из них|из которых"
        "|d entre eux|de ellos|de los cuales|de las cuales|davon|z czego|z nich|منهم|منهن"
        "|deles|delas|dos quais|das quais|di cui|van wie|מתוכם|מהם|dintre care|z toho|od toga"
    ),
    WordKind.KILLED: (
        "killed|dead|deaths|death|fatalities|fatality|died|deceased|fatally|kia|slain|murdered"
        "|bodies|corpses|загиблих|загиблі|загинуло|загинули|загинув|загинула|вбито|вбитих|вбиті"
        "|убито|убитих|убиті|вбили|вбив|загибель|померло|померли|помер|померлих|смертей|смерті"
        "|погибших|погибшие|погибло|погибли|погиб|погибла|убитых|убиты|убит|убита|умерло"
        "|умерли|смертей|скончались|скончался"
        "|morts|mortes|tué|tués|tuées|tuée|décès|décédés|décédé|mort|morte"
        "|muertos|muertas|fallecidos|fallecidas|asesinados|asesinadas|murieron|muertes|murió"
        "|fallecieron|muerto|muerta|fallecido|fallecida|asesinado|asesinada"
        "|Tote|Toten|Todesopfer|getötet|getötete|gestorben|ums leben gekommen|starben|Toter|tot"
        "|morti|morta|uccisi|ucciso|uccisa|decessi|decesso"
        "|mortos|morto|mortas|falecidos|falecido|óbitos|óbito|morreram|ölü|öldü|ölen|can kaybı"
        "|hayatını kaybetti|şehit"
        "|zabitych|zabici|zabite|zginęło|zginęły|zginęli|zginął|zginęła|poległych|nie żyje"
        "|śmiertelnych|zmarło|zmarłych"
        "|قتلى|قتيلا|شهيدا|شهداء|مقتل|استشهاد|استشهد|وفاة|وفيات|القتلى|قتلوا|قتل"
        "|死亡|死者|遇难|遇難|사망|사망자"
        "|corpos|cadáveres|corpi|doden|dode|dood|gedood|omgekomen|tewas|meninggal"
        "|meninggal dunia|korban tewas"
        "|הרוגים|נהרגו|נהרג|נרצחו|کشته|کشته شده|جان باخته|morți|decedați|uciși|mrtvých|mrtví"
        "|usmrceno"
        "|poginulih|poginuli|poginulo|ubijenih|ubijeni|waliouawa|wameuawa|vifo"
    ),
    WordKind.INJURED: (
        "injured|wounded|injuries|hurt|wia|hospitalised|hospitalized|поранених|поранені|поранено"
        "|поранення|травмовано|травмованих|травмовані|постраждалих|постраждали|постраждало"
        "|раненых|раненые|ранено|ранены|ранения|травмировано|травмированных|пострадавших"
        "|пострадавшие|пострадали|пострадало|blessés|blessées|blessé|blessée|blessures"
        "|heridos|heridas|lesionados|lesionadas|herido|herida|lesionado|lesionada"
        "|Verletzte|Verletzten|verletzt|verwundet|Verwundete"
        "|feriti|ferito|ferita|feridos|ferido|feridas|ferida|yaralı|yaralandı|yaralanan"
        "|rannych|ranni|ranne|rannego|rannych osób|poszkodowanych|جرحى|مصابين|مصابون|مصابا|جريحا"
        "|إصابات|إصابة|أصيب|بجروح|الجرحى|ranny|ranna"
        "|受傷|受伤|負傷|負傷者|傷者|伤者|부상|부상자"
        "|gewonden|gewond|gewonde|luka|luka luka|terluka|korban luka|פצועים|נפצעו|נפצע|زخمی|مجروح"
        "|răniți|rănit|zraněných|zraněno|ranjenih|ranjeni|ranjeno|waliojeruhiwa|majeruhi"
    ),
    WordKind.OTHER: (
        "missing|captured|detained|arrested|abducted|kidnapped|rescued|displaced|evacuated"
        "|hostages|зниклих|зникло|зникли|безвісти|без вісти|затримано|врятовано|полонених"
        "|евакуйовано"
        "|пропавших|пропали|пропало|без вести|задержано|спасено|пленных|эвакуировано|disparus"
        "|disparu|desaparecidos|desaparecidas|detenidos|Vermisste|vermisst|zaginionych|مفقودين"
        "|مفقودا|معتقلين"
    ),
    WordKind.BADLY: (
        "gravely|seriously|critically|severely|grave|serious|critical|severe|slightly|lightly"
        "|in critical condition|in a critical condition|in serious condition|in grave condition"
        "|in a serious condition|life threatening|важко|тяжко|важкі|важких|тяжкі|тяжких"
        "|у важкому стані|в важкому стані|у тяжкому стані|в тяжкому стані|легко|тяжело|тяжелые"
        "|тяжелых|в тяжелом состоянии|graves|gravement|grièvement|dans un état grave"
        "|en état critique|en urgence absolue|légers|légèrement|gravemente|de gravedad"
        "|en estado grave|en estado crítico|en gravedad|leves|schwer|schwerverletzt|schwerverletzte"
        "|schwer verletzte|lebensgefährlich|kritisch|leicht|ciężko|ciężkie|ciężkich|poważnie"
        "|w stanie ciężkim|w ciężkim stanie|lekko|gravi|in gravi condizioni|em estado grave"
        "|خطيرة|بليغة"
    ),
    WordKind.PEOPLE: (
        "people|persons|person|individuals|casualties|victims|victim|lives|humans|residents"
        "|людей|люди|ос|осіб|особи|особа|людини|чол|жертв|жертви|мешканців|житель|жителів|жителі"
        "|жителька|людину"
        "|человек|человека|чел|лиц|лица|жители|жителей|жителя|жительница|жертвы|душ"
        "|personnes|personne|pers|gens|victime|victimes|habitants|personas|víctimas|víctima|gente"
        "|persone|persona|vittime|vittima|pessoas|pessoa|vítimas|vítima|kişi|kişinin|insan"
        "|Personen|Person|Menschen|Opfer|Leute|Bewohner"
        "|osoby|osób|os|osoba|ludzi|ofiar|ofiary|mieszkańców"
        "|أشخاص|شخصا|ضحايا|مواطنين|ضحية|人|名|명"
        "|personen|persoon|mensen|slachtoffers|orang|korban|jiwa|warga|אנשים|איש|בני אדם|نفر|تن"
        "|persoane|persoană|oameni|victime|lidí|lidé|ljudi|žrtava|watu|mtu"
    ),
    WordKind.NONE: (
        "none|nil|no|nobody|no one|zero people|not any|without|there were no|nul"
        "|без постраждалих|без пострадавших"
        "|немає|нема|без|жодного|жодної|жодних|ніхто|ніхто не|не має|відсутні|не було"
        "|нет|без|никто|никто не|ни одного|ни одной|отсутствуют|не было"
        "|aucun|aucune|pas de|sans|personne na été|il ny a pas de|zéro|nul"
        "|ninguno|ninguna|ningún|nadie|sin|no hubo|no hay"
        "|neant|keine|keiner|keinen|kein|niemand|ohne"
        "|brak|bez|nikt|nikt nie|żadnych|żadnej|nie ma|nie było"
        "|nessuno|nessuna|nessun|nenhum|nenhuma|ninguém|sem|não houve|não há|yok|hiç|hiç kimse"
        "|hiçbiri"
        "|لا أحد|لا شيء|لا يوجد|لا توجد|لا|بدون|دون|لم يقتل أحد"
        "|geen|nihil|tidak ada|tanpa|אין|ללא|אף אחד|هیچ|هیچکس|ندارد|niciun|nicio|niciunul|nimeni"
        "|fără"
        "|žádný|žádná|žádné|žádní|nikdo|nema|nitko|niko|nijedan|hakuna|пострадавших нет"
        "|погибших нет"
        "|постраждалих немає|загиблих немає"
    ),
    WordKind.FURTHER: (
        "another|other|others|further|additional|ще|інші|інших|еще|другие|других|autres|otros"
        "|otras|weitere|weiteren|kolejne|kolejnych|altri|altre|outros|outras"
    ),
    WordKind.FILLER: (
        "were|was|are|is|been|have|has|had|the|of|total|in total|altogether|confirmed"
        "|reported to be|exactly|all|обійшлося|обошлось"
        "|всього|загалом|було|також|внаслідок|точно|всего|итого|было"
        "|de|des|les|la|le|los|las|del|ont été|ont|été|a été|sont|au total|en total|han|fueron"
        "|wurden|wurde|sind|ist|die|der|das|insgesamt|kamen|zostało|zostały|są|łącznie|razem|z|في"
        "|من"
    ),
}

_SORTS = {
    # Parts of the people that exclude each other, in two ways of parting them.
    "man": (
        "man|men|male|males|чоловіки|чоловіків|чоловіка|мужчин|мужчины|hommes|homme|hombres"
        "|hombre|uomini|uomo|homens|homem"
        "|Männer|Mann|mężczyzn|mężczyźni|رجال"
        "|mannen|laki laki|pria|גברים|גבר|مردان|مرد|bărbați|bărbat|muži|muškaraca|wanaume"
    ),
    "woman": (
        "woman|women|female|females|жінки|жінок|женщин|женщины|femmes|femme|mujeres|mujer|donne"
        "|donna|mulheres|mulher|kadın"
        "|Frauen|Frau|kobiet|kobiety|نساء"
        "|vrouwen|vrouw|perempuan|wanita|נשים|אישה|زنان|زن|femei|femeie|ženy|žena|wanawake"
    ),
    "child": (
        "child|children|kids|minors|minor|baby|babies|infants|infant|toddler|дітей|діти"
        "|дитина|дитини|дитину|малолітніх|неповнолітніх|детей|дети|ребенок|ребенка|ребёнок"
        "|ребёнка|несовершеннолетних|enfants|enfant|denfants|mineurs|mineur"
        "|bambini|bambino|bambina|crianças|criança|çocuk|niños|niñas|niño|niña|menores|menor"
        "|Kinder|Kind|Kindern|dzieci|dziecko|dziecka|أطفال"
        "|kinderen|anak|anak anak|ילדים|ילד|ילדה|کودکان|کودک|copii|copil|dětí|děti|dítě|djece"
        "|djeca|watoto|mtoto"
    ),
    "boy": (
        "boy|boys|хлопчики|хлопчиків|хлопців|хлопці|мальчиков|мальчика|garçons|garçon|Jungen"
        "|Junge|chłopców"
    ),
    "girl": "girl|girls|дівчат|дівчини|девочек|девочки|filles|fille|Mädchen|dziewczynki",
    "adult": "adult|adults|дорослих|дорослі|взрослых|взрослые|adultes|adultos|Erwachsene|dorosłych",
    "civilian": (
        "civilian|civilians|мирний|мирна|мирних|мирні|мирный|мирная|мирных|мирные|civili|civile"
        "|civ|civs|мирн|цив|гражд"
        "|цивільних|цивільні|цивільний|гражданских|гражданские|civils|civil"
        "|civiles|Zivilisten|Zivilist|cywilów|cywile|cywil|مدنيين|مدنيا|مدنيون"
        "|civis|burgers|burger|sipil|warga sipil|אזרחים|אזרח|غیرنظامی|غیر نظامی|raia"
    ),
    "soldier": (
        "soldier|soldiers|servicemen|serviceman|troops|military|combatants|fighters|militants"
        "|військ|воен|военн|військовослужбовці|військовий"
        "|військових|військові|військовослужбовців|солдатів|военных|военные|военнослужащих|солдат"
        "|soldats|soldat|militaires|militaire|soldados|soldado|militares|soldati|soldato|Soldaten|żołnierzy"
        "|żołnierz|żołnierze"
        "|جنود|عسكريين|مقاتلين|مسلحين"
        "|militari|militare|asker|soldaten|soldaat|militairen|prajurit|tentara|חיילים|חייל|soldați|wanajeshi"
    ),
    "police": (
        "police|policemen|policeman|police officers|police officer|officers|поліцейських"
        "|поліцейські|полицейских|полицейские|policiers|policier|policías|policía|poliziotti"
        "|poliziotto|policiais"
        "|policial|polis|Polizisten|Polizist|policjantów"
        "|agenten|politieagenten|polisi|שוטרים|שוטר|polițiști"
    ),
    "passenger": (
        "passenger|passengers|пасажирів|пасажири|пасажир|пассажиров|пассажиры|пассажир|passagers"
        "|passager|pasajeros|pasajero|Passagiere|Passagier|pasażerów|passeggeri|passageiros|yolcu"
        "|ركاب"
    ),
    "crew": (
        "crew|crew members|crew member|crewmen|членів екіпажу|члени екіпажу|членов экипажа"
        "|члены экипажа|membres déquipage|tripulantes|tripulante|Besatzungsmitglieder"
        "|Crewmitglieder|członków załogi|membri dellequipaggio"
    ),
    # What others were, who may be of any of the parts above.
    "worker": (
        "worker|workers|miner|miners|employee|employees|labourers|laborers|робітник|робітників"
        "|робітники|гірник|гірників|гірники|шахтар|шахтарів|шахтарі|працівників|працівники"
        "|рабочий|рабочих|рабочие|горняк|горняков|горняки|шахтер|шахтеров|шахтеры|работников"
        "|работники|ouvrier|ouvriers|travailleurs|salariés|obrero|obreros|minero|mineros"
        "|trabajador|trabajadores|Arbeiter|Bergmann|Bergleute|Mitarbeiter|górnik|górników"
        "|górnicy|robotników|pracowników|operaio|operai|minatori|lavoratori|operário|operários"
        "|trabalhador|trabalhadores|işçi|madenci|عاملا|عمال"
    ),
    "pupil": (
        "pupil|pupils|student|students|schoolchildren|учень|учнів|учні|студент|студентів"
        "|студенти|школярів|ученик|учеников|ученики|студентов|студенты|школьников|школьники"
        "|élève|élèves|étudiant|étudiants|lycéens|écoliers|estudiante|estudiantes|alumnos"
        "|Schüler|Studenten|Studierende|uczeń|uczniów|studentów|studente|studenti|alunos"
        "|estudantes|öğrenci|طلاب|طالبا"
    ),
    "migrant": (
        "migrant|migrants|refugees|asylum seekers|мігрантів|мігранти|біженців|мигрантов"
        "|мигранты|беженцев|réfugiés|migrantes|refugiados|migranti|Migranten|Flüchtlinge"
        "|migrantów|uchodźców|göçmen|düzensiz göçmen|مهاجرين|مهاجرا|لاجئين"
    ),
    "traveller": (
        "tourist|tourists|hikers|climbers|skiers|pilgrims|турист|туристів|туристи|паломників"
        "|туристов|туристы|паломников|альпинистов|touriste|touristes|randonneurs|alpinistes"
        "|skieurs|pèlerins|turista|turistas|peregrinos|Touristen|Bergsteiger|Wanderer|Skifahrer"
        "|turystów|turyści|turisti|alpinisti|turist|hacı|سياح|حجاج"
    ),
    "rescuer": (
        "firefighter|firefighters|rescuer|rescuers|рятувальник|рятувальників|рятувальники"
        "|пожежників|пожежники|спасатель|спасателей|спасатели|пожарных|пожарные|pompier"
        "|pompiers|bombero|bomberos|bombeiro|bombeiros|Feuerwehrmann|Feuerwehrleute|strażak"
        "|strażaków|vigili del fuoco|itfaiyeci"
    ),
    "sailor": (
        "sailor|sailors|seafarers|fishermen|fisherman|моряк|моряків|моряки|рибалок|моряков"
        "|рыбаков|marins|marin|pêcheurs|marinero|marineros|pescadores|Seeleute|Matrosen"
        "|marynarzy|rybaków|marinai|pescatori|marinheiros|denizci|balıkçı|بحارة|صيادين"
    ),
    "journalist": (
        "journalist|journalists|журналіст|журналістів|журналісти|журналист|журналистов"
        "|журналисты|journaliste|journalistes|periodista|periodistas|Journalisten|dziennikarzy"
        "|giornalista|giornalisti|jornalista|jornalistas|gazeteci|صحفيين|صحفيا"
    ),
}

_FEWER = (
    "fewer than|less than|under|below|менше|менш ніж|менше ніж|менее|менее чем|меньше"
    "|moins de|menos de|weniger als|unter|mniej niż|poniżej|meno di|أقل من|minder dan"
    "|kurang dari|פחות מ|کمتر از|mai puțin de|méně než|manje od|chini ya"
)
"""The number behind these is one more than may be, as behind the sign "<"."""

_ALONE = {
    # A noun in the singular, or the dual, that needs no number.
    (1, WordKind.KILLED, ""): (
        "загиблий|загибла|вбитий|убитий|погибший|погибшая|убитый|zabity|zabita|قتيل|قتيلة|شهيد"
        "|شهيدة|הרוג|הרוגה"
    ),
    (2, WordKind.KILLED, ""): "قتيلان|قتيلين|شهيدان|شهيدين|قتيلتان",
    (1, WordKind.INJURED, ""): (
        "поранений|поранена|раненый|раненая|ranny|ranna|جريح|مصاب|פצוע|פצועה"
    ),
    (2, WordKind.INJURED, ""): "جريحان|جريحين|مصابان|مصابين",
    (1, WordKind.PEOPLE, ""): "людина|одна людина|شخص",
    (2, WordKind.PEOPLE, ""): (
        "husband and wife|a married couple|подружжя|супружеская пара|супруги|un matrimonio"
        "|ein Ehepaar|małżeństwo|شخصان|شخصين"
    ),
    (1, WordKind.SORT, "man"): "чоловік|мужчина|mężczyzna|رجل",
    (2, WordKind.SORT, "man"): "رجلان|رجلين",
    (1, WordKind.SORT, "woman"): "жінка|женщина|kobieta|امرأة",
    (2, WordKind.SORT, "woman"): "امرأتان|امرأتين",
    (1, WordKind.SORT, "child"): "дитина|ребенок|ребёнок|dziecko|طفل|طفلة",
    (2, WordKind.SORT, "child"): "طفلان|طفلين|طفلتان",
    (1, WordKind.SORT, "boy"): "хлопець|хлопчик|мальчик|chłopiec",
    (1, WordKind.SORT, "girl"): "дівчинка|девочка|dziewczynka",
    (1, WordKind.SORT, "soldier"): "військовий|военный|жовнір|جندي",
    (2, WordKind.SORT, "soldier"): "جنديان",
    (1, WordKind.SORT, "civilian"): (
        "мирний житель|мирна жителька|мирный житель|мирная жительница|مدني"
    ),
    (1, WordKind.SORT, "police"): "поліцейський|полицейский|policjant",
    (2, WordKind.SORT, "civilian"): "مدنيان",
}

_PERSONS = (
    "man|woman|boy|girl|child|baby|infant|toddler|policeman|serviceman|чоловіка|хлопець|хлопчик"
    "|мальчик|дівчинка|девочка|дитину|чоловік|мужчина|жінка|женщина|дитина|ребенок|ребёнок|homme"
    "|femme|enfant|garçon|fille|hombre|mujer|niño|niña|uomo|donna|bambino|bambina|homem|mulher"
    "|criança|Mann|Frau|Kind|Junge|mężczyzna|kobieta|dziecko|chłopiec|dziewczynka|kadın|çocuk"
    "|رجل|امرأة|طفل|طفلة|soldier|soldat|soldado|soldato|żołnierz|police officer|Polizist|policier"
    "|victim|person|victime|personne|víctima|persona|vittima|osoba|особа"
)
"""Nouns in the singular, and no adjectives such as "civilian", which heads a number."""
_SEXES = ("male", "female")

PARTINGS = (
    frozenset({"man", "woman", "child"}),
    frozenset({"man", "woman", "boy", "girl"}),
    frozenset({"adult", "child"}),
    frozenset({"civilian", "soldier", "police"}),
    frozenset({"passenger", "crew"}),
)
"""Sorts of people that add up: nobody is of two of them."""

FIGURE_SIGNS = {
    **dict.fromkeys("~≈∼≃", WordKind.ROUGH),
    **dict.fromkeys("<≤", WordKind.MOST),
    **dict.fromkeys(">≥", WordKind.LEAST),
    **dict.fromkeys(",;،؛", WordKind.COMMA),
    **dict.fromkeys("-–—‑−", WordKind.DASH),
    **dict.fromkeys("/|", WordKind.SLASH),
    **dict.fromkeys(".:=\"'«»“”!", WordKind.FILLER),
    "+": WordKind.PLUS,
    "&": WordKind.AND,
    "?": WordKind.QUESTION,
}

_WORD = re.compile(r"[^\W\d_]+")

Phrase = tuple[str, ...]


def words_of(text: str) -> Phrase:
    """Return the folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


def _numbers() -> Iterator[tuple[str, int]]:
    for small, tens, pattern in _DIGITS.values():
        below = [group.split() if group != "-" else [] for group in small.split("|")]
        yield from ((name, value) for value, names in enumerate(below) for name in names)
        for ten, group in enumerate(tens.split("|"), 2):
            for name in group.split():
                yield name, ten * 10
                for value, units in enumerate(below[:10]):
                    for unit in units if value else ():
                        yield pattern.format(tens=name, unit=unit), ten * 10 + value
    for tenfold, italian in enumerate(_DIGITS["it"][1].split("|"), 2):
        yield f"{italian[:-1]}uno", tenfold * 10 + 1
        yield f"{italian[:-1]}otto", tenfold * 10 + 8
    french = _DIGITS["fr"][0].split("|")
    for value in range(2, 20):
        yield f"quatre vingt {french[value]}", 80 + value
        if value >= 10:  # noqa: PLR2004 - soixante-dix
            yield f"soixante {french[value]}", 60 + value
    german = _DIGITS["de"][0].split("|")
    yield from ((f"{german[value].split()[-1]}hundert", 100 * value) for value in range(1, 10))
    for value, names in _MORE_NUMBERS.items():
        yield from ((name, value) for name in names.split("|"))


def _vocabulary() -> dict[Phrase, tuple[Word, ...]]:
    persons = {*_PERSONS.split("|")}
    found: dict[Phrase, tuple[Word, ...]] = {}

    def add(text: str, word: Word) -> None:
        key = words_of(text)
        if key and word not in found.get(key, ()):
            found[key] = (*found.get(key, ()), word)

    for name, value in _numbers():
        add(name, Word(WordKind.NUMBER, value))
    for value, names in _ROUGH_NUMBERS.items():
        for name in names.split("|"):
            add(name, Word(WordKind.NUMBER, value, rough=True))
    for (value, kind, sort), names in _ALONE.items():
        for name in names.split("|"):
            add(name, Word(kind, value, sort, person=name in persons))
    for kind, phrases in _WORDS.items():
        for phrase in phrases.split("|"):
            add(phrase, Word(kind, person=phrase in persons))
    for phrase in _FEWER.split("|"):
        add(phrase, Word(WordKind.MOST, 1))
    for sort, names in _SORTS.items():
        for name in names.split("|"):
            add(name, Word(WordKind.SORT, 0, sort, person=name in persons, sex=name in _SEXES))
    return found


VOCABULARY = _vocabulary()
"""What each phrase can be, by its folded words."""

LONGEST_PHRASE = max(map(len, VOCABULARY))
