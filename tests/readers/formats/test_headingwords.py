# ruff: noqa: RUF001 - Cyrillic words

import pytest

from eventmap.readers.formats.headingwords import read_heading, split_heading


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("eventDate", ("event", "date")),
        ("startdate", ("start", "date")),
        ("ndeath", ("n", "death")),
        ("nwounded", ("n", "wounded")),
        ("# Killed", ("killed",)),
        ("№ з/п", ("rownumber",)),
        ("К-сть загиблих", ("number", "загиблих")),
        ("Об'єкт", ("обєкт",)),
        ("Date de l'événement", ("date", "de", "l", "evenement")),
        ("ADM1_NAME", ("adm1", "name")),
    ],
)
def test_a_heading_is_split_into_words(heading, words):
    assert split_heading(heading) == words


def test_a_word_of_very_many_letters_is_left_whole():
    # To look for its parts would take hours.
    assert split_heading(f"killed {'a' * 60_000}") == ("killed", "a" * 60_000)


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("zahynulo", "killed"),
        ("pogiblo", "killed"),
        ("kilkist_zahyblykh", "killed"),
        ("poraneno", "injured"),
        ("ranenyh", "injured"),
        ("shyrota", "lat"),
        ("shirota", "lat"),
        ("dovhota", "lon"),
        ("dolgota", "lon"),
        ("naselenyi_punkt", "settlement"),
        ("gorod", "settlement"),
        ("data_podii", "date"),
        ("dzherelo", "source"),
        ("Pomerania", None),
        ("Medikamente", None),
    ],
)
def test_cyrillic_words_are_known_in_latin_letters(heading, concept):
    concepts = read_heading(heading).concepts
    assert concept in concepts if concept else not concepts
    assert "low" not in concepts


@pytest.mark.parametrize(
    ("heading", "concepts"),
    [
        ("死者数", {"killed", "number"}),
        ("負傷者数", {"injured", "number"}),
        ("発生日時", {"event", "date"}),
        ("受傷人數", {"injured"}),
        ("發生地點", {"event", "place"}),
        ("累计死亡", {"killed", "sofar"}),
        ("重伤人数", {"injured", "severe", "number"}),
        ("사망자수", {"killed", "number"}),
        ("사고일시", {"event", "date"}),
        ("위도", {"lat"}),
        ("年齢", {"person"}),
        ("生年月日", {"elsewhen"}),
    ],
)
def test_headings_without_spaces_are_parted_into_words(heading, concepts):
    assert read_heading(heading).concepts == concepts


@pytest.mark.parametrize(
    ("heading", "concepts"),
    [
        ("Заг. цив.", {"killed", "civilians"}),
        ("Заг військ.", {"killed", "armed"}),
        ("Заг. поран.", {"injured"}),
        ("Заг. кількість", {"number"}),
    ],
)
def test_a_word_cut_short_is_the_dead_before_who_they_are_alone(heading, concepts):
    assert read_heading(heading).concepts == concepts


@pytest.mark.parametrize("heading", ["日本海", "부상신고자수", "年中無休"])
def test_headings_of_which_not_all_is_known_are_not_parted(heading):
    assert split_heading(heading) == split_heading(f" {heading} ")
    assert len(split_heading(heading)) == 1
    assert not read_heading(heading).concepts


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        ("killed", "assassinés uccisi deceduti mortas falecidos ermordete verstorbene zamordowani"),
        ("killed", "zmarli ölü öldü ölüm overleden gedood omkomna drept døde ubijeni νεκροί"),
        (
            "injured",
            "ferito bless ranne gewond sårade skadet τραυματίες cedera machucados yaralandı",
        ),
        ("end", "fim término bitiş selesai einde"),
        ("low", "mindestens щонайменше almeno الأدنى нижня minst"),
        ("high", "maks maksymalnie massimo höchstens الأقصى верхня most"),
        ("best", "stima szacunek geschätzt estimación تقدير"),
        ("total", "totalt totaal toplam suma"),
        ("women", "donne vrouwen kvinnor perempuan"),
        ("settlement", "stad kota aldeia kampung desa gemeente"),
        ("date", "tarehe tanggal تاریخ תאריך"),
        ("start", "început התחלה"),
        ("end", "sfârșit סיום"),
        ("killed", "waliouawa mortais"),
        ("injured", "waliojeruhiwa gewond luka"),
        ("casualties", "נפגעים تلفات slachtoffers"),
        ("lat", "lintang breedte"),
        ("lon", "bujur lengte"),
        ("place", "lokasi mahali محل"),
        ("coordinates", "coördinaten"),
        ("target", "ținta doelwit sasaran יעד"),
        ("elsewhere", "lansare lançamento lancio שיגור peluncuran"),
        ("armed", "combatentes combatientes combattants"),
        ("entry", "soumission submissão envio"),
        ("event", "faits hechos"),
        ("severe", "קשה berat"),
        ("slight", "קל ringan ligeiros"),
        ("date", "kapan מתי"),
        ("entry", "wawancara entretien entrevista"),
        ("report", "דיווח laporan ripoti rapor segnalazione notificação Meldingsdatum"),
        ("animals", "hayvan bestiame gado ternak mifugo"),
        ("civilians", "sipil raia burgers"),
        ("affected", "נעדרים waliopotea vermisten kayıp"),
    ],
)
def test_words_of_headings_are_known_in_more_languages(concept, words):
    assert [word for word in words.split() if concept not in read_heading(word).concepts] == []


@pytest.mark.parametrize(
    ("heading", "concepts"),
    [
        ("TOT_FERITI", {"total", "injured"}),
        ("Tot. blessés", {"total", "injured"}),
        ("davon tot", {"among", "killed"}),
        ("Anzahl tot", {"number", "killed"}),
        ("tot", {"killed"}),
    ],
)
def test_tot_is_a_total_but_alone_and_in_german(heading, concepts):
    assert read_heading(heading).concepts == concepts


def test_a_total_in_swedish_is_no_number_of_the_dead():
    assert read_heading("Totalt").concepts == {"total"}


@pytest.mark.parametrize(
    ("heading", "concepts"),
    [
        ("Data fine", {"date", "end"}),
        ("Zabici (co najmniej)", {"killed", "low"}),
        ("Morts (au plus)", {"killed", "high"}),
        ("Estimation haute", {"high"}),
        ("Kod kraju", {"code", "country"}),
        ("Most likely", {"high", "best"}),
        ("No. heridos", {"number", "injured"}),
        ("Nº heridos", {"number", "injured"}),
        ("N.º heridos", {"number", "injured"}),
        ("No heridos", {"denied"}),
        ("group_inc/morts", {"event", "killed"}),
        ("inc.killed", {"event", "killed"}),
        ("killed (inc. children)", {"killed", "among", "children"}),
        ("stdate", {"date", "start"}),
        ("incidentdescription", {"event", "summary"}),
        ("map_reference", set()),
    ],
)
def test_words_are_known_beside_each_other(heading, concepts):
    assert read_heading(heading).concepts - {"noise"} == concepts
