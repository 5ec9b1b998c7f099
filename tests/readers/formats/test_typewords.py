# ruff: noqa: RUF001 - Cyrillic words

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from support.real_tables import shared_file

from eventmap.readers.formats import typewords
from eventmap.readers.formats.typewords import find_labels, find_types, name_several
from eventmap.schema import EventType
from eventmap.settings import bundled_data


def type_of(text):
    return find_types(pd.Series([text], dtype="str")).replace({float("nan"): None})[0]


@pytest.mark.parametrize(
    "text",
    [
        # In the words of news of the United States
        "Three cars engaged in a running gun battle, leaving one dead and three injured",
        "An argument led to a gunfight that injured five near midnight",
        "A shooter wounded six in a bar before a gunfight with police, who shot him",
        "Mass shooting: a man opened fire at a party, killing four and wounding nine",
        "Gunman killed after a clash with police at a nightclub",
        "Two biker gangs clashed outside a bar; four people were shot dead",
        "Two groups of people began fighting in a bar; three were killed",
        "A man fired into a crowd of people who were fighting in the street and wounded seven",
        "A man set fire to his home and shot two firefighters who came to put it out",
        "Officers found four people wounded and shell casings around a car",
        "Two pipe bombs failed to detonate after the couple had shot fourteen people",
        "Orlando: four people were shot and killed in an attack on a nightclub",
        # As they are in the table of UCDP on Ukraine, and in Ukrainian and Russian
        "Man killed in eastern Ukraine election shootout -official",
        "Перестрілка в барі: двоє загиблих, підозрюваних шукають",
        "Перестрелка двух банд на рынке: трое раненых",
    ],
)
def test_a_shooting_among_civilians_is_no_war(text):
    assert type_of(text) in (None, "other")


@pytest.mark.parametrize(
    "text",
    [
        # Headlines of UCDP GED, the world and Ukraine
        "NPA rebel killed in Agusan Norte clash",
        "Officer killed, 4 troops hurt in latest clash with ASG bandits in Basilan",
        "Two DR Congo police killed in clash with cult members",
        "Clashes in the vicinity of the Palmyra area and in Jobar at the outskirts of Damascus",
        "Gunbattle in eastern Ukraine kills four: separatist leader",
        # What others write
        "Four militants and a soldier killed in a gunfight in Kashmir",
        "Firefight between the army and rebels goes on near the bridge",
        "Firefight in the area",
        "Militants and soldiers exchanged gunfire in a village",
        "Army clashes with gangs in the capital: nine dead",
        "Troops fought a gun battle with the shooters in a bar of the besieged town",
        "Перестрілка між бойовиками та прикордонниками",
    ],
)
def test_fighting_of_those_who_wage_war_is_ground_combat(text):
    assert type_of(text) == "ground_combat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who bears arms is no civilian, also where he is carried off
        ("Security officers feared killed, others abducted in Muyuka", None),
        ("Gunmen abduct three policemen", None),
        ("Two soldiers kidnapped near the border", None),
        ("Militants kidnap 20", "violence_against_civilians"),
        ("Soldiers abduct two villagers", "violence_against_civilians"),
        ("300 abducted in raids", "violence_against_civilians"),
        ("Soldiers executed prisoners of war", "violence_against_civilians"),
        # What exploded killed, and not the explosion of it
        ("A man died due to the detonation of a Russian drone", "drone"),
        ("Two killed by the explosion of a missile in a field", "missile"),
        ("Explosion of an unknown object kills a farmer", "explosion"),
        ("Explosion hit a drone factory", "explosion"),
        ("У місті впав та вибухнув «Шахед»", "drone"),
        ("На арсеналі вибухнули снаряди", "explosion"),
        ("A lorry of the army hit an IED", "explosion"),
        ("A soldier was killed when his vehicle hit a roadside bomb", "explosion"),
        ("Roadside bomb leaves five soldiers dead", "explosion"),
        ("Suicide bombers strike two police stations", "explosion"),
        ("Suicide bombing at a market", "explosion"),
        ("Assailants threw a hand grenade at a police station", "explosion"),
        ("Two assailants attacked a man near Sofia, Grad Sofia", None),
        # Frontier Corps or football club
        ("Rocket fired at a Frontier Corps (FC) checkpoint", "missile"),
        ("Two FC personnel killed in an explosion", "explosion"),
        ("Clash of the night: FC Porto", None),
        ("FC Dynamo and FC Shakhtar clashed on Sunday", None),
        # Of one person, long ago, or of gangs
        ("US soldier killed fighting in Afghanistan is identified", None),
        ("Soldiers killed as fighting in the hills goes on", "armed_conflict"),
        ("Suspected cult clashes leave two dead", None),
    ],
)
def test_who_fights_and_who_suffers_is_told_apart(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Orlan-10 drone attack", "Orlan hit a house", "Удар Орлан-10", "Орланами вдарили по місту"],
)
def test_the_drone_orlan_is_told_from_orlando(text):
    assert type_of(text) == "drone"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling of a market", "shelling"),
        ("АРТИЛЕРІЙСЬКИЙ ОБСТРІЛ", "shelling"),
        ("обстрел из миномётов", "shelling"),
        ("multiple rocket launchers", "shelling"),
        ("Rocket hit a house", "missile"),
        ("Ракетний удар", "missile"),
        ("anti-air missile", "missile"),
        ("атака Шахедів", "drone"),
        ("налёт беспилотников", "drone"),
        ("UAV", "drone"),
        ("удар КАБами", "glide_bomb"),
        ("guided aerial bombs", "glide_bomb"),
        ("Керована авіабомба", "glide_bomb"),
        ("управляемая авиабомба", "glide_bomb"),
        ("Air strike", "air_strike"),
        ("авіаудар", "air_strike"),
        ("робота ППО", "air_defence"),
        ("бойове зіткнення", "ground_combat"),
        ("бої за місто", "ground_combat"),
        ("Вибух", "explosion"),
        ("подрыв на мине, мина", "explosion"),
        ("мітинг", "protest"),
        ("air raid alert", "alert"),
        ("Повітряна тривога", "alert"),
    ],
)
def test_words_of_three_languages_tell_the_type(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize("value", [value.value for value in EventType])
def test_the_schema_s_own_values_are_words(value):
    assert type_of(value) == value


@pytest.mark.parametrize(
    "text",
    [
        "Missile and drone attack",
        "Explosion and clashes",
        "Shelling; one killed by a landmine",
        "Strikes on a column, and clashes in a village",
        "Удари по техніці. Навколо села бої",
        "Знищено склади: головне про бої",
        "Helicopters attack a village after shelling",
        "Ten airstrikes and 350 fire missions",
        "Bomb kills two, one dead in a clash",
        "Rebels kill ten in an attack; protests follow",
    ],
)
def test_words_of_two_types_tell_neither(text):
    assert type_of(text) == "other"


def test_what_any_weapon_does_gives_way_to_the_weapon():
    assert type_of("A missile exploded, power outages follow") == "missile"


@pytest.mark.parametrize(
    "text", ["Strike on a house", "alert shopkeeper", "Кабмін", "хвилина", None]
)
def test_other_words_tell_nothing(text):
    assert type_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two stories
        ("Drone Strikes on Two Armed Groups | Iran Hits Haifa Oil Refinery & Power Plant", "other"),
        ("Shelling of a market;Army attacks two towns", "other"),
        ("Missile hits a port / Gunmen attack a bank", "other"),
        ("Shelling of a market • Ambush in the hills: rebels attack a convoy", "other"),
        ("Обстріл ринку; атака на поліцію у столиці", "other"),
        ("Two killed in clashes in the hills;Soldier killed by a sniper", "other"),
        ("Security operations in the capital;Blast kills five", "other"),
        # One in several
        ("Armed attack | A drone hit a post of the rebels", "drone"),
        ("Ethiopian Military Drones Hit Two Armed Groups | One Commander Killed", "drone"),
        ("Houthis fire missiles; universities are warned", "missile"),
        ("Shelling of a market;Shelling kills two", "shelling"),
        ("Shelling of a market; nobody said who was behind the attack", "shelling"),
        ("Air strike on a market; no attacks on the port", "air_strike"),
        ("Iran&#39;s drones hit a refinery &amp; a port", "drone"),
        ("Mykolaiv / Nikolaev: shelling of a market", "shelling"),
    ],
)
def test_a_text_of_two_stories_has_the_type_of_neither(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marble mine owners protest torching of vehicles", None),
        ("Kabul protests against strikes on its villages", None),
        ("Foreign ministry protests over the shelling of its consulate", None),
        ("МЗС висловило протест послу", None),
        ("Protests in the streets: 300 people killed, ten sentenced", "other"),
        ("Gunmen killed an activist. Protesters set a party office on fire", "other"),
        ("Protest", "protest"),
        ("Protest with intervention", "protest"),
        ("Residents protest against conscription", "protest"),
        ("Thousands protest in the capital", "protest"),
        ("Demonstrators march on parliament", "protest"),
        ("Жителі вийшли на протест", "protest"),
    ],
)
def test_a_protest_is_one_of_a_crowd(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assailants set off a bomb that exploded at a post, and opened fire on a patrol", "other"),
        ("Gunmen stormed a hotel, and a suicide bomber set off a car bomb", "other"),
        ("Attackers opened fire. One of them detonated a jacket of explosives", "other"),
        ("Suicide bombers attacked a crossing; the guards repelled the assault", "other"),
        ("Пролунав вибух, потім почалася стрілянина", "other"),
        ("A bomb exploded at a post", "explosion"),
        ("Artillery opened fire on a village", "shelling"),
    ],
)
def test_an_explosion_beside_shots_is_not_all_that_happened(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Many events
        "MAIN: a vote under heavy shelling: events around the country",
        "WRAPUP 5-Missiles hit a port",
        "Situation of human rights in the country: clashes kill thousands",
        "The army has carried out 14 airstrikes since January",
        "Suicide car bomber kills 15 people;At least 13 die as militants clash",
        "Troops were hit with homemade bombs and fought a gunfight with rebels",
        # Among them
        "230 people were killed yesterday, including 61 soldiers, and 60 died in air strikes",
        "Soldiers seize a town after clashes",
        "Rebels control most of a shooting range, clashes in the city",
        "Rebels target posts of the army and clashes go on in the hills",
        "Shells target a suburb and the army carries out a new attack",
        # Hit or taken, and not used
        "More than 120 men as well as two howitzers were destroyed in the north",
        "Army destroyed up to 50 soldiers and more than 2,000 shells near the port",
        "Air force destroyed up to a hundred enemy soldiers and a HIMARS installation",
        "Випустили чотири Кинджали: одну ракету вдалося збити, три влучили",
        "Residents heard a drone in the night",
        "In the port three drones crashed and hurt one person",
        "Під ворожим вогнем та авіаударами були десять сіл",
        # Only tried, or said of somebody
        "An assailant attempted to abduct three civilians",
        "Residents blocked the road to catch a man suspected of kidnapping two children",
        # Not set off, or not by those who carried it
        "Four suicide bombers were intercepted near a checkpoint",
        "Police safely detonated an unexploded IED",
        "Troops killed six insurgents and seven suicide bombers",
        "The group remains active and has regularly shelled towns, ports and posts",
        # Of those who wage no war
        "Farmers and herders clashed in the hills",
        "Fighting broke out between two ethnic groups over an old man",
        # Two deeds in two clauses or sentences
        "While the army shelled a village, settlers burned three houses",
        "Troops attacked a camp with drones, while gunmen stormed a bank",
        "Explosion and gun battle reported near the port",
        "Villagers abducted two men. Clashes with machetes ensued",
        "Two suicide bombers attacked a mosque. One shot at worshippers before the blast",
        "Helicopters dropped explosive barrels on a town. Clashes broke out with the rebels",
        "Shelling and strikes at several places in the south",
        "A drone hit a car. In a separate incident, two farmers were shot",
        # Of another day, or of many
        "A minister visited the town two days after a missile strike on the station",
        "The talks come hours after a drone attack on the capital",
        "The attack came amid heavy shelling of the suburbs",
        "The cell was behind the kidnapping of four tourists, in May last year",
        "As previously reported, the army launched 900 drones at the region",
        "Last week a total of 30 bomb attacks left nine dead",
        "Villages near the line are shelled on a daily basis",
        "The same road had previously been hit in a drone strike that killed two",
        "In April alone, forty people were killed by shelling in the district",
        "A monitor has documented 75 attacks and explosions by the group",
        "In total at least 26 bomb attacks left nine dead",
        "The revolt grew out of a crackdown on peaceful demonstrations",
        # With other arms, or shot down and not used
        "Gunmen attacked five checkpoints with RPGs and mortars",
        "A missile hit a gate, followed by gunfire",
        "The ministry reported the destruction of 22 small Ukrainian military drones in the region",
        # Denied afterwards
        "A missile hit a hospital, the army denied it",
        "Blasts on an air base, and the ministry refutes the reports",
        "ЗМІ пишуть про вибухи на авіабазі, окупанти спростували",
        "СМИ пишут о взрывах на аэродроме, военные опровергли",
        # What was in a car, and who fought over land
        "A car packed with mortar bombs was found in the square after five were killed",
        "Members of two families clashed over a land dispute; three were killed",
        "Police met loggers, and suspected them of being kidnappers",
        # Only talked about
        "Ракетний удар по вокзалу: мешканець отримав 9 років тюрми",
        "Ministers are set to raise issue of ambulance shelling at the talks",
    ],
)
def test_a_type_that_is_not_that_of_all_is_not_told(text):
    assert type_of(text) in (None, "other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drone footage of destroyed houses", None),
        ("Video from a drone shows the street", None),
        ("Відео з дрона: зруйнована вулиця", None),
        ("Drone footage of artillery strikes on a village", "shelling"),
        ("The presence of artillery was recorded near the school", None),
        ("Strike on an artillery depot", None),
        ("Civilians left by an evacuation corridor", None),
        ("Multiple Launch Rocket System strike on a residential area", "shelling"),
        ("Rocket artillery hit the market", "shelling"),
        ("HIMARS strike on a bridge", "shelling"),
        ("Kalibr strike", "missile"),
        ("Удар «Калібрами» по складу", "missile"),
        ("Х-101 упала у поля", "missile"),
        ("X-101 hit a plant", "missile"),
        ("Kh-22 hit a house", "missile"),
        ("Удар Кинджалом, Кинжал", "missile"),
        ("Iskander-M", "missile"),
        ("С-300 по Харькову", "missile"),
        ("снаряд калібру 152 мм", None),
        ("Lancet hit a tank", "drone"),
        ("Ланцет", "drone"),
        ("Герань-2 попала в дом", "drone"),
        ("атака Shahed-136", "drone"),
        ("Three drones were shot down over the city", "air_defence"),
        ("Сбит беспилотник", "air_defence"),
        ("збитки від пожежі", None),
        ("Debris of an intercepted UAV fell on a park", "other"),
        ("Port attacked with 4 missiles, 2 shot down", "other"),
        ("Удар по системі ППО", None),
        ("штурмова авіація", None),
        ("штурм міста", "ground_combat"),
    ],
)
def test_a_weapon_counts_where_it_was_used(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No drone attack was reported overnight",
        "No drones, missiles or shelling were recorded overnight",
        "The night passed without shelling or air strikes",
        "There were no reports of artillery fire",
        "Russian forces did not shell the town",
        "A drone attack was not confirmed",
        "Missile strikes were not recorded during the day",
        "Обстрілів не було",
        "Обстрілів за добу не зафіксовано",
        "Ракетних ударів не було",
        "Ніч минула без вибухів і обстрілів",
        "Обстрелов не зафиксировано",
        "За ночь взрывов не было",
        "Не було ракетних ударів чи атак дронів",
        "Ворог не обстрілював громаду",
        "Officials warned of a drone attack on the port",
        "Губернатор попередив про загрозу ракетного удару",
        "Власти предупредили об угрозе атаки беспилотников",
        "School holds air raid drill",
        "Residents took part in a drone attack drill",
        "Anniversary of the shelling of the market",
        "Роковини обстрілу ринку",
        "Годовщина ракетного удара по вокзалу",
        "Russia threatened missile strikes on the capital",
        "The ministry denied a missile strike on the hospital",
        "Міноборони заперечує ракетний удар по лікарні",
        "Security service thwarted a drone attack",
        "An attempted bomb attack during a protest at the town hall",
        "A failed bomb attack on a bank in the centre",
        "СБУ запобігла ракетному удару",
        "Lancet medical journal",
        "A study in The Lancet on mental health",
        "Iskander Alimov opened a school",
        "Місто накрило градом",
        "Град и ураган повалили деревья",
        "Harpoon festival in the port",
        "Coal mine workers went home",
        "Mine workers rescued after a collapse",
        "Shell company registered abroad",
        "Shell station opens on the highway",
        "Labour strike at the railway",
        "Wildfire spreads to three villages",
        "Ceasefire holds along the line",
        "SpaceX rocket launch",
        "A rocket carrying satellites lifted off",
        "Fuel tank leaked",
        "Police raid on a warehouse",
        "Gas explosion in a block of flats",
        "Вибух газу в житловому будинку",
        "Взрыв бытового газа в доме",
        "Territorial community receives aid",
        "Territorial defence headquarters moved",
        "Main battle tanks delivered",
        "Intercepted phone call published",
        "Перехоплена розмова окупантів",
        "Автомобіль збив пішохода",
        "Водитель сбил пешехода",
        "Execution of the budget approved",
        "Підрив довіри до влади",
        "Мозковий штурм у школі",
        "Перша ракетка світу виграла турнір",
        "Гаряча точка у центрі міста",
        "с 300 метров видно реку",
        "Ministry of infrastructure published a plan",
        "Герань розцвіла на підвіконні",
        "Орлани повернулися у парк",
        "Мопеди заборонили на набережній",
        "Ударил прохожего кинжалом",
        "Exercise simulates a missile strike",
        "Film about the battle of the city",
        "Nothing suggests that a missile was fired at the base",
        "We have no evidence that a drone struck the plant",
        "Ніщо не вказує на те, що по базі випустили ракету",
        "Нет данных, что по аэродрому была выпущена ракета",
        "HIMARS can reach bridges and airfields",
        "Україна з HIMARS зможе бити по мостах",
        "HIMARS смогут уничтожать мосты",
        "Commercial infrastructure and a mall were damaged",
        "Civil infrastructure damaged in a strike",
        "A huge arsenal of rockets was shown after the strike",
        "Удар по цеху, где производили сборку ракет",
        "Знищено склад боєприпасів до РСЗВ HIMARS",
        "Уничтожены в городе две РСЗО HIMARS",
        "Two howitzers destroyed by soldiers",
        "The bridge is regularly hit by missiles",
        "What the Orlan drone can do. An airfield was attacked",
        "Дрони над містом. Знищено склад пального",
        "Missile and artillery units were hit",
        "Уражено пункт управління безпілотниками",
        "Повідомлено про підозру військовому, чиї дії розкрили аеродром перед ракетним ударом",
        "The mission condemns violence against civilians",
        "«Возможно, ракетная атака», пишет агентство",
        "A street hit, land mines visible",
        "Знищили два танки, склад, три РСЗВ і гармату",
        "Засуджено агента, який коригував ракетний удар",
        "Саперы разминируют завод. В городе гремят взрывы",
        "A blast in a block of flats. Rescuers suspect a gas leak",
        "Their refusal of battle was announced",
        "Rocket motor embedded in a road",
        "Explosive devices were found at the substation",
        "The agent was preparing missile strikes on plants",
        "Аеродроми, які використовують для авіаударів",
        "90 people died on Monday, including 20 civilians, 7 of whom were killed by air strikes",
        "The army hit the camp in response to rocket fire",
        "У відповідь на обстріл армія завдала ударів",
        "In all 44 killed, including 9 guards, and 12 farmers wounded in a mortar attack",
        "A colonel was killed, while artillery fire causes casualties in two villages",
        "Shelling kills a family, while six more people were killed in the capital",
        "Загинув лікар, тим часом в іншому районі від обстрілу двоє поранених",
        "Warplanes and missiles kill eleven in a market town",
        "Heaviest shelling and fighting in months, five killed",
        "Troops kill civilian on a farm, and clash with gunmen",
        "The president vows to punish gunmen who downed a helicopter",
        "Mourners carry a boy killed in a drone strike",
        "Two years after the missile strike the station is rebuilt",
        "Рік тому ракета влучила у вокзал",
        "Commandos kill an IED cell leader",
        "A minister blasts his critics",
        "A neighbouring state reacts to the drone attack",
        "Посол прокоментував вибухи на складі",
        "Вибухи в порту, дрони над містом: хронологія 900 дня",
        "More casualties in airstrikes on one valley and an attack by gunmen on another",
        "A group executes a teacher, casualties in explosions near the port",
        "Soldiers shell a ridge and target a checkpoint, and clashes go on",
        "120 persons were killed yesterday including 9 guards in clashes",
        "Five shot and injured at a peaceful protest",
        "Four killed in blasts, clashes in the south",
        "Trade war turns into a battle for chips",
        "Gunman jailed for a mortar attack",
    ],
)
def test_what_did_not_happen_and_words_with_another_meaning_tell_no_type(text):
    assert type_of(text) in (None, "other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grad students protest", "protest"),
        ("No casualties after a drone attack", "drone"),
        ("No one was hurt in the drone attack", "drone"),
        ("A drone attack did not cause casualties", "drone"),
        ("Жертв від атаки дронів немає", "drone"),
        ("Постраждалих внаслідок обстрілу не було", "shelling"),
        ("Після обстрілу постраждалих немає", "shelling"),
        ("В результате обстрела пострадавших нет", "shelling"),
        ("Not only the school was shelled", "shelling"),
        ("No injuries reported. A missile hit a field", "missile"),
        ("No casualties, a drone hit a house", "drone"),
        ("Без жертв: ракета влучила у поле", "missile"),
        ("Town shelled with Grads", "shelling"),
        ("Удар «Градами» по селу", "shelling"),
        ("Точка-У влучила у вокзал", "missile"),
        ("Удар С-300 по місту", "missile"),
        ("Ракетний обстріл міста", "missile"),
        ("Lancet hit a howitzer position", "drone"),
        ("Harpoon missile struck a boat", "missile"),
        ("Storm Shadow strike on a plant", "missile"),
        ("Car hit a mine near the village", "explosion"),
        ("Landmine explosion kills a farmer", "explosion"),
        ("Shells hit a market", "shelling"),
        ("Mine workers killed by shelling", "shelling"),
        ("Despite a warning, a drone hit the port", "drone"),
        ("Fire at a Shell station after a missile strike", "missile"),
        ("Shelling went on without pause", "shelling"),
        ("Обстріли тривали без перерви", "shelling"),
        ("Battle for the town goes on", "ground_combat"),
        ("Russia launched Kalibr missiles from ships", "missile"),
        ("Не менше п'яти ракет влучили у місто", "missile"),
        ("Загроза обстрілів зберігається. Уночі обстріляли Нікополь", "shelling"),
        ("Russia attacked with drones; the ministry denied losses", "drone"),
        ("Iskander missile hit a hotel", "missile"),
        ("Explosion heard in the city", "explosion"),
        ("Population without power after shelling", "shelling"),
        ("Місто без світла після обстрілу", "shelling"),
        ("Немає світла через обстріл", "shelling"),
        ("Explosions could be heard in the city", "explosion"),
        ("Critical infrastructure damaged by a strike", "infrastructure"),
        ("Tank hit by drone", "drone"),
        ("Artillerymen destroyed a howitzer", "shelling"),
        ("Склад знищили двома ракетами", "missile"),
        ("Five people were killed, including two children, in shelling of a town", "shelling"),
        ("Two killed while riding over a mine", "explosion"),
        ("Air strikes on camps in response to rocket fire", "air_strike"),
        ("Explosion near a theatre, two weeks after a similar attack", "explosion"),
        ("Two killed in a drone attack. The attack came amid fighting in the hills", "drone"),
        ("A missile hit a hospital; the army denied responsibility", "missile"),
        ("Ten killed in shelling while fleeing", "shelling"),
        ("Ten killed in shelling, while shelling wounded two in the suburbs", "shelling"),
        ("Heavy fighting in three districts", "armed_conflict"),
        ("Heavy fighting in the hills: nine killed in clashes", "ground_combat"),
        ("Troops kill civilian on a farm", "violence_against_civilians"),
        ("Troops kill civilians in an air strike", "air_strike"),
        ("Warplanes kill four in a village", "air_strike"),
        ("Blasts heard in the port", "explosion"),
        ("Аеродром атакують з повітря, чути вибухи", "air_strike"),
        ("Fuel depot burns after a rocket attack on the plant", "missile"),
    ],
)
def test_what_happened_counts_beside_what_did_not(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # An event that was told before, or is only spoken of
        "The ministry put a clip of this airstrike online",
        "The shelling began a day after the army had left the town",
        "Envoys press the two sides for an end to the shelling",
        "There was no claim of responsibility for the blast",
        "He told of nights of fear in a cellar and of endless shelling from the hills",
        "Analysts of the war in the capital see drone strikes as a sign of weakness",
        "The council voiced concern over drone strikes in the north",
        "The wounded man had been hurt in an earlier clash with the patrol",
        "They were abducted on a road to the market",
        "We shelled their camp and took it, a rebel said",
        # A clause beside a sentence of something else
        "The envoy offers talks after a week of rocket fire",
        "Oil prices rise following a drone strike",
        "Після вибухів на базі літаки перевели на інший аеродром",
        "Двое крестьян, которых похитили на рынке, вернулись домой",
        "Hundreds came to the funeral on Friday of a nurse who died in a suicide bombing",
        "The brothers of a guard who was lost in a clash met the minister",
        # A sentence that comes to it late
        "A calm held on the seventeenth day of the truce between the two sides with shells fired",
        "The head of a party in the west of the country thinks of an airstrike",
        # Sums, habits and what was stopped or fell by itself
        "Since 2009 clashes of rebels and troops have killed 900 people",
        "The rebels have repeatedly fired missiles at the port",
        "Дороги периодически подвергаются обстрелам",
        "The rise in drone attacks worries the owners of refineries",
        "Villagers wait for both sides to halt the shelling",
        "A drone crashed in a field for want of fuel",
    ],
)
def test_a_text_that_only_speaks_of_an_event_tells_none(text):
    assert type_of(text) in (None, "other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed a guard at the gate", "shelling"),
        ("As a result of the shelling of the village a barn burned down", "shelling"),
        ("Two guards killed after a drone strike", "drone"),
        ("After air strikes the fuel depot burns", "air_strike"),
        ("У місті після авіаудару горить склад", "air_strike"),
        ("The governor of the region said in the morning that a missile hit a mill", "missile"),
        (
            "In the evening of the second day of the feast three guests died in an air strike",
            "air_strike",
        ),
        ("An airstrike that killed nine hit a school", "air_strike"),
        ("A drone crashed into a house", "drone"),
        ("Airport rocked by a blast", "explosion"),
        ("Drone strikes on a refinery", "drone"),
    ],
)
def test_an_event_that_a_text_leads_with_or_tells_the_harm_of_counts(text, expected):
    assert type_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Clashes in the square as police fire tear gas at a protest",
        "Nine died in the clashes and shelling at the bridge",
        "A town was shelled. Talks on the airstrike go on",
    ],
)
def test_a_text_that_names_events_of_two_types_tells_neither(text):
    assert type_of(text) in (None, "other")


def test_a_long_text_has_the_type_of_what_leads_it():
    places = [
        f"The head of district {number} said that a school was damaged" for number in range(9)
    ]
    summary = ". ".join([*places, "In the north a village was shelled"])

    assert type_of(f"A town was shelled. {summary}") == "shelling"
    assert type_of(f"A bridge was damaged. {summary}") == "other"


@pytest.mark.parametrize(
    "words", ["not drone ", "hit drone, ", "multiple launch ", "обстріл", "a-"]
)
def test_a_very_long_cell_is_read(words):
    assert type_of(words * (200_000 // len(words)) + ". Town shelled") in ("shelling", "other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drone footage of a street\n\nShells hit a market", "shelling"),
        ("Drone footage of a street - Shells hit a market", "shelling"),
        ("The car ran over\na mine", "explosion"),
        ("(«Missile») hit: a_house", "missile"),
        ("ABC: drone/missile attack", "other"),
        ("- Air strike -", "air_strike"),
        ("A drone of the U.S. army hit a house", "drone"),
        ("\n\n", None),
    ],
)
def test_sentences_end_at_stops_and_blank_lines_and_words_at_any_sign(text, expected):
    assert type_of(text) == expected


def test_every_word_is_listed_once_in_a_role_that_is_explained():
    with (bundled_data() / "types" / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [word for row in rows for word in row["words"].split(", ")]
    sides = ("fighters", "civil", "guards", "civilians", "crowd")
    listed = [
        (row["role"] if row["role"] in sides else "", word)
        for row in rows
        for word in row["words"].split(", ")
    ]

    assert [pair for pair, times in Counter(listed).items() if times > 1] == []
    assert [word for side, word in listed if side and " " in word] == []
    assert [word for word in words if not re.fullmatch(r"[^\W_]+\*?( [^\W_]+\*?)*", word)] == []
    assert {row["role"] for row in rows} <= set(re.findall(r"``(\w+)``", typewords.__doc__))
    assert {row["type"] for row in rows} == {"", *EventType}


def read_texts():
    """Return the texts of the labelled rows by table and id, read from the tables themselves."""
    records = json.loads(
        gzip.decompress(shared_file("bellingcat_ukr-civharm-2024-06-02.json.gz").read_bytes())
    )
    tables = {"bellingcat": {record["id"]: record["description"] for record in records}}
    for table, name, key, text, encoding in (
        ("viina", "viina_deepstrike_2022", "event_id_1pd", "representative_text", "utf-8"),
        (
            "ucdp",
            "ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates",
            "id",
            "source_headline",
            "cp1252",
        ),
    ):
        path = shared_file(f"{name}.csv.gz")
        raw = pd.read_csv(path, dtype="str", keep_default_na=False, encoding=encoding)
        tables[table] = dict(zip(raw[key], raw[text], strict=True))
    return tables


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("headline_labels.csv", 37),  # 36 of 40 were right when they were first read
        ("ged_headline_labels.csv", 240),  # 252 of 268; talk of an event is none since
    ],
)
def test_of_a_hundred_headlines_of_the_world_that_get_a_type_95_get_the_right_one(table, least):
    path = Path(__file__).with_name(table)
    labels = pd.read_csv(path, dtype="str", skiprows=3)
    found = find_types(labels["headline"])
    typed = found.notna() & (found != "other")

    right = found[typed] == labels["type"][typed]

    assert typed.sum() >= least
    assert right.mean() >= 0.95


def test_of_a_hundred_rows_that_get_a_type_95_get_the_right_one():
    """The labels were given by reading each text; they are drawn from rows with and without one."""
    labels = pd.read_csv(Path(__file__).with_name("type_labels.csv"), dtype="str")
    tables = read_texts()
    texts = [tables[table][key] for table, key in zip(labels["table"], labels["id"], strict=True)]
    found = find_types(pd.Series(texts, dtype="str"))
    typed = found.notna() & (found != "other")

    right = found[typed] == labels["type"][typed]

    assert typed.sum() >= 1000
    assert right.mean() >= 0.95
    for _, rows in right.groupby(labels["table"][typed]):
        assert rows.mean() >= 0.95


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Frappe aérienne", "air_strike"),
        ("Tirs d'artillerie", "shelling"),
        ("Beschießung", "shelling"),
        ("Drohnenangriff", "drone"),
        ("Explosión de mina antipersonal", "explosion"),
        # The longer name counts, not the shelling in it.
        ("Ostrzał rakietowy", "missile"),
        ("القصف المدفعي", "shelling"),
        ("الألغام", "explosion"),
        ("İHA saldırısı", "drone"),
        ("Manifestações", "protest"),
        ("Frappe aérienne, tirs d'artillerie", "other"),
        ("Sonstiges", "other"),
        # It may come from the air or from the ground.
        ("Bombardement", None),
        ("Pillage", None),
        ("Tirs d'obus", "shelling"),
        ("هجوم بطائرة مسيرة", "drone"),
        ("ירי רקטות", "missile"),
        ('כטב"ם', "drone"),
        ("Ataque aéreo", "air_strike"),
        ("Artefacto explosivo", "explosion"),
        ("Colpi di mortaio", "shelling"),
        # Of ACLED's sub-event "Abduction/forced disappearance" in each language
        ("Викрадення", "violence_against_civilians"),
        ("Похищение", "violence_against_civilians"),
        ("Enlèvement", "violence_against_civilians"),
        ("Desaparición forzada", "violence_against_civilians"),
        ("Zwangsverschwinden", "violence_against_civilians"),
        ("Uprowadzenie", "violence_against_civilians"),
        ("إخفاء قسري", "violence_against_civilians"),
        ("Hostage taking", "violence_against_civilians"),
        # ACLED's arrests are no violence, and what nature or chance does is nobody's attack.
        *((word, None) for word in ("Арешт", "Arrestation", "Festnahme", "Detención", "اعتقال")),
        *((word, None) for word in ("Déplacement", "Unfall", "Powódź", "Наводнение", "زلزال")),
        ("Attempted kidnapping", None),
        ("Tentative d'enlèvement", None),
        ("Intento de secuestro", None),
        ("Próba porwania", None),
        ("محاولة اختطاف", None),
        ("Enlèvement de bétail", None),
        ("Sequestro di droga", None),
        ("Викрадення автомобіля", None),
        ("Wybuch gazu", None),
        ("Wybuch w kopalni", None),
        ("Coal mine explosion", None),
        ("Explosion in a coal mine", None),
        ("Explosion d'un transformateur", None),
        ("Explosion dans une mine", None),
        ("Explosion de chaudière", None),
        ("Explosión de caldera", None),
        ("Boiler explosion", None),
        ("Вибух на шахті", None),
        ("Mine explosion", "explosion"),
        ("Explosion de gaz", None),
        ("Explosión de gas", None),
        ("انفجار غاز", None),
        ("Raketentest", None),
        ("Drohnensichtung", None),
        ("Drone sighting", None),
        ("Walka z pożarem", None),
        ("Зіткнення потягів", None),
        ("Release of hostages", None),
        ("Одиночный пикет", "protest"),
        ("Hostigamiento armado", "ground_combat"),
        ("Hostigamiento a estación de policía", "ground_combat"),
        ("Hostigamiento", None),  # of journalists, too
        ("state-based conflict", "armed_conflict"),  # so UCDP calls it
        ("one-sided", "violence_against_civilians"),
        ("Intimidación y hostigamiento", None),
    ],
)
def test_types_are_known_by_their_names_in_other_languages(label, expected):
    (found,) = find_labels(pd.Series([label], dtype="str"))
    assert (None if pd.isna(found) else found) == expected


def test_a_name_of_a_type_in_another_language_tells_nothing_in_a_text():
    assert type_of("Combats de coqs et manifestation culturelle à Paris") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drone, missile", True),
        ("shelling; airstrike", True),
        ("дрон + ракета", True),
        ("Rakete und Drohne", True),
        ("obús y dron", True),
        ("Iskander-M | Shahed", True),
        ("Shahed-136 and Kh-101", True),
        ("Air strikePossible drone strike", True),  # a line ended there
        ("ракетаДрон", True),
        ("DroneStrike", False),
        ("drone", False),
        ("mortar, artillery", False),  # both are shelling
        ("shelling, explosion", False),
        ("glide bomb, air strike", False),
        ("drone, other", False),
        ("Shelling, with houses and a school damaged and a drone seen later by the police", False),
    ],
)
def test_a_list_of_names_of_types_is_of_several_where_they_exclude_each_other(text, expected):
    assert name_several(pd.Series([text, None, text], dtype="str")).tolist() == [
        expected,
        False,
        expected,
    ]


@pytest.mark.parametrize(
    ("labels", "types"),
    [
        (["Столкновение", "Наезд на пешехода", "Опрокидывание"], [None, None, None]),
        (["Зіткнення", "Наїзд на перешкоду", "Бій"], [None, None, "ground_combat"]),
        (["Боковое столкновение", "ДТП", "Обстрел"], [None, None, "shelling"]),
        (["Столкновение", "Обстрел"], ["ground_combat", "shelling"]),
    ],
)
def test_a_clash_among_accidents_of_traffic_is_no_ground_combat(labels, types):
    found = find_labels(pd.Series(labels, dtype="str"))
    assert [None if pd.isna(type_) else type_ for type_ in found] == types


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Lahar, Flooding, Occasional Phreatic Explosions", None),
        ("Explosions of the volcano injured four", None),
        ("Взрыв при извержении вулкана", None),
        ("Explosions injured four", "explosion"),
    ],
)
def test_the_explosions_of_a_volcano_are_not_those_of_arms(text, type_):
    assert type_of(text) == type_


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Non-Combat Event", None),
        ("Combat", "ground_combat"),
        ("Non-violent protest", "protest"),
        ("No explosion", None),
        ("not an air strike", None),
        ("Air strike", "air_strike"),
    ],
)
def test_what_a_name_of_a_type_says_not_to_be_it_is_not(name, meant):
    (found,) = find_labels(pd.Series([name], dtype="str"))
    assert (None if pd.isna(found) else found) == meant
