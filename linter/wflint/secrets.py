"""Credentials written out in a document: by the shape of well-known tokens, and by the name of a field.

Kept detectors (detect-secrets and its like) read lines of files; here a value is judged, with the name it
stands under, and must be told from a placeholder. Every pattern runs in linear time.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from . import catalog
from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from .catalog import Validator


class Credential(NamedTuple):
    """What was found, in words that do not show it, and its range in the string."""

    what: str
    start: int
    end: int


_EDGE = r"(?<![A-Za-z0-9_-])"
"""A token begins a word: this also keeps a long run of letters from being tried at each of them."""

_SHAPES = (
    ("sk-", "an API key", _EDGE + r"sk-[\w-]{16,}"),
    ("AKIA", "an AWS access key", _EDGE + r"AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("ghp_", "a GitHub token", _EDGE + r"ghp_[A-Za-z0-9]{20,}"),
    ("gho_", "a GitHub token", _EDGE + r"gho_[A-Za-z0-9]{20,}"),
    ("ghs_", "a GitHub token", _EDGE + r"ghs_[A-Za-z0-9]{20,}"),
    ("github_pat_", "a GitHub token", _EDGE + r"github_pat_\w{20,}"),
    ("glpat-", "a GitLab token", _EDGE + r"glpat-[\w-]{16,}"),
    ("xox", "a Slack token", _EDGE + r"xox[abeoprs]-[A-Za-z0-9-]{10,}"),
    ("AIza", "a Google API key", _EDGE + r"AIza[\w-]{30,}"),
    ("hf_", "a Hugging Face token", _EDGE + r"hf_[A-Za-z0-9]{20,}"),
    ("r8_", "a Replicate token", _EDGE + r"r8_[A-Za-z0-9]{20,}"),
    ("sk_", "an API key", _EDGE + r"(?:sk_live|sk_test|gsk)_[A-Za-z0-9]{10,}"),
    ("rk_", "an API key", _EDGE + r"rk_(?:live|test)_[A-Za-z0-9]{10,}"),
    ("SG.", "a SendGrid key", _EDGE + r"SG\.[\w-]{16,64}\.[\w-]{16,}"),
    ("eyJ", "a JSON web token", _EDGE + r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
)
"""What a token contains (looked for first, for that is fast), what it is, and its pattern."""

_PRIVATE_KEY = "PRIVATE KEY"
_PEM = rf"-----BEGIN (?:[A-Z]{{1,12}} ){{0,3}}{_PRIVATE_KEY}(?: BLOCK)?-----"


def may_hold_credentials(value: object, text: str | None) -> bool:
    """Whether it is worth looking for credentials anywhere in ``value``: a quick look that errs on yes.

    ``text`` is the JSON text that holds it, where there is one: that is looked at four times as fast.
    """
    look = _text_look() if text is not None else None
    if look is not None and look.is_valid(text):
        return False
    look = _value_look()
    try:
        return look is None or not look.is_valid(value)
    except (ValueError, RecursionError):
        return True  # something that no JSON text can hold


@cache
def _value_look() -> Validator | None:
    """What refuses every value that has a name or a sign of a credential in it, faster than any walk."""
    signs, names = _signs_and_names()
    anywhere = {"$ref": "#/definitions/anywhere"}
    schema = {
        **anywhere,
        "definitions": {
            "anywhere": {
                "not": {"type": "string", "pattern": signs},
                "patternProperties": {f"{names}[^A-Za-z]*$": False},
                "additionalProperties": anywhere,
                "items": anywhere,
            }
        },
    }
    return catalog.compiled(schema)


@cache
def _text_look() -> Validator | None:
    """What refuses every JSON text with such a value in it, and those that spell plain letters by escapes."""
    signs, names = _signs_and_names()
    rest = r'(?:[^A-Za-z"\\]|\\u[0-9A-Fa-f]{4}|\\[^u])*'
    return catalog.compiled({"not": {"pattern": rf'{signs}|{names}{rest}"\s*:|\\u00'}})


def _signs_and_names() -> tuple[str, str]:
    """Patterns of what a token contains, and of what a name ends with but for what is no letter."""
    signs = "|".join((*(sign.replace(".", r"\.") for sign, _, _ in _SHAPES), _PRIVATE_KEY))
    words = sorted((*_PASSWORDS, *_SECRETS, *_SUFFIXES, "key", "keys", "token"))
    # The cases that :func:`_words` takes for one word; a header's name may be in any.
    names = "|".join(spelled for word in words for spelled in (word, word.capitalize(), word.upper()))
    return signs, f"(?:{names}|(?i:authorization))"


def find_tokens(text: str) -> list[Credential]:
    """Every token of a well-known shape in ``text``, in order, placeholders left out."""
    found: list[Credential] = []
    if len(text) < 16:
        return found
    for sign, what, pattern in _SHAPES:
        if sign in text:
            found += [
                Credential(what, *match.span())
                for match in re.finditer(pattern, text, re.ASCII)
                if _is_random(match.group()) and not _is_masked(match.group())
            ]
    if _PRIVATE_KEY in text:
        found += _find_private_keys(text)
    return sorted(found, key=lambda credential: credential.start)


def _find_private_keys(text: str) -> list[Credential]:
    found = []
    end = 0
    for match in re.finditer(_PEM, text):
        if match.start() < end:
            continue
        close = text.find("-----END", match.end())
        stop = text.find("-----", close + 8) if close >= 0 else -1
        end = stop + 5 if stop >= 0 else match.end()
        body = text[match.end() : close if close >= 0 else len(text)]
        if len("".join(body.split())) >= 16 and not _is_masked(body):
            found.append(Credential("a private key", match.start(), end))
        if close < 0:
            # No other block ends either: looking again from each beginning would take long.
            break
    return found


_MASKS = (
    r"[xX]{4,}|\.{3}|…|\*{2,}|•{2,}|[<>]|_{4,}|-{6,}"
    r"|(?i:your[_-]|[_-]your|placeholder|replace|redacted|changeme|insert|api[_-]?key|[_-]here)"
)


def _is_masked(token: str) -> bool:
    """Whether a token of the right shape says of itself that it is none."""
    return re.search(_MASKS, token) is not None or len(set(token[-12:].lower())) <= 2


def _is_random(token: str) -> bool:
    """Whether it is more than words joined by dashes."""
    return any(map(str.isdigit, token[3:])) or re.search(r"[A-Za-z]{20}", token) is not None


@lru_cache(maxsize=4096)
def names_credential(name: str) -> str | None:
    """Whether a field called ``name`` holds a credential: ``strong`` if surely, ``weak`` if perhaps."""
    words = _words(str(name))
    while words and words[-1].isdigit():
        words.pop()
    if not words:
        return None
    last, before = words[-1], words[:-1]
    near = before[-1] if before else ""
    if last in _PASSWORDS or last in _SECRETS:
        return "strong"
    if last.endswith(_SUFFIXES):
        return "strong"
    if last in ("key", "keys") and near in _KEY_OWNERS:
        return "strong"
    if last == "token" and near not in _PLAIN_TOKENS:
        return "strong"
    if last == "key" and near not in _PLAIN_KEYS:
        return "weak"
    return None


_PASSWORDS = frozenset(("password", "passwords", "passwd", "pwd", "passphrase", "passcode"))
_SECRETS = frozenset(("secret", "secrets", "apikey", "apikeys", "authorization", "bearer"))
_SUFFIXES = ("apikey", "secretkey", "accesskey", "authtoken", "accesstoken", "apitoken")
_KEY_OWNERS = frozenset(
    (
        "api", "secret", "private", "access", "auth", "account", "master", "encryption", "signing",
        "subscription",
    )
)  # fmt: skip
_PLAIN_KEYS = frozenset(
    (
        "public", "primary", "foreign", "sort", "partition", "cache", "musical", "index",
        "idempotency", "object", "s3", "storage", "file", "image", "video", "audio", "output",
        "input", "result", "json", "dict", "map", "group", "row", "hot", "color", "colour",
        "chroma", "green", "lookup", "answer", "field", "translation", "message", "routing",
    )
)  # fmt: skip
_PLAIN_TOKENS = frozenset(
    (
        "stop", "eos", "bos", "pad", "mask", "unk", "sep", "cls", "special", "start", "end",
        "trigger", "instance", "class", "placeholder", "next", "page", "cursor", "continuation",
        "first", "last", "per",
    )
)  # fmt: skip


def is_credential(text: str, name: str, *, sure: bool = False) -> bool:
    """Whether the literal ``text`` of a field called ``name`` is a credential, and no placeholder.

    ``sure`` says that the field can hold nothing else (a password of ``auth``); otherwise the name must
    say key, token, secret or password, and the value must look like one.
    """
    strength = "sure" if sure else names_credential(name)
    value = text.strip()
    if strength is None or not value or is_placeholder(value):
        return False
    if sure:
        return True
    if any(character.isspace() for character in value) or "://" in value or value[0] in "/.~@":
        return False
    words = _words(name)
    if any(word in _PASSWORDS for word in words):
        return len(value) >= 6
    if len(value) < 8:
        return False
    digits = any(character.isdigit() for character in value)
    letters = any(character.isalpha() for character in value)
    if strength == "strong":
        mixed = len(value) >= 20 and value != value.lower() and value != value.upper()
        return digits or mixed or ("secret" in words and letters and len(value) >= 12)
    turns = re.findall(r"\d(?=[A-Za-z])|[A-Za-z](?=\d)", value)
    return len(value) >= 12 and len(turns) >= 3 and re.fullmatch(_RANDOM, value) is not None


_RANDOM = r"(?!(?i:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z))[A-Za-z0-9_+=-]+"
"""One word of letters and digits; a UUID names a thing more often than it opens a door."""

_TEMPLATED = (
    r"\{\{|\}\}|\$\{|\$\.|##|<[^<>]*>|%\w+%|\[[A-Za-z _-]+\]|^\$\w|^@|process\.env|os\.environ|secrets\."
    r"|^(?:env|vault|secrets?|ssm|arn|op|file|keyring)[:.]|x{3,}|\.{3}|…|\*{3,}|•{2,}|_{4,}"
)
_SHOWN = frozenset(
    (
        "your", "yours", "example", "sample", "dummy", "fake", "placeholder", "changeme", "change",
        "replace", "replaceme", "insert", "enter", "put", "todo", "tbd", "redacted", "masked",
        "hidden", "removed", "here", "none", "null", "undefined", "foo", "bar", "mock", "goes",
    )
)  # fmt: skip
_GENERIC = frozenset(
    (
        "api", "key", "keys", "token", "secret", "password", "passwd", "pass", "my", "the", "a",
        "an", "access", "client", "auth", "bearer", "basic", "test", "user", "username", "private",
        "public", "id", "value", "string", "env", "var", "some", "this", "that", "is", "of", "for",
        "credential", "credentials", "authorization", "me", "required", "optional", "default",
        "empty", "x",
    )
)  # fmt: skip


def is_placeholder(value: str) -> bool:
    """Whether ``value`` stands for a credential that is filled in elsewhere, or for none at all."""
    if re.search(_TEMPLATED, value, re.IGNORECASE):
        return True
    if len(set(value)) <= 2 or re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", value):
        # The last is the name of an environment variable.
        return True
    words = _words(value)
    return not words or any(word in _SHOWN for word in words) or all(word in _GENERIC for word in words)


def _words(name: str) -> list[str]:
    """The words of a name, in lower case: ``xApiKey2`` and ``X-API-Key-2`` have the same four."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\da-zA-Z_]+", name)]
