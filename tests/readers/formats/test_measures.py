import pytest

from eventmap.readers.choices import Choices, Kept
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)
NOTHING = Choices()


def read_table(tmp_path, text, choices=NOTHING, kept=()):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    (part,) = read_files([path], INFO, choices, kept).parts
    assert part.question == ""
    return part


def add_up(part):
    claims = part.reading.claims
    ends = claims[["killed_low", "killed_best"]], claims[["injured_low", "injured_best"]]
    killed, injured = (int(figures.max(axis=1).sum()) for figures in ends)
    return len(part.reading.events), killed, injured


@pytest.mark.parametrize(
    ("text", "added_up"),
    [
        (
            "date,town,indicator,value\n"
            "2024-03-02,Ariha,killed,3\n"
            "2024-03-02,Ariha,injured,11\n"
            "2024-03-02,Ariha,displaced households,40\n"
            "2024-03-09,Atareb,killed,5\n"
            "2024-03-09,Atareb,injured,6\n"
            "2024-03-09,Atareb,displaced households,112\n",
            (2, 8, 17),
        ),
        (
            "Date;Commune;Pays;Indicateur;Unité;Valeur\n"
            "2024-05-03;Djibo;Burkina Faso;Morts;personnes;7\n"
            "2024-05-03;Djibo;Burkina Faso;Blessés;personnes;12\n"
            "2024-05-03;Djibo;Burkina Faso;Maisons détruites;maisons;4\n"
            "2024-05-17;Kaya;Burkina Faso;Maisons détruites;maisons;1\n"
            "2024-05-17;Kaya;Burkina Faso;Morts;personnes;2\n",
            (2, 9, 12),
        ),
        (
            "Область;Період;Показник;Кількість\n"
            "Донецька;січень 2024;Загиблі цивільні;31\n"
            "Донецька;січень 2024;Поранені цивільні;92\n"
            "Херсонська;січень 2024;Загиблі цивільні;19\n"
            "Херсонська;січень 2024;Поранені цивільні;88\n",
            (2, 50, 180),
        ),
        (
            "id,date,city,outcome,sex,count\n"
            "1,2024-04-02,Goma,killed,male,4\n"
            "2,2024-04-02,Goma,killed,female,3\n"
            "3,2024-04-02,Goma,injured,male,10\n"
            "4,2024-04-02,Goma,injured,female,6\n"
            "5,2024-04-08,Sake,killed,male,1\n"
            "6,2024-04-08,Sake,killed,female,0\n",
            (2, 8, 16),
        ),
        (
            "Data;Comune;Paese;Esito;Persone\n"
            "03/02/2024;Catania;Italia;morti;2\n"
            "03/02/2024;Catania;Italia;feriti;5\n"
            "13/02/2024;Napoli;Italia;feriti;3\n",
            (2, 2, 8),
        ),
        (
            "date,town,group,killed,wounded\n"
            "2023-09-06,Kostiantynivka,civilians,16,33\n"
            "2023-09-06,Kostiantynivka,military,1,2\n"
            "2023-09-21,Kherson,civilians,2,7\n"
            "2023-09-21,Kherson,military,0,0\n",
            (2, 19, 42),
        ),
        (
            "Date,Admin1,Category,Number\n"
            "#date,#adm1+name,#indicator+name,#indicator+value+num\n"
            "2024-01,Donetsk,Civilians killed,31\n"
            "2024-01,Donetsk,Civilians injured,92\n"
            "2024-01,Kherson,Civilians killed,19\n"
            "2024-01,Kherson,Civilians injured,88\n",
            (2, 50, 180),
        ),
    ],
)
def test_rows_of_one_event_each_with_a_number_of_its_own_are_one_event(tmp_path, text, added_up):
    part = read_table(tmp_path, text)
    assert add_up(part) == added_up
    assert part.reading.read == len(part.reading.events) + len(part.reading.rejects)
    assert any(" what the numbers in " in note for note in part.notes)


def test_a_row_that_is_read_with_another_is_refused_whole_with_the_line_of_that(tmp_path):
    part = read_table(
        tmp_path,
        "date,town,indicator,value\n"
        "2024-03-02,Ariha,killed,3\n"
        "2024-03-02,Ariha,injured,11\n"
        "2024-03-04,Atareb,killed,2\n",
    )
    (reject,) = part.reading.rejects
    assert (reject.line, reject.value) == (3, "injured")
    assert reject.reason == "a number of the event in line 2, where it is read"
    assert reject.row == (
        '{"date": "2024-03-02", "town": "Ariha", "indicator": "injured", "value": "11"}'
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "1 further row is refused: its number is read there, and not lost."),
        (
            "2024-03-04,Atareb,injured,5\n",
            "2 further rows are refused: their numbers are read there, and not lost.",
        ),
    ],
)
def test_a_note_says_what_becomes_of_the_rows_of_one_event(tmp_path, more, said):
    part = read_table(
        tmp_path,
        "date,town,indicator,value\n"
        "2024-03-02,Ariha,killed,3\n"
        "2024-03-02,Ariha,injured,11\n"
        f"2024-03-04,Atareb,killed,2\n{more}",
    )
    assert (
        "'indicator' says what the numbers in 'value' count: each kind is read as a column of its"
        " own, such as 'killed', 'injured'. All rows of one event are read as one, in the line of"
        f" the first of them. {said}"
    ) in part.notes


def test_equal_rows_with_a_number_each_count_each_and_a_note_says_so(tmp_path):
    part = read_table(
        tmp_path,
        "date,town,indicator,value\n"
        "2024-03-02,Ariha,killed,3\n"
        "2024-03-02,Ariha,killed,2\n"
        "2024-03-02,Ariha,injured,11\n",
    )
    assert add_up(part) == (3, 5, 11)
    assert any("each counts as an event of its own" in note for note in part.notes)


def test_a_table_whose_numbers_are_chosen_by_hand_stays_as_it_is(tmp_path):
    text = (
        "date,town,indicator,value\n"
        "2024-03-02,Ariha,killed,3\n"
        "2024-03-02,Ariha,injured,11\n"
        "2024-03-04,Atareb,killed,2\n"
    )
    chosen = Choices(mapping={"killed_best": "value"})
    kept = [Kept(("date", "town", "indicator", "value"), chosen, "2026-11-28")]
    assert add_up(read_table(tmp_path, text)) == (2, 5, 11)
    assert add_up(read_table(tmp_path, text, chosen)) == (3, 16, 0)
    assert add_up(read_table(tmp_path, text, kept=kept)) == (3, 16, 0)


@pytest.mark.parametrize(
    "text",
    [
        # Persons, their ages and their running numbers
        "No.,date,town,outcome,age\n1,2024-03-02,Ariha,killed,30\n2,2024-03-02,Ariha,injured,8\n"
        "3,2024-03-02,Ariha,injured,41\n",
        # Deeds, and how often they were done
        "month,town,offence,number\n2024-01,Celaya,Homicidio,31\n2024-01,Celaya,Lesiones,44\n"
        "2024-02,Celaya,Homicidio,27\n",
        # Events of civilians alone, and of soldiers alone
        "date,town,group,killed\n2024-03-02,Ariha,civilians,3\n2024-03-04,Sarmin,military,2\n"
        "2024-03-05,Sarmin,civilians,1\n",
    ],
)
def test_other_tables_keep_their_rows(tmp_path, text):
    part = read_table(tmp_path, text)
    assert (len(part.reading.events), part.reading.rejects) == (3, ())
    assert not any(" what the numbers in " in note for note in part.notes)
