"""Values spelled as people spell them: JSON, with comments, one a line, or YAML of mixed manners."""

import json
import re

_PLAIN = re.compile(r"[A-Za-z$/][\w ./$+()-]*(?<! )")
_NOT_PLAIN = re.compile(r"(?i)true|false|null|yes|no|on|off|y|n|~")


def render(value, language, random):
    """The text of ``value``, and the comments in it."""
    comments = []
    if language == "yaml":
        text = _Yaml(random, comments).document(value)
    elif language == "jsonc":
        text = _commented(_json(value, random), random, comments)
    elif language == "jsonl":
        text = json.dumps(value, ensure_ascii=random.random() < 0.5)
        if random.random() < 0.5:
            text += "\n" + json.dumps({"name": "another", "prompts": ["x"], "start_url": "https://a.example"})
    else:
        text = _json(value, random)
    if random.random() < 0.7:
        text += "\n"
    if random.random() < 0.3 and language != "jsonl":
        text = text.replace("\n", "\r\n")
    return text, comments


def _json(value, random):
    indent = random.choice((None, 1, 2, 2, 4, "\t"))
    colon = random.choice((": ", ": ", ":"))
    return json.dumps(
        value,
        indent=indent,
        separators=(", " if indent is None else ",", colon),
        ensure_ascii=random.random() < 0.3,
    )


def _commented(text, random, comments):
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        if random.random() < 0.15:
            lines.append(f"{indent}{_new(comments, '// ')}")
        if random.random() < 0.15:
            line += " " + _new(comments, "// ")
        elif random.random() < 0.1:
            line += " " + _new(comments, "/* ", " */")
        lines.append(line)
    text = "\n".join(lines)
    if random.random() < 0.4:
        text = re.sub(r'(["\d\]}el])(\s*\n\s*[\]}])', r"\1,\2", text)
    return text


def _new(comments, before, after=""):
    comments.append(f'{before}note {len(comments)}: it\'s "so"{after}')
    return comments[-1]


class _Yaml:
    def __init__(self, random, comments):
        self.random = random
        self.comments = comments
        self.step = random.choice((2, 2, 4))
        self.dash = random.choice((0, 2))
        self.commented = random.choice((0, 0.1, 0.2))
        self.flow = random.choice((0, 0.1, 0.3))
        self.quote = random.choice(("", "'", '"'))
        self.anchors = random.random() < 0.2
        self.anchored = {}

    def document(self, value):
        head = self.random.choice(("", "", "---\n", "# Workflow\n"))
        return head + "\n".join(self.lines(value))

    def lines(self, value):
        """The lines of a non-empty collection in block style."""
        lines = []
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            if self.random.random() < self.commented:
                lines.append(_new(self.comments, "# "))
            if isinstance(value, dict):
                lines += self.entry(f"{self.scalar(key, key=True)}:", item, self.step)
            else:
                lines += self.entry("-", item, 2)
        return lines

    def entry(self, lead, item, step):
        anchor = ""
        if self.anchors and isinstance(item, dict | list) and item and self.random.random() < 0.3:
            spelled = json.dumps(item)
            if spelled in self.anchored:
                return [f"{lead} *{self.anchored[spelled]}"]
            self.anchored[spelled] = f"a{len(self.anchored)}"
            anchor = f" &{self.anchored[spelled]}"
        block = self.block(item) if isinstance(item, str) and self.random.random() < 0.25 else None
        if block:
            return [f"{lead} {block[0]}", *(" " * step + line for line in block[1:])]
        tail = f" {_new(self.comments, '# ')}" if self.random.random() < self.commented else ""
        if isinstance(item, dict | list) and item:
            if self.random.random() < self.flow and not (self.anchors and "*" in anchor):
                return [f"{lead}{anchor} {self.inline(item)}{tail}"]
            inner = self.lines(item)
            if lead == "-" and not anchor and not tail and not inner[0].startswith("#"):
                return [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
            indent = " " * (self.dash if isinstance(item, list) and lead != "-" else step)
            return [f"{lead}{anchor}{tail}", *(indent + line for line in inner)]
        if item is None and self.random.random() < 0.5:
            return [lead + tail]
        return [f"{lead} {self.inline(item)}{tail}"]

    def block(self, text):
        """``text`` as a block scalar, or ``None``."""
        if not text.strip() or text != text.strip() or "\n\n" in text:
            return None
        if "\n" in text or self.random.random() < 0.4:
            return ["|-", *text.split("\n")]
        words = text.split(" ")
        if "" in words or len(words) < 2:
            return None
        at = self.random.randrange(1, len(words))
        return [">-", " ".join(words[:at]), " ".join(words[at:])]

    def inline(self, item):
        if isinstance(item, dict):
            inside = (f"{self.scalar(key, key=True)}: {self.inline(part)}" for key, part in item.items())
            return "{" + ", ".join(inside) + "}"
        if isinstance(item, list):
            return "[" + ", ".join(map(self.inline, item)) + "]"
        return self.scalar(item)

    def scalar(self, item, key=False):
        if not isinstance(item, str):
            return json.dumps(item)
        plain = _PLAIN.fullmatch(item) and not _NOT_PLAIN.fullmatch(item)
        style = self.quote if self.random.random() < 0.6 else ""
        if plain and (not style or (key and self.random.random() < 0.9)):
            return item
        if "\n" not in item and style != '"':
            return "'" + item.replace("'", "''") + "'"
        return json.dumps(item, ensure_ascii=self.random.random() < 0.3)
