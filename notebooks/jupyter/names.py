"""The names in a cell of Java: what it declares, and what it takes from elsewhere. By its text, not by a compiler."""

import re

TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.DOTALL
)  # texts, characters and comments
NAME = r"[A-Za-z_$][\w$]*"
USED = re.compile(rf"(?<![\w$.])(?<!::){NAME}")
TYPES = re.compile(rf"\b(?:class|record|interface|enum)\s+({NAME})")
METHODS = re.compile(rf"[\w>\]]\s+({NAME})\s*\(\s*\)\s*(?:throws\s+[\w\s.,]+)?\{{")
VARIABLES = re.compile(
    rf"(?<![\w.])(?!return\b|import\b|throw\b|new\b)[\w.]+(?:<[^;=()]*>)?(?:\[\])*\s+({NAME})\s*[=;,]"
)
LOCALS = re.compile(rf"({NAME})\s*->|(?:\w|>|\])\s+({NAME})\s*(?:=(?!=)|:(?!:)|;|,|\))")
PARAMETERS = re.compile(r"\(([\w$\s,]+)\)\s*->")


def plain(code: str) -> str:
    """Without texts and comments."""
    return TEXT.sub(lambda found: '""' if found.group()[0] == '"' else " ", code)


def declared(code: str) -> set[str]:
    """What other cells can name afterwards."""
    outside = top(plain(code))
    return {name for pattern in (TYPES, METHODS, VARIABLES) for name in pattern.findall(outside)}


def free(code: str) -> set[str]:
    """What it uses and neither declares nor binds itself."""
    text = plain(code)
    bound = {name for pair in LOCALS.findall(text) for name in pair}
    bound |= {name for names in PARAMETERS.findall(text) for name in re.findall(NAME, names)}
    return set(USED.findall(text)) - bound


def top(code: str) -> str:
    """What stands in no brackets; the brackets stay."""
    depth, kept = 0, []
    for sign in code:
        if sign in ")}":
            depth = max(0, depth - 1)
        if depth == 0:
            kept.append(sign)
            if sign == "}":
                kept.append(";")
        if sign in "({":
            depth += 1
    return "".join(kept)
