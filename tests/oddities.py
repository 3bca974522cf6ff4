"""Values spelled as hardly anybody spells them, so that no word stands where one would look for it."""

import json
import re

_WORD = re.compile(r"[a-z_]+")


class Odd:
    """Spells values in JSON with comments, or in the flow style of YAML, which may hold all that YAML has."""

    def __init__(self, language, random, rate):
        self.yaml = language == "yaml"
        self.random = random
        self.rate = rate
        self.anchored = {}

    def spell(self, value):
        """The text of ``value``; tokens are oddly spelled with the given probability."""
        if isinstance(value, dict):
            entries = (f"{self.key(key)}{self.space(':')}{self.spell(item)}" for key, item in value.items())
            return self.within("{", entries, "}")
        if isinstance(value, list):
            return self.within("[", map(self.spell, value), "]")
        return self.text(value) if isinstance(value, str) else json.dumps(value)

    def within(self, before, entries, after):
        comma = self.space(",")
        return before + self.space("") + comma.join(entries) + self.space("") + after

    def space(self, sign):
        """``sign``, and what may stand around it."""
        if self.happens():
            gap = self.random.choice(
                (" ", "\n ", "\t", "\n\n  ") if not self.yaml else (" ", "\n ", "\n\n  ")
            )
            comment = "# a } b, \" ' ?\n " if self.yaml else self.random.choice(("/* { b, */", "// ] c\n"))
            return f"{sign}{gap}{comment}"
        if self.yaml:
            return sign + " " if sign else ""
        return self.random.choice((sign, sign + " ", sign + "\n"))

    def key(self, key):
        if self.yaml and self.happens():
            return f"? {self.text(key)}\n "
        spelled = self.text(key)
        if self.yaml:
            # A colon would be a part of an alias.
            return spelled + " " if spelled[0] == "*" or self.happens() else spelled
        return spelled + (self.random.choice((" ", "\n", "/* c */")) if self.happens() else "")

    def text(self, text):
        quoted = json.dumps(text)
        if _WORD.fullmatch(text) and self.happens():
            at = self.random.randrange(len(text))
            escapes = ("\\u{:04x}", "\\x{:02X}", "\\U{:08x}") if self.yaml else ("\\u{:04x}", "\\u{:04X}")
            escape = self.random.choice(escapes).format(ord(text[at]))
            return f'"{text[:at]}{escape}{text[at + 1 :]}"'
        if not self.yaml or not _WORD.fullmatch(text) or text in ("null", "true", "false"):
            return quoted
        style = self.random.choice((text, text, f"'{text}'", quoted))
        if not self.happens():
            return style
        if text in self.anchored:
            return f"*{self.anchored[text]}"
        lead = self.random.choice(("!!str", "!<tag:yaml.org,2002:str>", "&"))
        if lead == "&":
            self.anchored[text] = f"a{len(self.anchored)}"
            lead += self.anchored[text]
        return f"{lead} {style}"

    def happens(self):
        return self.random.random() < self.rate
