"""Whose body each is, is general knowledge: the expectations are written by hand."""

# ruff: noqa: RUF001 - names in Cyrillic

import csv
import re

import pandas as pd
import pytest

from eventmap.readers.formats.sides import (
    claim_for_bodies,
    find_sides,
    grade_sources,
    part_speaker,
)
from eventmap.schema import Side
from eventmap.settings import bundled_data


def side_of(name):
    return find_sides(pd.Series([name], dtype="str")).replace({float("nan"): None})[0]


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Ministry of Defence of Ukraine", "ukraine"),
        ("General Staff of the Armed Forces of Ukraine", "ukraine"),
        ("Генеральний штаб ЗСУ", "ukraine"),
        ("Генштаб ВСУ", "ukraine"),
        ("Ukraine army", "ukraine"),
        ("Ukraine Army (DPSU)", "ukraine"),
        ("Ukrainian border guards", "ukraine"),
        ("Kharkiv City Council", "ukraine"),
        ("Mayor of Mykolaiv", "ukraine"),
        ("Kherson Regional Military Administration", "ukraine"),
        ("Харківська обласна військова адміністрація", "ukraine"),
        ("Запорожская областная военная администрация", "ukraine"),
        ("Donetsk OVA", "ukraine"),
        ("State Emergency Service of Ukraine", "ukraine"),
        ("ДСНС", "ukraine"),
        ("Поліція Херсонської області", "ukraine"),
        ("Prosecutor General's Office of Ukraine", "ukraine"),
        ("Security Service of Ukraine", "ukraine"),
        ("Ministry of Defence of Russia", "russia"),
        ("Russian Ministry of Defense", "russia"),
        ("Минобороны РФ", "russia"),
        ("Министерство обороны России", "russia"),
        ("Міноборони РФ", "russia"),
        ("Генштаб РФ", "russia"),
        ("DPR Armed Forces Press Service", "russia"),
        ("People's Militia of the LPR", "russia"),
        ("Народная милиция ДНР", "russia"),
        ("Kherson occupation administration", "russia"),
        ("Окупаційна адміністрація Мелітополя", "russia"),
        ("Военно-гражданская администрация Херсонской области", "russia"),
        ("Следственный комитет РФ", "russia"),
        ("OHCHR", "international"),
        ("ОБСЕ", "international"),
        ("Facebook", "other"),
        ("Telegram", "other"),
        ("Undisclosed Source", "other"),
        ("Operational-tactical group Pivnich", "ukraine"),
        ("OTU Skhid", "ukraine"),
        ("Air Force Command", "ukraine"),
        ("Командування Повітряних Сил", "ukraine"),
        ("Sluzhba bezpeky Ukrayiny", "ukraine"),
        (", JFO", "ukraine"),
        # A party, and in brackets who of it speaks.
        ('Ukraine (press service of OK "Pivden")', "ukraine"),
        ("Ukraine (city council of Berdyansk)", "ukraine"),
        ("Ukraine (Center of National Resistance)", "ukraine"),
        ("Україна (пресслужба)", "ukraine"),
        ("Russia (head of the town)", "russia"),
        ("Ukraine (Reuters)", None),
        ("Ukraine (Russian Ministry of Defence)", None),
        ("Ukraine (eyewitnesses)", None),
        ("Ukraine (residents of the town)", None),
        ("Ukraine (former head of the town)", None),
        ("National Security and Defense Council of Ukraine", "ukraine"),
        ("Ukrainian National Security and Defense Council", "ukraine"),
        ("Ukraine NSDC spokesman", "ukraine"),
        ("Ukrainian Marine Corps Command", "ukraine"),
        ("Рада національної безпеки і оборони України", "ukraine"),
        ("РНБО", "ukraine"),
        ("СНБО Украины", "ukraine"),
        ("Rosgvardia", "russia"),
        ("mayor of the city Alexei Kulemzin", "russia"),
        ("regional administration chief Ivan Prikhodko", "russia"),
        ('chairman of the movement "We are together with Russia" Vladimir Rogov', "russia"),
        (
            "representative office of the LPR in the Joint Center for Control and Coordination of "
            "Issues Related to War Crimes of Ukraine (JCCC)",
            "russia",
        ),
        ("Ukrainian side of the JCCC", "ukraine"),
        ("Melitopol military-civilian administration", "russia"),
        ("DPR representation in the JCCC", "russia"),
        ("JCCC", None),
        ("Nova Telegram Daily", None),
        # Agencies are media, those of a state too, and print what the body said that they cite.
        ("Reuters News", "media"),
        ("TASS", "media"),
        ("РИА Новости", "media"),
        ("LuganskInformCenter", "media"),
        ("Donetsk News Agency", "media"),
        ("Ukrinform", "media"),
        ("Interfax-Ukraine", "media"),
        ("Suspilne Media", "media"),
        ("Ukrainska Pravda", "media"),
        ("Novaya Gazeta", "media"),
        ("TASS, citing the Russian Ministry of Defence", "russia"),
        ("УНІАН з посиланням на Генштаб ЗСУ", "ukraine"),
        # Who says that he is none of theirs, or only cites one, is not that body.
        ("Not the Ukrainian Ministry of Defence", None),
        ("Former Ukrainian Minister of Defence", None),
        ("Alleged Russian Ministry of Defence", None),
        ("pro-Russian channel citing Ukraine's General Staff", None),
        ("Telegram channel citing Ukraine's General Staff", None),
        ("Проросійський канал про ЗСУ", None),
        ("Колишній речник Генштабу ЗСУ", None),
        ("Бывший министр обороны, министерство обороны России", None),
        # Several speakers of different kinds in one name.
        ("Ministry of Defense of Ukraine, JFO, unian.info", None),
        ("Ukrainian military, rebels, local officials", None),
        ("Authorities in Ukrainian-controlled and rebel-controlled territory", None),
        ("Human Rights Mission of the OSCE, eyewitnesses", None),
        ("Мешканці, Генштаб ЗСУ", None),
        ("Mykhailo Podolyak, adviser to the head of the President's Office, head of the LPR", None),
        ("Ukrainian president Petro Poroshenko", "ukraine"),
        ("Former Ukrainian president Petro Poroshenko", None),
        ("Secretary of Ukraine's National Security and Defence Council", "ukraine"),
        ("Ukrainian spokesman", "ukraine"),
        ("Ukrainian spokesman of the Red Cross", None),
        ("Daniil Bezsonov", "russia"),
        # Mayor of an occupied town, by his Russian title: the same is a Ukrainian one elsewhere.
        ("head of the military-civilian administration of Snigirevsky, Yuri Barbashov", "russia"),
        # The same speaker, or a voice whose side is known.
        ("Eduard Basurin, separatist spokesperson", "russia"),
        # Of other states nobody's: they are party to other wars, and no body of several states.
        ("UK Ministry of Defence", None),
        ("US Department of Defense", None),
        ("head of Gorlovka (rebel) town administration, Ivan Prikhodko", "russia"),
        ("Reuters eyewitness", "media"),
        ("Kiev's military", "ukraine"),
        # Both sides' names in one: nobody's.
        ("Ministry of Defence of Ukraine and Ministry of Defence of Russia", None),
    ],
)
def test_a_body_is_of_its_side_in_three_languages(name, side):
    assert side_of(name) == side


@pytest.mark.parametrize(
    ("sources", "status"),
    [
        ("Reuters; AFP; AP; BBC", "reported"),
        ("Facebook; Telegram", "reported"),
        ("General Staff of Ukraine", "claimed"),
        ("General Staff of Ukraine; National Police of Ukraine; Facebook", "claimed"),
        ("General Staff of Ukraine; Reuters", "reported"),
        ("General Staff of Ukraine; Russian Ministry of Defense", "reported"),
        ("OHCHR; Russian Ministry of Defense", "reported"),
        ("OHCHR; OSCE", "reported"),
        (None, "reported"),
    ],
)
def test_a_list_of_names_corroborates_nothing(sources, status):
    assert grade_sources(pd.Series([sources], dtype="str")).tolist() == [status]


def test_bodies_of_different_sides_are_claims_of_their_own():
    lists = pd.Series(
        ["ДСНС; Reuters; Минобороны РФ", None, "Reuters"], index=[2, 3, 4], dtype="str"
    )

    claims = claim_for_bodies(lists)

    assert claims.index.tolist() == [2, 2]
    assert claims["claimant"].tolist() == ["ДСНС", "Минобороны РФ"]
    assert claims["side"].tolist() == ["ukraine", "russia"]


def test_every_row_of_the_list_has_a_side_words_and_a_source():
    with (bundled_data() / "sides" / "sides.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 200
    assert {row["side"] for row in rows} <= {side.value for side in Side}
    assert {row["state"] for row in rows if row["side"] == "media"} == {"", "russia", "ukraine"}
    assert not any(row["state"] for row in rows if row["side"] != "media")
    assert all(re.fullmatch(r"https?://\S+", row["source"]) for row in rows)
    assert len({(row["side"], row["words"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("Killed (MoH)", "MoH"),
        ("Killed (UN)", "UN"),
        ("UN: killed", "UN"),
        ("Killed / OHCHR", "OHCHR"),
        ("Killed [Russian MoD]", "Russian MoD"),
        ("Deaths (Gaza Ministry of Health)", "Gaza Ministry of Health"),
        ("Killed - Ukraine says", "Ukraine"),
        ("Russia says: killed", "Russia"),
        ("Ukraine claims killed", "Ukraine"),
        ("Killed, according to the UN", "UN"),
        ("Killed, reported by police", "police"),
        ("Вбито (за даними МОЗ)", "МОЗ"),
        ("Погибло по данным МО РФ", "МО РФ"),
        ("Tués selon l'ONU", "ONU"),
        # Who is counted, where, by whom or how, and no speaker.
        ("Killed (Ukraine)", ""),
        ("Killed by Russia", ""),
        ("Killed (Kyiv)", ""),
        ("Killed (civilians)", ""),
        ("Killed (UN staff)", ""),
        ("Killed (UN peacekeepers)", ""),
        ("UN staff killed", ""),
        ("Killed (ministers)", ""),
        ("Killed (police)", ""),
        ("Killed (min)", ""),
        ("Killed (claimed)", ""),
        ("Claimed killed", ""),
        ("Killed", ""),
        ("killed_army_claim", "army"),
        ("Deaths Hamas claim", "Hamas"),
        ("killed civilians claim", ""),
        ("killed_claim", ""),
    ],
)
def test_a_heading_names_who_says_what_it_counts(heading, speaker):
    assert part_speaker(heading)[0] == speaker
