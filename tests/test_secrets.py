"""Credentials by shape and by name, and what only looks like one. None of these is anybody's."""

import json
import time

import pytest

from generated import Document
from wflint import lint, lint_text
from wflint.secrets import find_tokens, is_credential, may_hold_credentials, names_credential

# Put together here, so that no scanner takes this file for a leak.
TOKENS = {
    "sk-" + "proj-a1B2c3D4e5F6g7H8i9": "an API key",
    "sk-" + "ant-api03-a1B2c3D4e5F6g7H8": "an API key",
    "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc": "an API key",
    "AKIA" + "IOSFODNN7EXAMPLE": "an AWS access key",
    "ghp_" + "0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R": "a GitHub token",
    "github_pat_" + "11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ": "a GitHub token",
    "glpat-" + "a1B2c3D4e5F6g7H8i9J0": "a GitLab token",
    "xoxb-" + "123456789012-abcdefGHIJKL": "a Slack token",
    "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q": "a Google API key",
    "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567": "a Hugging Face token",
    "r8_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789a": "a Replicate token",
    "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N": "a JSON web token",
}


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:6])
def test_a_token_is_found_by_its_shape(token):
    for text in (token, f"use {token}, please", f'key = "{token}"\n', f"?key={token}&x=1", f"é😀 {token}"):
        [found] = find_tokens(text)
        assert text[found.start : found.end] == token
        assert found.what == TOKENS[token]
    value = {"steps": [{"params": {"text": [f"a {token}"]}}]}
    assert may_hold_credentials(value, None)
    assert may_hold_credentials(value, json.dumps(value))


def test_a_private_key_is_found_from_its_first_line_to_its_last():
    key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----"
    [found] = find_tokens(f"key:\n{key}\nend")
    assert (found.what, found.start, found.end) == ("a private key", 5, 5 + len(key))


@pytest.mark.parametrize(
    "text",
    [
        "sk-...",
        "sk-xxxxxxxxxxxxxxxxxxxx",
        "sk-your-api-key-goes-here-1",
        "sk-****************",
        "risk-assessment-for-2024-and-more",
        "sk-learn-pipeline-with-words",
        "ghp_" + "x" * 36,
        "AKIA" + "X" * 16,
        "xoxb-your-token",
        "eyJhbGciOiJIUzI1NiJ9",
        "hf_hub_download",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEA7abc\n-----END PUBLIC KEY-----",
    ],
)
def test_what_only_looks_like_a_token_is_none(text):
    assert find_tokens(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "api_key",
        "apiKey",
        "API_KEY",
        "x-api-key",
        "X-API-Key",
        "apikey",
        "openai_api_key",
        "api_key_2",
        "secret",
        "client_secret",
        "clientSecret",
        "secret_key",
        "private_key",
        "access_key",
        "password",
        "db_password",
        "Password",
        "passwd",
        "pwd",
        "passphrase",
        "token",
        "access_token",
        "accessToken",
        "auth_token",
        "x-auth-token",
        "refresh_token",
        "bearer_token",
        "Authorization",
    ],
)
def test_names_of_credentials(name):
    assert names_credential(name) == "strong"


@pytest.mark.parametrize(
    "name",
    [
        "max_tokens",
        "maxTokens",
        "tokens",
        "token_count",
        "tokenLimit",
        "token_type",
        "keywords",
        "keyword",
        "key_frame",
        "keyframes",
        "keypoints",
        "primary_key",
        "public_key",
        "sort_key",
        "cache_key",
        "monkey",
        "turkey",
        "keyboard",
        "secretary",
        "passage",
        "password_hash",
        "password_field",
        "stop_token",
        "eos_token",
        "next_page_token",
        "trigger_token",
        "author",
        "authority",
        "prompt",
        "negative_prompt",
        "seed",
    ],
)
def test_names_of_other_things(name):
    assert names_credential(name) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_key", "c0ffee1234567890"),
        ("api_key", "0123-4567-89ab"),
        ("X-API-Key", "AbCdEfGhIjKlMnOpQrStUv"),
        ("password", "hunter2"),
        ("db_password", "swordfish"),
        ("client_secret", "s3cr3t-value"),
        ("token", "tok_98f7a6b5"),
        ("key", "8f7d9a2b4c6e1f3a"),
    ],
)
def test_literals_under_such_names(name, value):
    assert is_credential(value, name)


@pytest.mark.parametrize("name", ["api_key", "password", "token", "client_secret", "key"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "YOUR_API_KEY",
        "<token>",
        "<your key>",
        "xxx",
        "XXXXXXXX1",
        "...",
        "sk-...",
        "***",
        "********",
        "${API_KEY}",
        "$API_KEY",
        "{{inputs.api_key}}",
        "$.inputs.api_key",
        "Bearer {{inputs.key}}",
        "##PASSWORD##",
        "changeme",
        "change-me",
        "example",
        "example-key-123",
        "my-api-key",
        "my_secret_token",
        "OPENAI_API_KEY",
        "env:OPENAI_KEY",
        "vault:secret/data/key1",
        "%API_KEY%",
        "[YOUR KEY]",
        "https://example.com/reset?id=12345678",
        "/run/secrets/key1",
        "process.env.KEY1",
        "the 1st password of the user",
        "REPLACE_ME_1",
        "dummy1234",
        "fake-token-123",
        "placeholder",
        "your-token-here",
        "password",
        "secret",
        "11111111",
    ],
)
def test_placeholders_are_none(name, value):
    assert not is_credential(value, name)
    assert not is_credential(value, name, sure=True) or "/" in value or " " in value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "C minor"),
        ("key", "user-uploads-2024"),
        ("key", "550e8400-e29b-41d4-a716-446655440000"),
        ("token", "TOK"),
        ("api_key", "production"),
        ("secret", "disabled"),
    ],
)
def test_other_values_under_such_names(name, value):
    assert not is_credential(value, name)


def findings(step, **outer):
    found = lint({**outer, "steps": [{"id": "a", **step}]})
    return [(f.pointer, f.message) for f in found if f.rule == "hardcoded-secret"]


def test_each_credential_of_a_step_is_found_once_and_never_shown():
    token = next(iter(TOKENS))
    step = {
        "type": "http",
        "url": f"https://api.example.com/?key={token}",
        "headers": {"authorization": f"Bearer {token}", "Proxy-Authorization": "Basic dXNlcjpwYXNz"},
        "auth": {"type": "basic", "username": "swordfish1", "password": "cat"},
        "body": {
            "api_keys": ["c0ffee1234567890", "YOUR_KEY"],
            "max_tokens": "4096",
            "note": [{"token": "x"}],
        },
        "fallback": {"url": "https://b.example.com", "auth": {"type": "bearer", "token": "{{inputs.t}}9"}},
    }
    assert sorted(findings(step)) == [
        ("/steps/0/auth/password", "a credential is written out in 'password'"),
        ("/steps/0/body/api_keys/0", "a credential is written out in 'api_keys'"),
        ("/steps/0/headers/Proxy-Authorization", "a credential is written out in 'Proxy-Authorization'"),
        ("/steps/0/headers/authorization", "an API key is written out in 'authorization'"),
        ("/steps/0/url", "an API key is written out in 'url'"),
    ]
    everything = str(lint({"steps": [{"id": "a", **step}]}))
    assert token not in everything
    assert "c0ffee" not in everything


def test_a_step_inside_a_branch_is_looked_at_once():
    inner = {"id": "b", "type": "model", "model": "m", "params": {"api_key": "c0ffee1234567890"}}
    assert findings({"type": "parallel", "branches": [{"steps": [inner]}]}) == [
        ("/steps/0/branches/0/steps/0/params/api_key", "a credential is written out in 'api_key'")
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "sk-",
        "eyJ",
        "eyJaaaaaaaa.",
        "eyJaaaaaaaa.eyJ",
        "SG.",
        "AKIA",
        "ghp_",
        "-----BEGIN PRIVATE KEY-----",
        "aA1",
        "-",
        "<",
    ],
)
def test_time_grows_with_the_text_only(piece):
    text = piece * (300_000 // len(piece))
    began = time.perf_counter()
    find_tokens(text)
    is_credential(text, "password")
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "key",
    [
        "api_key", "apiKey", "API_KEY", "apikey", "xApiKey2", "key:", "key\\\\", 'key"', "key \\u00e9", "key\\n",
        "\\u006bey", "k\\u0065y", "key\\u20ac", "Authorization", "proxy-authorization", "AUTHORIZATION",
        "password", "PASSWD", "clientSecret", "stopToken",
    ],
)  # fmt: skip
@pytest.mark.parametrize("colon", [":", " :", " \n\t: "])
def test_a_quick_look_at_a_text_finds_the_names_of_credentials(key, colon):
    text = f'{{"steps": [{{"headers": {{"{key}"{colon}"3f9a1c77e0b24d58"}}}}]}}'.replace('""', '\\""')
    value = json.loads(text)
    assert may_hold_credentials(value, None)
    assert may_hold_credentials(value, text)


def test_a_quick_look_at_a_text_sees_no_less_than_one_at_its_value():
    clean = 0
    for seed in range(600):
        document = Document(seed, language="json")
        value = json.loads(document.text)
        if not may_hold_credentials(value, document.text):
            clean += 1
            assert not may_hold_credentials(value, None), document.text
    assert clean > 200


def test_a_comment_hides_no_name():
    text = """{"version": "v1", "steps": [{"id": "a", "type": "http", "url": "https://example.com",
      "headers": {"X-API-Key" /* ours */ // "
        : "3f9a1c77e0b24d58"}}]}"""
    assert [found.rule for found in lint_text(text, "flow.jsonc")] == ["hardcoded-secret"]
