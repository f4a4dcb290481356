"""Azerbaijani endings of numbers: written after a hyphen, in harmony with the last word of the number as it
is spoken (`8-i`, `6-sı`, `10-dan`, `2026-cı`)."""

BACK, ROUNDED = "aıou", "oöuü"

_UNITS = ("", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
_TENS = ("", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan")
_POWERS = ((9, "milyard"), (6, "milyon"), (3, "min"), (2, "yüz"))


class Numeral(str):
    """A number as it is shown. In a text, `{n:-i}` adds the ending that `-i` is an example of."""

    number: int

    def __new__(cls, shown: str, number: int) -> "Numeral":
        numeral = super().__new__(cls, shown)
        numeral.number = number
        return numeral

    def __format__(self, example: str) -> str:
        return f"{self}-{ending(self.number, example)}" if example else str(self)


def ending(number: int, example: str) -> str:
    """The ending of a number, named by the form that it has after `bir`.

    `-i`: one of them; `-ini`: the same as an object; `-ci`: the ordinal; `-dən`: from; `-də`: on; `-dək`:
    until, which never changes.
    """
    word = last_word(number)
    vowel = next(letter for letter in reversed(word) if letter in "aıoueəiöü")
    back, rounded = vowel in BACK, vowel in ROUNDED
    narrow = ("u" if rounded else "ı") if back else ("ü" if rounded else "i")
    own = f"s{narrow}" if word.endswith(vowel) else narrow
    endings = {
        "-i": own,
        "-ini": f"{own}n{narrow}",
        "-ci": f"c{narrow}",
        "-dən": "dan" if back else "dən",
        "-də": "da" if back else "də",
        "-dək": "dək",
    }
    return endings[example]


def last_word(number: int) -> str:
    """The last word of a whole number as it is spoken, its sign aside."""
    number = abs(number)
    if number == 0:
        return "sıfır"
    if number % 10:
        return _UNITS[number % 10]
    if number % 100:
        return _TENS[number // 10 % 10]
    return next(word for power, word in _POWERS if number % 10**power == 0)
