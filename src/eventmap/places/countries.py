"""Countries: their ISO 3166-1 alpha-2 codes, what they are called here and elsewhere.

Publishers number, abbreviate or name countries in their own way. States that are no more have no
code here: what is on their soil now, a point tells.
"""
# ruff: noqa: RUF001 - the apostrophes and primes that tables have

import gettext
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pycountry

from eventmap.places.boundaries import drawn
from eventmap.places.names import fold

KOSOVO = "XK"
"""In general use for Kosovo; ISO 3166-1 leaves it to its users and does not list it."""


_LANGUAGES = ("uk", "ru", "fr", "es", "de", "pl", "ar", "pt", "it", "tr", "he")

_ALSO = """
    AE: ОАЭ, ОАЕ
    BA: Bosnia, Bosnia-Herzegovina
    BO: Bolivia
    BN: Brunei
    CD: DR Congo, DRC, Democratic Republic of Congo, Congo-Kinshasa, Zaire
    CD: Конго – Кіншаса, Конго - Киншаса, ДРК
    CD: RDC, RD Congo, République démocratique du Congo, República Democrática del Congo
    CG: Congo-Brazzaville, Republic of Congo, Republic of the Congo
    CG: Конго – Браззавіль, Конго - Браззавиль
    CI: Ivory Coast, Cote d'Ivoire
    CV: Cape Verde, Cape Verde Islands
    CZ: Czech Republic
    GB: UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
    GB: Великобритания, Великобританія
    IR: Iran
    KH: Kampuchea
    KM: Комори
    KP: North Korea, DPRK, КНДР
    KR: South Korea, Republic of Korea
    LA: Laos
    MK: Macedonia, Macedonia FYR, FYR Macedonia, FYROM
    MM: Burma
    MD: Moldova, Republic of Moldova
    PS: Palestine, Palestinian Territories, West Bank, Gaza, Gaza Strip, West Bank and Gaza Strip
    PS: Occupied Palestinian Territory, Occupied Palestinian Territories, Palestinian Territory, oPt
    PS: Палестинські території, Палестинские территории
    PS: Palestina, Palästina, Palestyna, فلسطين
    RU: Russia, RF, Россия, Росія, РФ, Russie, Rusia, Russland, Rosja, روسيا
    SY: Syria, Siria, سوريا
    SZ: Swaziland
    TL: East Timor
    TR: Turkey, Turkiye, تركيا
    TW: Taiwan
    TZ: Tanzania
    UA: Ukraine, Україна, Украина
    US: USA, U S A, United States of America, America, США
    US: Сполучені Штати, Соединенные Штаты
    VA: Vatican, Vatican City, Holy See, Ватикан
    UM: Внешние малые о-ва (США)
    VE: Venezuela
    VG: Виргинские о-ва (Великобритания)
    VI: Виргинские о-ва (США)
    VN: Vietnam
    XK: Kosovo, XKX, Косово
    BY: Белоруссия, Білорусія, Byelorussia, Biélorussie, Weißrussland
    AE: UAE, VAE, الإمارات
    BA: Bosnie, Bosnien, Bośnia, Боснія, Босния
    BD: بنغلاديش
    BF: Burkina, بوركينا فاسو
    CD: DR Kongo, ДР Конго, Demokratyczna Republika Konga, الكونغو الديمقراطية
    CD: Congo RDC, Congo RD, Congo DR, Congo DRC, Congo Kinshasa, Congo Dem Rep, Congo DemRep
    CD: Congo Democratic Republic, Congo Democratic Republic of, R D Congo, D R Congo, Kongo DRK
    CD: Конго ДРК, Конго ДР
    CF: Centrafrique, RCA, ЦАР, أفريقيا الوسطى
    CI: Elfenbeinküste
    GB: Großbritannien, Grande-Bretagne, Gran Bretaña, بريطانيا
    IR: إيران, ايران, ایران
    KP: كوريا الشمالية, Korea North
    KR: كوريا الجنوبية, Korea South
    LY: Lybie
    MD: Moldawien
    MM: Бірма, Бирма
    MX: Méjico
    NL: Holland, Niderlandy, Нідерланди, Голландія, Голландия
    PS: Bande de Gaza, Franja de Gaza, Gazastreifen, Gaza-Streifen, Strefa Gazy, Сектор Гази
    PS: Сектор Газа, Смуга Гази, Газа, غزة, قطاع غزة, Striscia di Gaza, Faixa de Gaza, Gazze
    PS: Cisjordanie, Cisjordania, Westjordanland, Zachodni Brzeg, Західний берег, Западный берег
    PS: Західний берег річки Йордан, Западный берег реки Иордан, الضفة الغربية
    PS: Territoires palestiniens, Territorios palestinos, Palestinische Gebiete
    SA: KSA
    SS: Sudan South, Soudan Sud, Sudán Sur
    SY: سورية
    US: EEUU, EE UU, أمريكا, U S
    CG: Congo Rep, People's Republic of the Congo, Congo Republic
    BF: Upper Volta, Haute-Volta, Alto Volta, Obervolta
    BJ: Dahomey
    CN: China PR, P R China, PR China
    GB: U K, N Ireland
    GY: British Guiana
    HK: Hong Kong China
    IR: Persia, Iran I R of
    LK: Ceylon
    MK: Former Yugoslav Republic of Macedonia
    MO: Macao China, Macau China
    PH: Philipines, Phillipines
    KZ: Kazakstan
    SX: Sint Maarten
    TH: Siam
    TW: Chinese Taipei
    VI: US Virgin Islands, U S Virgin Islands
    VU: New Hebrides
    XK: Republic of Kosovo
    YE: Yemen Arab Republic
    AE: U A E
    DE: GDR, FRG, German Democratic Republic
    DE: East Germany, West Germany, Germany Fed Rep, Germany Dem Rep
    EG: Egypt Arab Rep
    FM: Micronesia Fed Sts
    HK: Hong Kong SAR China
    IR: Iran Islamic Rep
    KN: St Kitts and Nevis
    KP: Korea Dem Rep, Korea Dem People's Rep
    KR: Korea Rep
    LA: Lao PDR
    MO: Macao SAR China
    PS: West Bank and Gaza
    VE: Venezuela RB
    FK: Falkland Islands, Falklands
    RE: Reunion Island, Île de la Réunion
    VN: South Vietnam, North Vietnam
    YE: Yemen Rep, North Yemen, South Yemen
    ZW: Rhodesia
"""


def _pairs(text: str) -> dict[str, str]:
    pairs = (pair.split("=") for pair in text.split())
    return {theirs.casefold(): iso for theirs, iso in pairs}


FIPS = _pairs("""
    AA=AW AC=AG AE=AE AF=AF AG=DZ AJ=AZ AL=AL AM=AM AN=AD AO=AO AQ=AS AR=AR AS=AU AT=AU AU=AT
    AV=AI AX=GB AY=AQ BA=BH BB=BB BC=BW BD=BM BE=BE BF=BS BG=BD BH=BZ BK=BA BL=BO BM=MM BN=BJ
    BO=BY BP=SB BR=BR BT=BT BU=BG BV=BV BX=BN BY=BI CA=CA CB=KH CD=TD CE=LK CF=CG CG=CD CH=CN
    CI=CL CJ=KY CK=CC CM=CM CN=KM CO=CO CQ=MP CR=AU CS=CR CT=CF CU=CU CV=CV CW=CK CY=CY DA=DK
    DJ=DJ DO=DM DR=DO DX=GB EC=EC EG=EG EI=IE EK=GQ EN=EE ER=ER ES=SV ET=ET EZ=CZ FG=GF FI=FI
    FJ=FJ FK=FK FM=FM FO=FO FP=PF FR=FR FS=TF GA=GM GB=GA GG=GE GH=GH GI=GI GJ=GD GK=GG GL=GL
    GM=DE GP=GP GQ=GU GR=GR GT=GT GV=GN GY=GY GZ=PS HA=HT HK=HK HM=HM HO=HN HR=HR HU=HU IC=IS
    ID=ID IM=IM IN=IN IO=IO IR=IR IS=IL IT=IT IV=CI IZ=IQ JA=JP JE=JE JM=JM JN=SJ JO=JO KE=KE
    KG=KG KN=KP KR=KI KS=KR KT=CX KU=KW KV=XK KZ=KZ LA=LA LE=LB LG=LV LH=LT LI=LR LO=SK LS=LI
    LT=LS LU=LU LY=LY MA=MG MB=MQ MC=MO MD=MD MF=YT MG=MN MH=MS MI=MW MJ=ME MK=MK ML=ML MN=MC
    MO=MA MP=MU MR=MR MT=MT MU=OM MV=MV MX=MX MY=MY MZ=MZ NC=NC NE=NU NF=NF NG=NE NH=VU NI=NG
    NL=NL NN=SX NO=NO NP=NP NR=NR NS=SR NU=NI NZ=NZ OD=SS PA=PY PC=PN PE=PE PK=PK PL=PL PM=PA
    PO=PT PP=PG PS=PW PU=GW QA=QA RB=RS RE=RE RI=RS RM=MH RN=MF RO=RO RP=PH RQ=PR RS=RU RW=RW
    SA=SA SB=PM SC=KN SE=SC SF=ZA SG=SN SH=SH SI=SI SL=SL SM=SM SN=SG SO=SO SP=ES ST=LC SU=SD
    SV=SJ SW=SE SX=GS SY=SY SZ=CH TB=BL TD=TT TH=TH TI=TJ TK=TC TL=TK TN=TO TO=TG TP=ST TS=TN
    TT=TL TU=TR TV=TV TW=TW TX=TM TZ=TZ UC=CW UG=UG UK=GB UP=UA US=US UV=BF UY=UY UZ=UZ VC=VC
    VE=VE VI=VG VM=VN VQ=VI VT=VA WA=NA WE=PS WF=WF WI=EH WS=WS WZ=SZ YM=YE ZA=ZM ZI=ZW
""")
"""FIPS 10-4 as GDELT writes it: ``UP`` is Ukraine, ``RS`` Russia."""

GLEDITSCH_WARD = _pairs("""
    2=US 20=CA 31=BS 40=CU 41=HT 42=DO 51=JM 52=TT 53=BB 54=DM 55=GD 56=LC 57=VC 58=AG 60=KN
    70=MX 80=BZ 90=GT 91=HN 92=SV 93=NI 94=CR 95=PA 100=CO 101=VE 110=GY 115=SR 130=EC 135=PE
    140=BR 145=BO 150=PY 155=CL 160=AR 165=UY 200=GB 205=IE 210=NL 211=BE 212=LU 220=FR 221=MC
    223=LI 225=CH 230=ES 232=AD 235=PT 260=DE 290=PL 305=AT 310=HU 316=CZ 317=SK 325=IT 331=SM
    338=MT 339=AL 340=RS 341=ME 343=MK 344=HR 345=RS 346=BA 347=XK 349=SI 350=GR 352=CY 355=BG
    359=MD 360=RO 365=RU 366=EE 367=LV 368=LT 369=UA 370=BY 371=AM 372=GE 373=AZ 375=FI 380=SE
    385=NO 390=DK 395=IS 402=CV 403=ST 404=GW 411=GQ 420=GM 432=ML 433=SN 434=BJ 435=MR 436=NE
    437=CI 438=GN 439=BF 450=LR 451=SL 452=GH 461=TG 471=CM 475=NG 481=GA 482=CF 483=TD 484=CG
    490=CD 500=UG 501=KE 510=TZ 516=BI 517=RW 520=SO 522=DJ 530=ET 531=ER 540=AO 541=MZ 551=ZM
    552=ZW 553=MW 560=ZA 565=NA 570=LS 571=BW 572=SZ 580=MG 581=KM 590=MU 591=SC 600=MA 615=DZ
    616=TN 620=LY 625=SD 626=SS 630=IR 640=TR 645=IQ 651=EG 652=SY 660=LB 663=JO 666=IL 670=SA
    678=YE 690=KW 692=BH 694=QA 696=AE 698=OM 700=AF 701=TM 702=TJ 703=KG 704=UZ 705=KZ 710=CN
    712=MN 713=TW 731=KP 732=KR 740=JP 750=IN 760=BT 770=PK 771=BD 775=MM 780=LK 781=MV 790=NP
    800=TH 811=KH 812=LA 816=VN 820=MY 830=SG 835=BN 840=PH 850=ID 860=TL 900=AU 910=PG 920=NZ
    935=VU 940=SB 946=KI 947=TV 950=FJ 955=TO 970=NR 983=MH 986=PW 987=FM 990=WS
""")
"""Numbers of states by Gleditsch and Ward, which UCDP uses. 345 is the Serbia of its day."""

CORRELATES_OF_WAR = _pairs("""
    BHM=BS HAI=HT TRI=TT BAR=BB GRN=GD SLU=LC SVG=VC AAB=AG GUA=GT HON=HN SAL=SV COS=CR PAR=PY
    URU=UY UKG=GB IRE=IE NTH=NL FRN=FR MNC=MC SWZ=CH SPN=ES POR=PT GMY=DE GFR=DE AUS=AT CZR=CZ
    SLO=SK SNM=SM MNG=ME MAC=MK CRO=HR BOS=BA KOS=XK SLV=SI BUL=BG MLD=MD ROM=RO RUM=RO LAT=LV
    LIT=LT GRG=GE SWD=SE DEN=DK ICE=IS CAP=CV EQG=GQ GAM=GM MAA=MR NIR=NE CDI=CI GUI=GN BFO=BF
    SIE=SL TOG=TG CAO=CM NIG=NG CEN=CF CHA=TD CON=CG DRC=CD TAZ=TZ BUI=BI ANG=AO MZM=MZ ZAM=ZM
    ZIM=ZW MAW=MW SAF=ZA LES=LS BOT=BW SWA=SZ MAG=MG MAS=MU SEY=SC MOR=MA ALG=DZ LIB=LY SUD=SD
    LEB=LB KUW=KW BAH=BH UAE=AE OMA=OM TAJ=TJ KYR=KG KZK=KZ MON=MN TAW=TW ROK=KR BHU=BT BNG=BD
    MYA=MM SRI=LK MAD=MV NEP=NP THI=TH CAM=KH DRV=VN MAL=MY SIN=SG BRU=BN PHI=PH INS=ID ETM=TL
    AUL=AU NEW=NZ VAN=VU SOL=SB FIJ=FJ NAU=NR MSI=MH PAL=PW
""")
"""Letters of the Correlates of War where they are others than ISO's, of countries that are."""

PUBLISHERS_NAMES = {
    "bosnia-herzegovina": "BA",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "dr congo": "CD",
    "east germany": "DE",
    "east timor": "TL",
    "ivory coast": "CI",
    "kingdom of eswatini": "SZ",
    "kosovo": "XK",
    "macedonia": "MK",
    "palestine": "PS",
    "republic of congo": "CG",
    "republic of the congo": "CG",
    "slovak republic": "SK",
    "south yemen": "YE",
    "swaziland": "SZ",
    "turkey": "TR",
    "vatican city": "VA",
    "west bank and gaza strip": "PS",
    "west germany": "DE",
    "zaire": "CD",
}
"""Names that ACLED, UCDP and the GTD write and ISO does not."""


@cache
def country_codes() -> frozenset[str]:
    """Return every ISO 3166-1 alpha-2 code, and XK."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {KOSOVO}


@lru_cache(maxsize=512)
def country_name(code: str) -> str | None:
    """Return the short English name of a country, such as "Russia" for ``RU``."""
    if own := drawn("countries").get(code):
        return str(own["name"])
    country = pycountry.countries.get(alpha_2=code)
    return without_brackets(country.name) if country else None


def name_country(code: str | None) -> str | None:
    """Return the name of a country, a code without a name as it is; ``None`` for none."""
    return (country_name(code) or code) if code else None


def country_code(name: str) -> str | None:
    """Return the alpha-2 code of the country that a code or a name means, ``None`` if none does.

    Names are English, Ukrainian, Russian, French, Spanish, German, Polish or Arabic, official or
    usual. Of "Myanmar (Burma)" or "Russia (Soviet Union)" what stands before the brackets counts,
    else what stands in them; of "Peru (now Chile)" what it is now. They may be cut short ("St.",
    "Rep."), have an "&", and put first what they are called by: "Serbia, Republic of".
    """
    known = _codes_by_name()
    before, _, within = name.replace("[", "(").partition("(")
    now = _NOW.match(within)
    texts = (within[now.end() :], name, before) if now else (name, before, within)
    tries = map(_words, texts)
    found = next((known[text] for text in tries if text in known), None)
    if found or len(name) > _LONGEST_NAME or not _CUT_OR_TURNED.search(name):
        return found
    first, _, last = before.partition(",")
    known = _codes_written_out()
    tries = map(_write_out, (before, f"{last} {first}"))
    return next((known[text] for text in tries if text in known), None)


_NOW = re.compile(
    r"\s*(?:now|today|present[- ]day|modern(?:[- ]day)?|currently|actual(?:es)?|actuel(?:le)?s?"
    r"|attuale|atual|heute|obecnie|dziś|нині|тепер|ныне|сейчас)\s+",
    re.IGNORECASE,
)


_LONGEST_NAME, _LONGEST_CODE = 60, 3
_CUT_OR_TURNED = re.compile(r"[.,&]|(?i:\b(?:st|rep|dem|is)\b)")
_CUT = {
    "st": "saint",
    "rep": "republic",
    "dem": "democratic",
    "is": "islands",
    "fed": "federal",
    "eq": "equatorial",
    "un": "united",
    "afr": "african",
}
"""Words that names of countries are cut short to: "St. Vincent"."""
_CUT_FIRST = {"s": "south", "n": "north", "w": "western"}
"""The same of their first words: "S. Sudan"."""


@cache
def _codes_written_out() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in _codes_by_name().items():
        if len(name) > _LONGEST_CODE:
            found.setdefault(_write_out(name), code)
    return found


def _write_out(name: str) -> str:
    first, _, others = _words(name).partition(" ")
    words = [_CUT_FIRST.get(first, first) if others else first, *others.split()]
    words = [_CUT.get(word, word) for word in words]
    return " ".join(word for word in words if word not in ("and", "of"))


@cache
def _codes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in _names():
        found.setdefault(_words(name), code)
    return found


def _names() -> Iterator[tuple[str, str]]:
    """Yield names and codes, the surest first."""
    yield KOSOVO, KOSOVO
    for country in pycountry.countries:
        yield country.alpha_2, country.alpha_2
        yield country.alpha_3, country.alpha_2
    for line in _ALSO.strip().splitlines():
        code, _, names = line.strip().partition(": ")
        yield from ((name, code) for name in names.split(", "))
    tables = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [of]) for of in _LANGUAGES]
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                yield name, country.alpha_2
                yield from ((table.gettext(name), country.alpha_2) for table in tables)


@cache
def iso_codes() -> dict[str, str]:
    """Return alpha-2 codes by ISO's three digits or small letters."""
    codes: dict[str, str] = {}
    for country in pycountry.countries:
        # Spreadsheets drop the zeros before a number.
        keys = (country.numeric, country.numeric.lstrip("0"), country.alpha_3.casefold())
        codes |= dict.fromkeys(keys, country.alpha_2)
    return codes


def describe_country(value: str) -> str:
    """Say which country codes are allowed, and which one `value` may mean."""
    words = "a two-letter ISO 3166-1 code such as UA; or blank."
    try:
        return f"{words} Nearest: {pycountry.countries.lookup(value).alpha_2!r}."
    except LookupError:
        return words


def without_brackets(name: str) -> str:
    """Return a name of ISO's without what it adds in brackets."""
    return re.sub(r" [\[(].*", "", name)


def _words(name: str) -> str:
    words = re.findall(r"[^\W_]+", re.sub("['’ʼ]", "", fold(name)))
    return " ".join(word for word in words if word != "the")
