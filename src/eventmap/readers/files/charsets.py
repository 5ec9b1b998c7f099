"""Which encoding the text of a file is in."""

import codecs
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from charset_normalizer import from_bytes

from eventmap.errors import FileError
from eventmap.places import place_names

CHUNK_BYTES = 1 << 20
SAMPLE_BYTES = 100_000
"""Words with other than ASCII characters that tell an encoding: more of them change nothing."""

_WEST = ("fr", "es", "de", "pt", "it", "nl", "sv", "da", "nb_NO", "fi", "is", "ca")
_CENTRE = ("pl", "cs", "hu", "ro", "hr", "sk", "sl")
_CYRILLIC = ("uk", "ru", "bg", "be")
_LANGUAGES = {
    "cp1252": _WEST,
    "cp1251": _CYRILLIC,
    "koi8_u": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "mac_cyrillic": _CYRILLIC,
    "latin_1": _WEST,
    "cp1250": _CENTRE,
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
}
"""Code pages, and languages that are written in them."""

_EAST_ASIAN = {
    "cp949": ("Korean", "euc_kr", range(0xB0, 0xC9)),
    "cp932": ("Japanese", "shift_jis", (*range(0x82, 0x84), *range(0x88, 0x98))),
    "euc_jp": ("Japanese", "euc_jp", (0xA4, 0xA5, *range(0xB0, 0xD0))),
    "gb18030": ("Chinese", "gb2312", range(0xB0, 0xD8)),
    "big5": ("Chinese", "big5", range(0xA4, 0xC7)),
}
"""Encodings of two bytes a character, the language, its first standard, and which first bytes its
common characters have there: syllables of Hangul, kana and the characters of the first level."""

_COMMON, _FEWEST_COMMON = 0.9, 12
"""The share of common characters that tells such an encoding, and how many there are at least."""

_KANA, _FEW_KANA = re.compile("[\u3041-\u30ff]"), 0.1
"""Kana and the least share of them: without, Japanese in EUC is Chinese by its bytes."""

CANDIDATES = tuple(_LANGUAGES)
"""What tables of events are written in besides UTF-8; of equals the first is taken."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SLIPS = 0.1
"""Share of the characters that may be broken in a text that still counts as UTF-8."""
_LETTERS = re.compile(
    "[\x00-\x7f\u00a0-\u024f\u0370-\u052f\u0590-\u06ff\u1e00-\u1fff\u2000-\u214f]+"
)
"""Signs of scripts that events are written about in: by chance, code pages look like others."""
_CERTAIN = 4
"""So many characters of UTF-8 in whole words are no chance."""
_LOST = re.compile("[\ud800-\udfff]")
"""What bytes decode to that are none of the encoding's characters."""
_TOO_SHORT = 8
_UNMARKED = {"utf-16-le": 1, "utf-16-be": 0}
_HIGH = frozenset(b"\x00\x01\x04\x06\x20")
"""The higher bytes of Latin, Cyrillic and Arabic letters, and of quotes and dashes."""
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WORD = re.compile(  # from its beginning alone: from each of its letters would take for ever
    rb"\d[\x80-\xff](?= ?\d)|(?<![A-Za-z'\x80-\xff])[A-Za-z']*+[\x80-\xff][A-Za-z'\x80-\xff]*"
)
"""A word, or a sign between two numbers with the digit before it."""
# A capital after a small letter, a row of accented letters but in Polish "żółty", Latin beside
# other letters, control and drawing characters, hard signs that begin a word, "ś" for "œ", "ş"
# alone for "º", signs inside of words, and a letter between numbers, as that of degrees: what a
# wrong code page makes.
_ODD = re.compile(
    "[a-zà-ÿа-яёєіїґ](?=[A-ZÀ-ÞА-ЯЁЄІЇҐ])|(?<![Żż])(?![Żż]ół)[À-ɏ]{3}|[A-Za-z](?=[Ѐ-ۿ])|[Ѐ-ۿ](?=[A-Za-z])"
    r"|(?<![Ѐ-ӿ])[ЪЬЫъьы]|[cC]ś|[Śś]u|(?<!\w)[Şş](?!\w)"
    r"|[\x80-\x9f─-◿]|\d[^\W\d_ªº]|[^\W\d_][^\w\s\u2019'\-–—·](?=[^\W\d_])"
)
_NEVER = re.compile(r"[¹²³](?=[^\W\d_])|[^\W\d_][¿ºª](?=[^\W\d_])|[a-zß-ÿ]Ÿ")
"""Signs beside letters as no language writes them: "³ódzkie", "paŸdziernik" for "ł" and "ź"."""
_WITHIN = re.compile(r"[^\W\d_][¹²³](?=[^\W\d_])")
"""Those of them that stand within a word, which is no place of a footnote: "Wspó³rzêdne"."""
_NEVER_WEIGHS = 0.2
"""What each of these but one, which may be a footnote, weighs against coherence, of 0 to 1."""


@dataclass(frozen=True)
class Encoding:
    """What a file's text is in.

    Parameters
    ----------
    name
        Of Python's codec.
    note
        Why, in a sentence, where it is not plain UTF-8.
    broken
        Whether some bytes are none of its characters; they decode under ``surrogateescape``.
    other
        What cells are in that are wholly of such bytes, if that is known.
    """

    name: str
    note: str | None = None
    broken: bool = False
    other: str | None = None

    def mend(self, cell: str) -> str:
        """Return a cell in which bytes that are none of the encoding's are read otherwise.

        As the other encoding where they are most of what is not plain ASCII; else as "\ufffd".
        """
        lost = len(_LOST.findall(cell))
        if not lost:
            return cell
        own = self.name.removesuffix("-sig")  # the mark stands before the file, and no cell
        content = cell.encode(own, "surrogateescape")
        others = sum(not sign.isascii() for sign in cell) - lost
        if self.other and lost > others:
            try:
                return content.decode(self.other)
            except UnicodeDecodeError:
                pass  # it is of neither
        return content.decode(own, "replace")


def detect_encoding(path: Path, name: str) -> Encoding:
    """Return the encoding of the text in `path`.

    UTF-8 if every byte fits, UTF-16 if a mark says so, or every second byte; one of two bytes a
    character if they are common ones of Korean, Japanese or Chinese. Text that has words in UTF-8
    stays UTF-8, and the other words of it are in one of the code pages. Else the one of
    `CANDIDATES` in which charset-normalizer finds most of a language in the words that are not
    plain ASCII; where they are too few for that, the one in which they look least odd, and whose
    letters follow one another most as they do in names of places in its languages.

    Raises
    ------
    FileError
        If there are NUL characters, or no encoding fits.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((code for mark, code in _MARKS if head.startswith(mark)), None)
    if marked == "utf-16":
        if not _decodes(path, marked):
            raise FileError(f"{name} is marked as UTF-16 text, but is damaged or cut short.")
        return Encoding(marked, "Read as UTF-16 text, as its mark says.")
    if unmarked := _unmarked_utf16(path):
        return Encoding(unmarked, "Read as UTF-16 text, although no mark says so.")
    _check_nul(path, name)
    utf8 = marked or "utf-8"
    if _decodes(path, utf8):
        return Encoding(utf8)
    if east_asian := _find_east_asian(path):
        return east_asian
    words = _words(path)
    return _partly_utf8(utf8, words) or _guess(path, name, words)


def _unmarked_utf16(path: Path) -> str | None:
    """Return the encoding of text every second byte of which is that of a Latin letter or such."""
    with path.open("rb") as file:
        head = file.read(CHUNK_BYTES)
    for encoding, at in _UNMARKED.items():
        high, low = head[at::2], head[1 - at :: 2]
        usual, few = sum(map(high.count, _HIGH)), _SLIPS * len(high)
        told = len(high) > _TOO_SHORT and b"\0" not in low and high.count(0) > few
        if told and usual > len(high) - few and _decodes(path, encoding):
            return encoding
    return None


def _find_east_asian(path: Path) -> Encoding | None:
    """Return the encoding in which nearly all characters are common ones of Korean and such.

    Words of one byte a letter seldom decode at all: one of an odd number of letters would take the
    separator behind it along.
    """
    with path.open("rb") as file:
        head = file.read(CHUNK_BYTES)
    head = head[: head.rfind(b"\n") + 1] or head
    for encoding, (language, standard, firsts) in _EAST_ASIAN.items():
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        signs = [sign for sign in text if not sign.isascii() and sign.isalpha()]
        written = (sign.encode(standard, "ignore") for sign in signs)
        common = sum(len(each) > 1 and each[0] in firsts for each in written)
        if common < max(_FEWEST_COMMON, _COMMON * len(signs)):
            continue
        if encoding == "euc_jp" and len(_KANA.findall(text)) < _FEW_KANA * len(signs):
            continue
        if _decodes(path, encoding):
            return Encoding(
                encoding,
                f"Read as {encoding} text: it is not UTF-8, and nearly all of its characters are"
                f" common ones of {language} by this.",
            )
    return None


def _check_nul(path: Path, name: str) -> None:
    before = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            if (at := chunk.find(b"\0")) >= 0:
                raise FileError(
                    f"{name} has a NUL character at byte {before + at + 1:,}, as no text has; "
                    "allowed: text in UTF-8, in UTF-16 with its mark, or in a code page."
                )
            before += len(chunk)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                if "\0" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _words(path: Path) -> bytes:
    """Return the first words of the file that are not plain ASCII."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < SAMPLE_BYTES and (chunk := file.read(CHUNK_BYTES)):
            words = b" ".join(_WORD.findall(chunk))
            found.append(words)
            size += len(words)
    return b" ".join(found)[:SAMPLE_BYTES]


def _partly_utf8(encoding: str, words: bytes) -> Encoding | None:
    """Return UTF-8 for words of which some are nothing else, and what the others are in."""
    each = words.split(b" ")
    own = [word for word in each if _is_utf8(word)]
    whole = len(_MULTIBYTE.findall(words))
    rest = sum(byte > 0x7F for byte in _MULTIBYTE.sub(b"", words))  # noqa: PLR2004 - ASCII's end
    signs = sum(len(_MULTIBYTE.findall(word)) for word in own)
    if signs < _CERTAIN and len(own) < _SLIPS * len(each) and rest > _SLIPS * whole:
        return None
    others = b" ".join(word for word in each if not _MULTIBYTE.search(word))
    found = (CANDIDATES[code] for *_, code in sorted(_scores(others)))
    other = next(found, None) if others.strip() else None
    note = "Read as UTF-8 text, although some bytes are none of its characters"
    note += f": cells that are not in it are read as {other}." if other else "."
    return Encoding(encoding, note, broken=True, other=other)


def _is_utf8(word: bytes) -> bool:
    try:
        return _LETTERS.fullmatch(word.decode()) is not None
    except UnicodeDecodeError:
        return False


def _guess(path: Path, name: str, words: bytes) -> Encoding:
    for *_, code in sorted(_scores(words)):
        encoding = CANDIDATES[code]
        if _decodes(path, encoding):
            return Encoding(
                encoding,
                f"Read as {encoding} text: it is not UTF-8, and of the {len(CANDIDATES)} code "
                "pages that are tried this makes most sense of its words.",
            )
    raise FileError(
        f"{name} is in no encoding that is known here; allowed: UTF-8, UTF-16 with its mark, "
        f"{', '.join(CANDIDATES)}."
    )


def _scores(words: bytes) -> list[tuple[float, int, float, int]]:
    found: dict[str, tuple[float, int, int]] = {}
    for code, encoding in enumerate(CANDIDATES):
        try:
            text = words.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text in found:
            continue
        # One at a time: among several it drops those that are alike, in favour of the rarer.
        match = from_bytes(words, cp_isolation=[encoding], enable_fallback=False).best()
        coherence = match.coherence if match else 0.0
        signs = len(_NEVER.findall(text)) + bool(_WITHIN.search(text))
        never = _NEVER_WEIGHS * max(signs - 1, 0)
        found[text] = round(never - coherence, 1), len(_ODD.findall(text)), code
    alike = Counter(score[:2] for score in found.values())
    return [
        (
            coherence,
            odd,
            -_likelihood(text, CANDIDATES[code]) if alike[coherence, odd] > 1 else 0.0,
            code,
        )
        for text, (coherence, odd, code) in found.items()
    ]


def _likelihood(text: str, encoding: str) -> float:
    """Return how likely letters that are not plain follow one another in a code page's languages.

    That is the mean logarithm over all pairs of letters with one that is not plain.
    """
    counts, firsts = _pairs_in(encoding)
    pairs = [*_pairs(text)]
    if not pairs:
        return -math.inf
    chances = (
        math.log((counts[pair] + _UNSEEN) / (firsts[pair[0]] + _UNSEEN * _LETTERS_IN_ALL))
        for pair in pairs
    )
    return sum(chances) / len(pairs)


_UNSEEN, _LETTERS_IN_ALL = 0.2, 60
"""What a pair that no name has counts, and how many letters may follow one."""


@cache
def _pairs_in(encoding: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often each pair is in names of places, and how often one begins so."""
    names = set[str]().union(*map(place_names, _LANGUAGES[encoding]))
    written = (name for name in names if name.encode(encoding, "ignore").decode(encoding) == name)
    counts = Counter(pair for name in written for pair in _pairs(name))
    firsts: Counter[str] = Counter()
    for pair, number in counts.items():
        firsts[pair[0]] += number
    return counts, firsts


def _pairs(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        yield from (
            one + next_ for one, next_ in pairwise(f" {word} ") if not (one + next_).isascii()
        )
