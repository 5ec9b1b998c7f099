"""Text written in an encoding is read as what was written; the codecs are Python's."""
# ruff: noqa: RUF001 - Turkish words

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmap.errors import FileError
from eventmap.readers.files import charsets
from eventmap.readers.files.charsets import Encoding, detect_encoding

UKRAINIAN = "Обстріл житлового кварталу в Херсоні, загинуло двоє людей; пожежу ліквідовано. " * 20
RUSSIAN = "Обстрел жилого квартала в Херсоне, погибли два человека; пожар потушен. " * 20
GERMAN = "Beschuss eines Wohngebäudes in Köln, über zwanzig Verletzte, Straße gesperrt. " * 20
POLISH = (
    "W piątek rosyjskie wojska ostrzelały dzielnicę mieszkaniową, zginęły dwie osoby, a "
    "dwadzieścia dwie zostały ranne. Pożar ugaszono nad ranem; mieszkańcy noc spędzili w schronie, "
    "ponieważ alarm trwał dłużej niż zwykle. Śledczy badają, skąd wystrzelono pociski."
)


def detect(folder: Path, body: bytes) -> Encoding:
    path = folder / "table.csv"
    path.write_bytes(body)
    return detect_encoding(path, "table.csv")


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_utf8_is_utf8_whatever_it_says(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    body = text.encode()
    if not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert detect(tmp_path_factory.mktemp("utf8"), body) == Encoding("utf-8")


def test_a_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert detect(tmp_path, "date,Ort".encode("utf-8-sig")).name == "utf-8-sig"


def test_a_line_in_another_encoding_below_a_mark_is_read_without_it(tmp_path: Path) -> None:
    lines = "дата,місто\n2024-05-13,Суми\n2024-05-13,Херсон\n".encode("utf-8-sig")
    found = detect(tmp_path, lines + "2024-05-14,Шебекино\n".encode("cp1251"))
    lost = "Шебекино".encode("cp1251").decode("utf-8", "surrogateescape")
    assert found.mend(lost) == "Шебекино"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark(tmp_path: Path, codec: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    body = mark + UKRAINIAN.encode(codec)
    found = detect(tmp_path, body)
    assert body.decode(found.name) == UKRAINIAN
    assert found.note == "Read as UTF-16 text, as its mark says."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "cp1251"),
        (UKRAINIAN, "koi8_u"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac_cyrillic"),
        (GERMAN, "cp1252"),
        (GERMAN, "latin_1"),
        ("Fecha;País;N.º;Muertos\n2024-05-01;Mali;1;2\n2024-05-02;Mali;2;0\n", "cp1252"),
        ("Państwo;Współrzędne;Tytuł\nMali;częściowa;częściowa\n", "cp1250"),
        (POLISH, "cp1250"),
        ("data,miejsce,zabici\n2024-05-01,Rzeszów,1\n2024-05-02,Przemyśl,0\n", "cp1250"),
        (
            "Data;Miejscowość;Województwo;Dł. geogr.\n13 maja 2024;Łódź;łódzkie;19,4560\n"
            "14 października 2024;Żagań;lubuskie;15,3140\n",
            "cp1250",
        ),
        ("Data;Miejscowość;Ranni\n13.05.2024;Żółkiew;2\n14.05.2024;Łuck;0\n", "cp1250"),
        (
            "Data;Localitatea;Judeţ;Decedaţi;Răniţi\n2.7.2023;Galaţi;Galaţi;0;1\n"
            "3.7.2023;Iaşi;Iaşi;1;0\n",
            "cp1250",
        ),
        ("Date;Lieu;Détails\n01/02/2024;Ménaka;près de l'école¹\n;;¹Très approximatif\n", "cp1252"),
        ("Datum;Místo;Počet mrtvých;Zranění\n1.3.2024;Plzeň;2;3\n", "cp1250"),
        ("Dátum;Hely;Halottak;Sebesültek\n2024.03.01;Győr;2;3\n", "cp1250"),
        ("Tarih;İl;Şehit;Yaralı\n22.12.2023;Şırnak;6;4\n", "cp1254"),
        ("date,place,killed\n2024-05-01,חיפה,3\n2024-05-02,תל אביב,1\n", "cp1255"),
        ("תאריך,מקום,הרוגים,פצועים\n01/05/2024,קריית שמונה,1,2\n", "cp1255"),
        ("التاريخ,المكان,القتلى\n2024-05-01,حلب,3\n", "cp1256"),
        ("date,place,killed\n2024-05-01,تهران,3\n2024-05-02,اصفهان,1\n", "cp1256"),
        ("Fecha;Municipio;Heridos;Descripción\n01/02/2024;Nariño;2;explosión\n", "cp1252"),
        ("Date;Lieu;Tués;Détails\n24/08/2023;Ménaka;3;Œuvre détruite, cœur du village\n", "cp1252"),
        ("Data;Município;Mortos\n01/02/2024;São Paulo;2 na ação policial\n", "cp1252"),
        ("Datum;Plats;Döda\n2024-02-01;Göteborg;1\n2024-02-02;Malmö;0\n", "cp1252"),
        ("дата;место;погибло;ранено\n01.02.2024;курск;2;3\n", "cp1251"),
        ("Fecha,Coordenadas\n14/01/2024,19°25'57\"N 99°07'59\"O\n", "cp1252"),
        ("date;point\n2024-01-14;48° 27' N 37° 30' E\n", "cp1252"),
        ("дата;дом\n01.02.2024;улица мира 5а 3\n02.02.2024;улица мира 7б 1\n", "cp1251"),
    ],
)
def test_a_code_page_is_told_by_its_words(tmp_path: Path, text: str, codec: str) -> None:
    body = text.encode(codec)
    found = detect(tmp_path, body)
    assert body.decode(found.name) == text
    assert found.note is not None
    assert not found.broken


def test_a_few_broken_bytes_leave_it_utf8(tmp_path: Path) -> None:
    found = detect(tmp_path, UKRAINIAN.encode() + b" \xff ")
    assert (found.name, found.broken) == ("utf-8", True)


@pytest.mark.parametrize("at", [0, 10, charsets.CHUNK_BYTES + 3])
def test_a_nul_is_refused_with_its_place(tmp_path: Path, at: int) -> None:
    with pytest.raises(FileError, match=rf"a NUL character at byte {at + 1:,}, as no text"):
        detect(tmp_path, b"x" * at + b"\0" + b"y" * 5)


def test_utf16_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="marked as UTF-16 text, but is damaged or cut short"):
        detect(tmp_path, "Херсон".encode("utf-16")[:-1])


def test_a_character_may_lie_across_two_pieces(tmp_path: Path) -> None:
    body = b"x" * (charsets.CHUNK_BYTES - 1) + "ї".encode()
    assert detect(tmp_path, body) == Encoding("utf-8")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "사고일시,발생지역,사망자수\n2023-05-03,서울특별시 용산구,1\n"),
        ("cp932", "発生日時,発生場所,死者数\n2023-05-03,東京都渋谷区,1\n"),
        ("euc_jp", "いつ,ばしょ,死者のかず\n2023-05-03,東京都渋谷区のはずれ,1\n"),
        ("gb18030", "日期,地点,死亡人数\n2023-05-03,上海市浦东新区,1\n"),
        ("big5", "日期,地點,死亡人數\n2023-05-03,高雄市前鎮區,1\n"),
    ],
)
def test_two_bytes_a_character_are_read_where_they_are_common_ones(tmp_path, encoding, text):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    found = detect_encoding(path, path.name)
    assert found.name == encoding
    assert found.note is not None
    assert found.note.startswith(f"Read as {encoding} text")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_u", "iso8859_5", "cp866"])
def test_words_of_one_byte_a_letter_are_no_characters_of_two(tmp_path, encoding):
    path = tmp_path / "table.csv"
    path.write_bytes("ДАТА;ОБЛАСТЬ;ГОРОД\nКИЕВ;ОДЕССА;ЛЬВОВ\nСУМЫ;ДНЕПРО;ХЕРСОН\n".encode(encoding))
    assert detect_encoding(path, path.name).name == encoding
