"""Random JSON values, and a renderer that spells them at random and knows where everything stands."""

import json

from hypothesis import strategies as st

CHARACTERS = st.characters(exclude_categories=()) | st.sampled_from('"\\/\b\n\ré\u2028😀\ud83d\ude00{}[],:')
TEXTS = st.text(CHARACTERS, max_size=6)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
).map(lambda value: json.loads(json.dumps(value)))  # neighbouring halves of a pair become one character

NEWLINES = ["\n", "\r\n", "\n\t", "\n    "]
WHITE = ["", "", "", " ", "  ", "\t", *NEWLINES]
COMMENTS = ['/* , " ] */', "/**/", "// it's { \"\n", "//\r\n", " // /* \n  "]
SHORT_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


class Rendering:
    """``text`` is ``value`` spelled at random; ``places`` has a row (path, key span, value span, offsets)
    for each value, where ``offsets[i]`` is where character i of a string begins (its end included)."""

    def __init__(self, value, random, comments=False):
        self.random = random
        self.comments = comments
        self.text = ""
        self.places = []
        self.white()
        self.render(value, (), None)
        self.white()

    def white(self):
        self.text += self.random.choice(WHITE)
        if self.comments and self.random.random() < 0.2:
            self.text += self.random.choice(COMMENTS) + self.random.choice(WHITE)

    def string(self, string):
        self.text += '"'
        offsets = [len(self.text)]
        for character in string:
            choices = []
            code = ord(character)
            if code >= 0x20 and character not in '"\\' and not 0xD800 <= code < 0xE000:
                choices += [character] * 4
            if character in SHORT_ESCAPES:
                choices.append(SHORT_ESCAPES[character])
            units = character.encode("utf-16-be", "surrogatepass")
            escape = "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
            choices += [escape, escape.upper().replace("U", "u")]
            self.text += self.random.choice(choices)
            offsets.append(len(self.text))
        self.text += '"'
        return offsets

    def render(self, value, path, key_span):
        start = len(self.text)
        offsets = None
        row = len(self.places)
        self.places.append(None)
        if isinstance(value, dict):
            self.text += "{"
            for number, (key, item) in enumerate(value.items()):
                self.text += "," if number else ""
                self.white()
                key_start = len(self.text)
                self.string(key)
                span = key_start, len(self.text)
                self.white()
                self.text += ":"
                self.white()
                self.render(item, (*path, key), span)
                self.white()
            self.close(value, "}")
        elif isinstance(value, list):
            self.text += "["
            for number, item in enumerate(value):
                self.text += "," if number else ""
                self.white()
                self.render(item, (*path, number), None)
                self.white()
            self.close(value, "]")
        elif isinstance(value, str):
            offsets = self.string(value)
        else:
            self.text += json.dumps(value)
        end = start + 1 if isinstance(value, dict | list) else len(self.text)
        self.places[row] = path, key_span, (start, end), offsets

    def close(self, value, bracket):
        if not value:
            self.white()
        elif self.comments and self.random.random() < 0.3:
            self.text += ","
            self.white()
        self.text += bracket
