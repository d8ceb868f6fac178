"""How a list numbers its items: the number as it is printed, from what it counts and how."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def count(number: int, way: str) -> str:
    """Return `number` as printed; `way` is a number format of Word (ECMA-376 part 1, section 17.18.59).

    A way that is not known, and a number below one in letters or Roman figures, is printed in figures.
    """
    if number > 0 and way in {"lowerRoman", "upperRoman"}:
        printed = _roman(number)
        return printed.upper() if way == "upperRoman" else printed
    if number > 0 and way in {"lowerLetter", "upperLetter"}:
        # After z come aa, bb, cc: the letter is repeated.
        printed = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return printed.upper() if way == "upperLetter" else printed
    if way == "decimalZero":
        return f"{number:02d}"
    if way == "ordinal":
        return f"{number}e"
    return str(number)


def _roman(number: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        printed += letters * times
    return printed
