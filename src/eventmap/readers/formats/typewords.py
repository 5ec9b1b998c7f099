"""The type of an event by the words that a text uses for it, in English, Ukrainian and Russian.

A text has the type whose words occur in it, if those of no other type do; else it says no more
than `EventType.OTHER`. What any weapon does or hits (`_GENERAL`) counts only where no word of
another type occurs: "Missile exploded near a railway" is a missile. A weapon that was shot down,
and of which the text says nothing else, is air defence; a glide bomb's air strike is its own.

Words that name a weapon without its use do not count (`_ASIDE`): footage from a drone, the
presence of artillery, a corridor for an evacuation; nor do words that mean something else, such
as a shell company, a battle tank or an intercepted call (`_ELSE`). What a text says did not happen,
or might, was feared, planned, practised, denied or remembered does not count either (`_UNREAL`,
`_UNDONE`); a sentence or a comma ends what such a word covers. The names of missiles, drones and
rocket launchers count as what they are; a "Multiple Launch Rocket System" is artillery. A name
that means something else too, such as Lancet, Grad or Orlan (`_NAMES`), counts alone or where a
word of war stands in the text.

The values of `EventType` themselves, such as ``glide_bomb``, are among the words. Case, accents
and punctuation do not matter.
"""
# ruff: noqa: RUF001, RUF002 - Cyrillic words

import re

import numpy as np
import pandas as pd

from eventmap.places import fold as fold_letters
from eventmap.schema import EventType

_ASIDE = (
    # What was seen from a drone, in each language.
    r"(drone|uav|quadcopter)s? (footage|videos?|images?|imagery|photos?|pictures?|views?|shots?"
    r"|cameras?|recordings?)|(footage|videos?|images?|photos?|pictures?|filmed|seen|recorded|taken)"
    r"( \w+){0,2} (by|from) (an? |the )?(reconnaissance )?(drones?|uavs?|quadcopters?)"
    r"|(кадри|відео|фото|зйомк\w*|знят\w*) (з|із|зі|с) (дрон\w*|коптер\w*|квадрокоптер\w*)"
    r"|(кадры|видео|фото|съемк\w*|снят\w*) (с|из) (дрон\w*|коптер\w*|беспилотник\w*)"
    # What was there or was hit, and did nothing.
    r"|(парті|запас)\w* (\w+ )?ракет\w*( \w+)?|кількох авіабомб\w*|(batch|stocks?"
    r"|stockpiles?) of (missiles?"
    r"|rockets?|drones?)"
    r"|presence of (\w+ ){0,2}(artillery|mortars?|mlrs|missiles?|rockets?|drones?|uavs?|mines?)"
    r"|(artillery|howitzer|missile|rocket|mortar|drone|uav) (positions?|units?|brigades?|regiments?"
    r"|battalions?|batter(y|ies)|crews?|depots?|bases?|warehouses?|storage|arsenals?|operators?"
    r"|factor(y|ies)|plants?|production|academy|school|cruisers?|boats?|carriers?|ships?|debris)"
    r"|(rocket|missile) (motors?|warheads?|engines?|parts?|remnants?)|missile defen[cs]e"
    r"|(артилері|артиллери)\w* (бригад|частин|част|склад|підрозділ|подразделен)\w*"
    r"|ракетн\w* (бригад|крейсер|катер|частин|част|корабл|військ|войск|небезпек|опасност)\w*"
    r"|склад\w* (\w+ )?(ракет|артилер|артиллер|дрон)\w*|загроз\w* (ракет|дрон|шахед)\w*"
    r"|(зр[кс]|комплекс\w*|установ\w*|систем\w*|launchers?) (\w+ )?([сs][34]00|himars|хаймарс\w*)"
    r"|(склад\w*|боєприпас\w*|боеприпас\w*|arsenals?|depots?) (рсзв |рсзо )?(himars|хаймарс\w*)"
    r"|(систем|комплекс|засоб|средств|позиц|батаре)\w* (ппо|пво)"
    r"|(evacuation|humanitarian|green) corridors?|(гуманітарн|гуманитарн|зелен)\w* коридор\w*"
    r"|unexploded( \w+)?|demin\w*|mine clearance|розмін\w*|разминир\w*"
    r"|downed (power|trees?|lines?|electric\w*)"
)
"""Words that name a weapon and not its use."""

_ELSE = (
    r"shell (compan\w*|stations?|gas|petrol|oil|plc|refiner\w*|corporations?|firms?|executives?"
    r"|shareholders?|game|shock\w*|of an?|of the)|(royal dutch|sea|egg|burn(t|ed)( out)?"
    r"|empty) ?shells?"
    r"|bricks? and mortar|mortar ?boards?|(cement|lime) mortar"
    r"|(college|university|recent|new|school) grads?|grads? (students?|schools?|program\w*)"
    r"|lancets? (medical|journal|stud\w*|commission\w*|oncology|report\w*|article\w*|neurology)"
    r"|(journals?|журнал\w*) (the )?(lancets?|ланцет\w*)|(published|study) (in|by) the lancet"
    # Rockets that fly into space, light up the dark, or hit a ball.
    r"|(spacex|nasa|falcon|space|carrier|sounding|model|toy) (\w+ )?rockets?"
    r"|rockets? (science|scientists?|salad|fuel|labs?)|rocket propelled grenades?"
    r"|rockets? (\w+ ){0,4}(satellites?|orbit|space|astronauts?|cosmonauts?|crew)"
    r"|(satellites?|orbit) (\w+ ){0,4}rockets?"
    r"|(сигнальн|освітлювальн|осветительн|космічн|космическ)\w* ракет\w*|ракет\w* нос[иі]\w*"
    r"|ракетк\w*|ракетонос\w*"
    r"|drones? (light )?(shows?|rac(es?|ing)|photograph\w*|survey\w*|mapping|deliver(y|ies)"
    r"|exhibitions?|competitions?|regulations?|manufactur\w*|makers?|bans?|laws?)"
    r"|(agricultur\w*|delivery|toy|camera) drones?"
    r"|(legal|court|political|elect\w*|diplomatic|custody|media|price|uphill|culture) battles?"
    r"|battles? (against|with|over) (\w+ )?(cancer|corruption|covid\w*|disease|fires?|floods?"
    r"|budget)"
    r"|(main )?battle (tanks?|groups?|ready|tested|hardened|plans?)"
    r"|clash(es)? of (opinions?|cultures?|civili[sz]ations?|personalit\w*|interests?|schedules?)"
    r"|(league|cup|football|title|derby|championship) clash(es)?"
    r"|intercept\w* (\w+ ){0,2}(calls?|phone|conversations?|communications?|messages?|letters?"
    r"|cocaine"
    r"|drugs?|smuggl\w*|boats?|ships?|vessels?|migrants?|radio|trucks?|cars?)"
    r"|перехо\w* (\w+ )?(розмов|дзвін|дзвон)\w*|перехва\w* (\w+ )?(разговор|звон)\w*"
    r"|(зби|сби)\w* (\w+ ){0,2}(пішох|пешех|велосип|дитин|ребен|людин|человек|жінк|женщин|чоловік"
    r"|мужчин|собак|цін|цен)\w*|(автомоб|машин|водій|водител|автобус)\w* (\w+ )?(зби|сби)\w*"
    r"|execut\w* (of )?(the |an? )?(\w+ )?(budgets?|contracts?|orders?|plans?|(search )?warrants?"
    r"|agreements?|decisions?|projects?|programm?e?s?|tasks?|missions?)"
    r"|(викраден|похищен)\w* (авто|машин|майн|имуществ|грош|деньг|денег|зерн|документ|коштів)\w*"
    r"|(media|news|information|internet) blackouts?"
    r"|(minist\w*|department|committee|bank|investments?|spending) (of |for |on "
    r"|in )?(\w+ )?infrastructure"
    r"|infrastructure (minist\w*|projects?|bills?|invest\w*|fund\w*|develop\w*|banks?|plans?"
    r"|spending)"
    r"|(военн|військов)\w* (инфра|інфра)стр\w*|military infrastructure"
    r"|(инфра|інфра)структур\w* (вооруж|військ|збройн|воен|всу|зсу)\w*"
    r"|мініст\w* (розвитку )?інфраструктур\w*|министр?\w* инфраструктур\w*"
    r"|demonstrations? (of|flights?|projects?|models?)|демонстраці\w* (фільм|можлив|технік)\w*"
    r"|(took|takes|taken|gain(s|ed)?) control of (the )?(cars?|vehicles?|compan\w*|ball|game|fire)"
    # Explosions that are none, or no attack's.
    r"|(gas|boiler|methane|(gas )?cylinder) (explo\w*|blasts?)|(explosion|blast)s? of (\w+ )?(gas"
    r"|methane)"
    r"|вибух\w* (\w+ )?(газ|метан|балон|котл)\w*|взрыв\w* (\w+ )?(газ|метан|баллон|котл)\w*"
    r"|(population|demographic|демографі\w*|демографическ\w*) (explosion|вибух|взрыв)\w*"
    r"|explosive (growth|rise|demand|eruptions?|situation)|blast furnaces?"
    r"|(seiz|confiscat|found|discover|hidden|hid)\w* (\w+ ){0,2}(explosives?|land ?mines?)"
    r"|controlled (explosion|detonation|blast)s?"
    r"|контро\w* (підрив|вибух|подрыв|взрыв)\w*"
    r"|(підрив|подрыв)\w* (\w+ )?(авторитет|довір|довер|економік|экономик|обороноздат|обороноспос"
    r"|основ|держав|государств|демократ|єдн|единств|репутац|конституц|безпек|безопасн)\w*"
    r"|(боксер|титульн|чемпіон|чемпион)\w* (бій|бої|бой|бои)|(бої|бои) без правил|бой (курант"
    r"|бык)\w*"
    r"|ударил\w* (\w+ ){1,2}кинжалом|(мозков|мозгов)\w* штурм\w*"
    r"|(різних|всіх|усіх|великих|разных|всех|крупных|малих|малых) (калібрів|калибров)"
)
"""Words of a type that mean something else here."""

_UNREAL = (
    # Nothing of the kind.
    r"(no|without|zero|nor|neither|free (of|from)|absence of|lack of)( further| new| more| other"
    r"| any)?"
    r"( (reports?|reported|signs?|evidence|traces?|threats?|cases?|incidents?|sounds?"
    r"|instances?)( of)?)?"
    r"|(did not|didn t|does not|has not|have not|had not|hasn t|haven t|never|not)"
    r"( (carr(y|ied) out|launch(ed)?|conduct(ed)?|us(e|ed)|fir(e|ed)|record(ed)?|report(ed)?|see"
    r"|seen"
    r"|hear|heard|been))?( any)?"
    r"|без|відсутн\w*|отсутств\w*|не (було|було чутно|фіксу\w*|зафіксов\w*|зафиксиров\w*|фиксир\w*"
    r"|завда\w*|нанос\w*|нанес\w*|застосов\w*|применя\w*|здійсн\w*|проводи\w*|відбул\w*|было"
    r"|чули|слышали|лунал\w*|чутно|слышно|запуска\w*|повідомлял\w*)( (про|о|об|жодн\w*|ни одного))?"
    r"|не|(немає|нема|нет)( інформації| данных| даних| информации| повідомлень| сообщений)?( про"
    r"| о| об)?"
    # Feared, threatened, planned, prevented, asked for.
    r"|warn(s|ed|ing|ings)?( \w+)? (of|about|against|that)( (an?|the|possible|new|more|imminent))*"
    r"|threat(s|en|ens|ened|ening)?( of| to| by| with| against)*( launch| use| carry out)?"
    r"|fear(s|ed|ing)?( of| that)?|risks? of|danger of|in (the )?(case|event) of|possibility of"
    r"|protect(s|ed|ion|ing)? (from|against)|shelters? (from|against)"
    r"|(plan(s|ned|ning)?|prepar(e|es|ed|ing|ation|ations)|intend\w*|ready)( for| to| of)*"
    r"( carry out| launch| conduct| use)?"
    r"|(prevent|foil|thwart|avert|condemn\w* plans for)(s|ed|ing)?|ban(s|ned|ning)? (on|of)"
    r"|call(s|ed)? for"
    r"|used? for( launching)?|(may|might|could|would|will) (\w+ )?(launch|use|carry out|conduct"
    r"|fire)"
    r"|попере(д|дж)\w*( про)?|предупре\w*( о| об)?|загр\w*|угро\w*|погро\w*|ризик\w*|риск\w*"
    r"|небезпек\w*|опасност\w*|можлив\w*|возможн\w*|потенці\w*|потенци\w*"
    r"|у разі|в разі|в случае|на випадок|на случай|готу\w*|готов\w*|підготов\w*|подготов\w*"
    r"|планує\w*"
    r"|планув\w*|планир\w*|заборон\w*( на)?|запрет\w*( на)?|для( нанесення| нанесения| запуск\w*)?"
    r"|захист\w* від|защит\w* от|укрит\w* від|запобіг\w*|предотвра\w*"
    # Practised, denied, made up, remembered.
    r"|(drills?|exercises?|training|simulat(ed?|es|ion|ions|ing)|mock|rehears\w*)( for| of| on"
    r"| in case of)?"
    r"|den(y|ies|ied|ying|ials?)( of| that| carrying out| launching| using)*"
    r"|(fakes?|false|hoax(es)?|rumou?rs?|disinformation|misinformation)( reports?)?( about| of)?"
    r"|(\w+ )?anniversar(y|ies)( of| since)?|(commemorat|remember)\w*|in memory of|memorials?( to"
    r"| for| of)?"
    r"|tribute to|museum of|(films?|books?|documentar(y|ies)|movies?|novels?) (about|on|of)"
    r"|(deliver(y|ies)|suppl(y|ies)|shipments?|sales?|purchases?|production|exports?|deals?) (of"
    r"|for)"
    r"|навчан\w*( з| із| щодо)?|учени(я|й|ях)( по)?|тренув\w*|трениров\w*|імітац\w*|имитац\w*"
    r"|запереч\w*|спрост\w*|опровер\w*|отрица\w*|фейк\w*( про| о| об)?|чутк\w*( про)?|слух(и|ах"
    r"|ов)( о| об)?"
    r"|річниц\w*|роковин\w*|годовщин\w*|пам ят\w*|памят\w*|(фільм|книг|фильм)\w* (про|о|об)"
    r"|(постач|постав|продаж|закуп|вироб(ниц|ля)|произв(од|ед))\w*"
)
"""What stands before words of what did not happen, may happen, or is told of another time."""

_UNDONE = (
    r"(was|were|is|has|have|had) (not|never)( been)? (reported|recorded|observed|registered|heard"
    r"|seen"
    r"|confirmed|carried out|launched|used)|(did not|didn t) (occur|happen|take place)|wasn t"
    r"|weren t"
    r"|(was|were) (denied|foiled|thwarted|prevented|averted|cancelled|called off|planned|simulated)"
    r"|never (happened|occurred|took place)"
    r"|(drills?|exercises?|training|tests?|anniversar(y|ies)|rehearsals?|memorials?|threats?|hoax"
    r"|sales?"
    r"|warnings?|rumou?rs?|deals?|suppl(y|ies)|shipments?|purchases?|museum|treat(y|ies))"
    r"|не (було|зафіксов\w*|зафиксиров\w*|фіксув\w*|фиксиров\w*|відбул\w*|произошло|было"
    r"|спостеріг\w*"
    r"|наблюда\w*|підтвердил\w*|подтвердил\w*|лунал\w*|чутно|слышно|застосовув\w*|применял\w*)"
    r"|немає|нема|нет|навчан\w*|учени(я|й)|тренуван\w*|відсутн\w*|отсутств\w*|не виключ\w*"
    r"|не исключ\w*"
)
"""What stands after such words."""

_NAMES = (
    r"grads?|смерч\w*|smerch|uragans?|ураган\w*|град(ами|ом|ів|ов)|iskanders?|іскандер\w*"
    r"|искандер\w*|zircons?"
    r"|onyx|oniks|оникс\w*|онікс\w*|циркон\w*|neptunes?|нептун\w*|кинжал\w*|tochka|kabs?|lancets?"
    r"|ланцет\w*|gerans?|геран\w*|orlans?|орлан\w*|bayraktars?|байрактар\w*|мопед\w*|kamikaze"
    r"|камікадзе|камикадзе|storm shadows?"
)
"""Names of weapons that are those of people, things and weathers too."""

_WAR = (
    r"attack\w*|strikes?|struck|hit|hits|hitting|fired?|firing|shell\w*|launch\w*|missiles?"
    r"|rockets?|drones?"
    r"|uavs?|bomb\w*|artillery|mlrs|explo\w*|shot|downed|intercept\w*|destroy\w*|damag\w*|killed"
    r"|wounded"
    r"|impact\w*|munitions?|remnants?|militar\w*|troops|forces|enemy|army|war|weapon\w*"
    r"|атак\w*|удар\w*|вдар\w*|обстр\w*|влуч\w*|попад\w*|попал\w*|прил[іье]т\w*|ракет\w*|дрон\w*"
    r"|бпла|безпілот\w*|беспилот\w*|рсз[во]|вибух\w*|взрыв\w*|зби\w*|сби\w*|знищ\w*|уничтож\w*"
    r"|запус\w*"
    r"|випус\w*|выпус\w*|ворог\w*|росіян\w*|окуп\w*|оккуп\w*|вс[ру]|зсу|арм\w*|військ\w*|войск\w*"
    r"|войн\w*"
)

_WORDS: dict[EventType, str] = {
    EventType.SHELLING: (
        r"shell(s|ed|ing|ings|fire)?|artill?er?y|mortars?|mlrs|howitzers?"
        r"|(multiple )?(launch )?rocket (launch(ers?|ed)|systems?|artillery)|himars|smerch|uragans?"
        r"|tos 1\w?|grads?|обстріл\w*|обстрел\w*|артобстр\w*|артил\w*|артиллер\w*|артудар\w*"
        r"|міномет\w*|миномет\w*|рсзв|рсзо|градами|градом|градів|градов|смерч(і|и|ами|ем)?"
        r"|ураган(и|ы|ами)|хаймарс\w*"
    ),
    EventType.MISSILE: (
        r"(?<!launch )(?<!multiple )(missiles?|rockets?)(?! (artillery|launch(ers?|ed)|systems?))"
        r"|iskanders?|[sсc][34]00|kh ?\d\d+|x(22|31|32|35|47\w*|55|555|59|69|101)|kalibrs?"
        r"|kinzhals?"
        r"|oniks|onyx|zircons?|tsirkons?|tochka( u)?|neptunes?|storm shadows?|atacms"
        r"|ракет\w*|іскандер\w*|искандер\w*|(х|икс ?)(22|31|32|35|47\w*|55|555|59|69|101)"
        r"|калібр(и|ів|ами|ах)|калибр(ы|ов|ами|ах)|кинжал\w*|кінжал\w*|оникс\w*|онікс\w*"
        r"|циркон\w*|точк(а|и|у|ою|ой|ами)у|нептун(и|ами|ы|ом)?"
    ),
    EventType.DRONE: (
        r"drones?|uavs?|uas|ucavs?|quadcopters?|fpvs?|shaheds?|gerans?( \d)?|lancets?|orlans?"
        r"|loitering munitions?|bayraktars?|kamikaze|дрон\w*|бпла|бпак|квадрокоптер\w*|безпілот\w*"
        r"|беспилот\w*|шахед\w*|геран(ь|і|и|ю|ями|ей) ?\d?|ланцет\w*|орлан(и|ы|ом|ами)?"
        r"|байрактар\w*|камікадзе|камикадзе|мопед(и|ы|ів|ов|ами)"
    ),
    EventType.GLIDE_BOMB: (
        r"(glide|gliding|guided( aerial| air| aviation)?) bomb\w*|kabs?( \d+)?|umpk"
        r"|каб(и|ів|ами|ом|ы|ов|ам)?|керован\w* (авіа\w*|бомб\w*)|умпк"
        r"|(управляем|планир)\w* (авиа\w*|бомб\w*)"
    ),
    EventType.AIR_STRIKE: (
        r"air ?strikes?|air ?raids?(?! (alert|alarm|siren|warning)s?)|fabs? \d+|air bombs?"
        r"|aerial bomb(s|ing|ings|ardments?)?|warplanes?( \w+)? (hit|bombed|struck)"
        r"|авіа ?удар\w*|авиа ?удар\w*|авіаналіт\w*|авіанальот\w*|авианалет\w*"
        r"|бомбов\w* удар\w*|(авіаці|авиаци)\w* (\w+ ){0,2}(завда|нанес|нанос|удари|уничтож"
        r"|знищ)\w*"
        r"|aviation (\w+ ){0,5}(strikes?|struck|attacks?|attacked)"
        r"|авіабомб\w*|авиабомб\w*|фаб(и|ы|ами)?( \d+)?"
    ),
    EventType.AIR_DEFENCE: (
        r"intercept\w*|shot down|shoot(ing|s)? down|downed"
        r"|air defen[cs]es?( \w+){0,2} (work\w*|activ\w*|fir\w*|repel\w*|engag\w*|operat\w*)"
        r"|(work|activation|firing) of( the)? air defen[cs]es?|air defen[cs]e"
        r"(?! (systems?|positions?|units?|batter(y|ies)|missiles?|radars?|bases?|failed|could|was"
        r"|were|did))"
        r"|^(ппо|пво)$|(\w*прац\w*|робот\w*|\w*работ\w*|сил\w*) (\w+ )?(ппо|пво)"
        r"|(ппо|пво) (\w+ )?(\w*прац|\w*работ|зби|сби|знищ|уничтож|відби|отраз|перех)\w*"
        r"|збит(о|ий|а|і|их|ими|ого)|збил(и|а|о)?|збив|збива\w*|сбит(о|ый|а|ы|ых|ыми|ого)?"
        r"|сбил(и|а|о)?|сбива\w*|перехоп\w*|перехват\w*"
    ),
    EventType.GROUND_COMBAT: (
        r"ground (combat|assaults?|attacks?)|battles?|(heavy|street|close|in) combat"
        r"|(armed )?clash(es|ed)?|firefights?|gun ?(fight|battle)s?|small arms fire"
        r"|бій|бої|боїв|боях|бой|бои|боев|бойов\w* зіткнен\w*|зіткнен\w*|столкновен\w*"
        r"|штурм(у|ом|и|ы|ували|овали|увати|овать)?"
        r"|перестріл\w*|перестрел\w*"
    ),
    EventType.TERRITORIAL_CLAIM: (
        r"territorial (claim|gain|change|transfer|advance|capture|seizure|loss|losse)s?"
        r"|territorial control|overtakes? territory|(took|takes|taken|gain(s|ed)?) control"
        r"|захоплення (населен\w*|територі\w*)|захват (населен\w*|территори\w*)"
        r"|(взял\w*|взят\w*) (під|под) контроль"
    ),
    EventType.EXPLOSION: (
        r"explo(sions?|sive|sives|des?|ded)|blasts?|detonat\w*|land ?mines?|ieds?"
        r"|(anti ?tank|anti ?personnel|naval|sea|petal|magnetic|floating) mines?"
        r"|mines? (explo\w*|blasts?|detonat\w*|went off|blew)|mined"
        r"|(hit|struck|triggered|stepped on|drove over|ran over|onto|blown up (by|on)|killed by) "
        r"(an? |the )?(\w+ )?mines?(?! (workers?|shafts?|employees?|directors?|rescuers?))"
        r"|вибух\w*|взрыв\w*|підрив\w*|подрыв\w*|міна|міни|міну|міною|мина|мины|мину|миной"
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (
        r"violence against civilians|execut(ed|ions?)|abduct\w*|kidnap\w*|tortur\w*"
        r"|розстріл\w*|расстрел\w*|катуван\w*|пыт(ка|ки|ок)|викраден\w*|похищен\w*"
    ),
    EventType.INFRASTRUCTURE: (
        r"infrastructure|blackouts?|power (outages?|cuts?|grid)"
        r"|інфраструктур\w*|инфраструктур\w*|знеструм\w*|обесточ\w*"
    ),
    EventType.TRANSPORT_DISRUPTION: (
        r"transport disruptions?|flights? suspen\w*|airports? closed|train delays?"
        r"|затримк\w* (потяг\w*|поізд\w*|реис\w*)|задержк\w* (поезд\w*|реис\w*)"
    ),
    EventType.PROTEST: (
        r"protests?|protesters?|demonstrations?|demonstrators?"
        r"|протест\w*|мітинг\w*|митинг\w*|демонстраці\w*|демонстраци\w*"
    ),
    EventType.ARMED_CONFLICT: (
        r"armed conflicts?|збройн\w* конфлікт\w*|вооруж[её]нн\w* конфликт\w*"
    ),
    EventType.ALERT: (
        r"air ?raid (alert|alarm|siren|warning)s?|повітрян\w* тривог\w*|воздушн\w* тревог\w*"
    ),
}
_GENERAL = (EventType.EXPLOSION, EventType.INFRASTRUCTURE, EventType.TRANSPORT_DISRUPTION)


def find_types(texts: pd.Series) -> pd.Series:
    """Return the event type that each text tells, missing where no type's words occur.

    Where the words of several types occur it is ``other``.
    """
    known = {text: _find_type(text) for text in texts.dropna().unique()}
    return texts.map(known).astype("str")


def fold(text: str) -> str:
    """Return the words of `text` in lower case and plain letters, one space between them."""
    return " ".join(re.findall(r"[^\W_]+", fold_letters(text)))


def _find_type(raw: str) -> str | float:
    whole = fold(raw)
    if whole.replace(" ", "_") in _VALUES:
        return whole.replace(" ", "_")
    text = _BY_MISSILE.sub("ракет", _fold_clauses(raw))
    if not _TELLING.search(text):
        return np.nan  # as most texts do, and what follows only takes words away
    text = _leave_real(text)
    if len(whole.split()) > _NAME_ALONE and not _AT_WAR.search(_OF_NAMES.sub(" ", text)):
        text = _OF_NAMES.sub(" ", text)
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    telling = found - set(_GENERAL) or found
    if EventType.GLIDE_BOMB in telling:
        telling.discard(EventType.AIR_STRIKE)
    if EventType.AIR_DEFENCE in telling and telling <= _SHOT_DOWN and not _HIT.search(text):
        return EventType.AIR_DEFENCE.value
    if not telling:
        return np.nan
    return (telling.pop() if len(telling) == 1 else EventType.OTHER).value


_NAME_ALONE = 2
"""Words of a cell that is nothing but a name, such as "Iskander-M"."""


def _fold_clauses(text: str) -> str:
    """Return `text` folded, with a dot between sentences and a comma between their parts.

    Designations such as X-101, S-300 and Tochka-U become one word: a bare "с 300" is no missile.
    """
    text = _DESIGNATION.sub(r"\1\2", _TOCHKA.sub(r"\1у", text))
    parts = (fold(part) if part not in (".", ",") else part for part in _split(text))
    return " ".join(part for part in parts if part)


def _split(text: str) -> list[str]:
    text = re.sub(r"[.;!?:|\n]+(?=\s|$|[\"»”])|\|+|\s[-–—]+\s", "\0.\0", text)
    return re.sub(r",(?=\s)", "\0,\0", text).split("\0")


def _leave_real(text: str) -> str:
    """Return a folded text without the words of what is no use of a weapon, or was none."""
    text = _NOT_REAL.sub(" ", _NOISE.sub(" ", text))
    return _NOT_DONE.sub(_drop_undone, text)


def _drop_undone(found: re.Match[str]) -> str:
    """Return nothing, but the words themselves where it is their harm that was not done."""
    clause = re.split(r" [.,] ", found.string[max(found.start() - 200, 0) : found.start()])[-1]
    return found[0] if _HARM.search(clause) else " "


_BY_MISSILE = re.compile(r"\bракетн\w* обстр\w*|\bобстр\w* (?:\w+ )?ракет(?:ами|ою|ой)\b")
"""What is called shelling, and was done with missiles."""
_DESIGNATION = re.compile(r"(?i)\b(x|х|kh|s|с|c)[-‑–](\d{2,3})")
_TOCHKA = re.compile(r"\b([Тт]очк(?:а|и|у|ою|ой|ами))(?:[-‑–]\s?[уУ]|[»\"]? ?У)\b")

_SHOT_DOWN = {
    EventType.AIR_DEFENCE,
    EventType.DRONE,
    EventType.MISSILE,
    EventType.GLIDE_BOMB,
}
"""Air defence, and what it shoots down."""

_HIT = re.compile(
    r"\b(?:attack\w*|launch\w*|hit|hits|struck|атак\w*|випусти\w*|выпусти\w*|запусти\w*|вдари\w*"
    r"|strikes?|impact\w*|fell|falling|debris|remn\w*|fragments?|damag\w*"
    r"|destroy\w*|killed|injured|wounded|влуч\w*|попад\w*|попал\w*|прилет\w*|приліт|прильот\w*"
    r"|упал\w*|впал\w*|уламк\w*|обломк\w*|пошкодж\w*|поврежд\w*|загин\w*|погиб\w*"
    r"|поранен\w*|ранен\w*|удар\w*)\b"
)
"""What says that something came down or through: then shooting it down is not all."""

_VALUES = frozenset(value.value for value in EventType)
_PATTERNS = {kind: re.compile(rf"\b(?:{fold_letters(words)})\b") for kind, words in _WORDS.items()}

_NOISE = re.compile(rf"\b(?:{fold_letters(_ASIDE)}|{fold_letters(_ELSE)})\b")
_AT_WAR = re.compile(rf"\b(?:{fold_letters(_WAR)})\b")
_OF_NAMES = re.compile(rf"\b(?:{fold_letters(_NAMES)})\b")
_ANY = rf"(?:{'|'.join(fold_letters(words) for words in _WORDS.values())})"
_TELLING = re.compile(rf"\b{_ANY}\b")
_AND = r"(?:,|and|or|nor|і|й|та|чи|або|и|или|ни|ані)"
_STOP = fold_letters(
    r"(?:from|by|in|on|at|of|after|due|during|when|as|was|were|is|one|only|less|far|just|least"
    r"|casualt\w*"
    r"|victims?|injur\w*|damage\w*|deaths?|dead|killed|wounded|hurt|fires?|harm|losses|people"
    r"|persons?"
    r"|від|внаслідок|унаслідок|після|через|під|от|из|после|вследствие|вслед|результат\w*|при|во|в|у"
    r"|тільки|лише|только|лишь|менше|менш|менее|більше|больше|перш\w*|перв\w*|жертв\w*|загибл\w*"
    r"|постражд\w*|пострад\w*|потерпіл\w*|поранен\w*|ранен\w*|погиб\w*|руйнув\w*|разруш\w*"
    r"|пошкодж\w*"
    r"|поврежд\w*|пожеж\w*|пожар\w*|збит\w*|збил\w*|сбит\w*|сбил\w*)"
)
_GAP = rf"(?:(?!(?:{_STOP}|but|але|но|а|however|while) )\w+ )"
_SEVERAL = rf"\b{_ANY}\b(?:(?: (?!{_STOP}\b)\w+)?(?: {_AND}){{1,2}} {_GAP}{{0,2}}{_ANY}\b){{0,4}}"
_NOT_REAL = re.compile(
    rf"\b(?:{fold_letters(_UNREAL)}) {_GAP}{{0,2}}{_SEVERAL}"
    rf"|\b(?:феик\w* про|феик\w* об?|fakes? (?:about|of)) (?:\w+ ){{0,7}}{_ANY}\b"
)
_NOT_DONE = re.compile(rf"{_SEVERAL} {_GAP}{{0,3}}(?:{fold_letters(_UNDONE)})\b")
_HARM = re.compile(
    r"\b(?:from|by|after|due|because|casualt\w*|victims?|injur\w*|damage|deaths?|killed|wounded|від"
    r"|внаслідок|унаслідок|після|через|під|от|из|после|вследствие|результат\w*|при|жертв\w*"
    r"|загибл\w*"
    r"|постражд\w*|пострад\w*|потерпіл\w*|поранен\w*|ранен\w*|погиб\w*|руйнув\w*|разруш\w*"
    r"|пошкодж\w*|поврежд\w*)\b"
)
"""Whose absence leaves the attack itself as it was."""
