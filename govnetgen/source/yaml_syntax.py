"""What libyaml's complaints mean to the person who wrote the file."""

import re

import yaml

from govnetgen.diagnostics import Diagnostic, Location, error

_BARE_PLACEHOLDER = re.compile(r"""(?:^|[\s\[,])[\w-]*\{\w+\}""")
_MEANING = {
    "found character that cannot start any token": (
        "{found} cannot begin a value",
        "quote it",
    ),
    "mapping values are not allowed in this context": (
        "a ':' that does not fit here",
        "quote text that contains ': ', or check the indentation",
    ),
    "did not find expected ',' or ']'": (
        "this list is not closed, or a ',' is missing",
        "close it with ']'; quote text that contains any of [ ] { } ,",
    ),
    "did not find expected ',' or '}'": (
        "this mapping is not closed, or a ',' is missing",
        "close it with '}'; quote text that contains any of [ ] { } ,",
    ),
    "did not find expected key": ("this does not belong here", "check the indentation and the quotes above it"),
    "did not find expected '-' indicator": ("a list ends here", "begin the line with '- ', or check the indentation"),
    "did not find expected node content": ("a value is missing here", "write it, or remove the ','"),
    "could not find expected ':'": (
        "this line is neither 'key: value' nor '- item'",
        "add the ':', or quote the text above it",
    ),
    "found unexpected end of stream": ("a quote is never closed", "close it"),
    "but found another document": ("a second document begins here", "remove the '---': a file is one document"),
}


def explain(problem: yaml.YAMLError, text: str, shown_as: str) -> Diagnostic:
    """Return the diagnostic for a syntax error."""
    mark = getattr(problem, "problem_mark", None)
    if mark is None:
        return _unreadable_character(problem, text, shown_as)
    words = str(getattr(problem, "problem", ""))
    begun = getattr(problem, "context_mark", None)
    if words == "found unexpected end of stream" and begun is not None:
        mark = begun  # where the quote begins says more than the end of the file
    place = Location(shown_as, mark.line + 1, mark.column + 1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    found = line[mark.column : mark.column + 1]
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in (found, *indentation):
        tab = Location(shown_as, mark.line + 1, line.index("\t") + 1)
        return error("yaml-tab", "a tab is used for indentation", tab, hint="indent with spaces")
    meaning, hint = _MEANING.get(words, (words, "check quotes, brackets and indentation"))
    if _BARE_PLACEHOLDER.search(line):
        hint = 'quote what has a placeholder, as "{unit}-gw"'
    related = (
        ()
        if begun is None or begun is mark or begun.line == mark.line
        else (Location(shown_as, begun.line + 1, begun.column + 1),)
    )
    return error("yaml-syntax", meaning.replace("{found}", repr(found)), place, hint=hint, related=related)


def _unreadable_character(problem: yaml.YAMLError, text: str, shown_as: str) -> Diagnostic:
    """Locate a control character, for which libyaml gives no place."""
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if _is_control(character):
                message = f"control character 0x{ord(character):02x}"
                return error("yaml-syntax", message, Location(shown_as, number, column), hint="remove it")
    return error("yaml-syntax", str(problem).splitlines()[0], Location(shown_as), hint="is this the right file?")


def _is_control(character: str) -> bool:
    """Tell whether YAML forbids a character (YAML 1.2, 5.1)."""
    code = ord(character)
    return (code < 0x20 and character not in "\t\r") or (0x7F <= code <= 0x9F and code != 0x85)
