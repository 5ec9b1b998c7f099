"""Names of the months in English, Ukrainian and Russian, in full and as usually cut short."""
# ruff: noqa: RUF001 - Cyrillic words

_ENGLISH = """
    january jan|february feb|march mar|april apr|may|june jun|july jul|august aug
    |september sept sep|october oct|november nov|december dec
"""
_UKRAINIAN = """
    січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт кві
    |травень травня трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер
    |вересень вересня вер|жовтень жовтня жовт жов|листопад листопада лист лис
    |грудень грудня груд гру
"""
_RUSSIAN = """
    январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая
    |июнь июня июн|июль июля июл|август августа авг|сентябрь сентября сент сен
    |октябрь октября окт|ноябрь ноября нояб ноя|декабрь декабря дек
"""

MONTHS = {
    word: number
    for language in (_ENGLISH, _UKRAINIAN, _RUSSIAN)
    for number, words in enumerate(language.split("|"), 1)
    for word in words.split()
}
"""The number of the month that a word in small letters names: 2 for "лютого"."""

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
"""Pattern of any of the names, in small letters, longest first."""


def month_number(word: str) -> int:
    """Return 1 to 12 for a name that `MONTH` matches."""
    return MONTHS[word.rstrip(".")]
