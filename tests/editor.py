"""The language services of real editors (VS Code's JSON, the YAML server) as the tests ask them.

A text to ask about has its cursor where ``¦`` stands.
"""

import json
import os
import subprocess
from pathlib import Path

from conftest import ROOT, missing
from snippets import expanded

SERVERS = ("json", "yaml")
HOW = (
    "npm install --prefix DIR vscode-json-languageservice yaml-language-server ajv ajv-formats, "
    "and set WFLINT_NODE_MODULES=DIR/node_modules"
)


def node_modules(*packages):
    """The folder that has ``packages`` of npm in it."""
    modules = Path(os.environ.get("WFLINT_NODE_MODULES", "node_modules"))
    for package in packages:
        if not (modules / package).is_dir():
            missing(package, HOW)
    return modules.resolve()


class Editor:
    """Both services, with the schemas of a folder: by default ``any-workflow`` is given to every file."""

    def __init__(self, schemas):
        self.schemas = schemas
        modules = node_modules("vscode-json-languageservice", "yaml-language-server")
        self.process = subprocess.Popen(
            ["node", ROOT / "tests" / "language_servers.js", modules],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, server, what, text, schema="any-workflow", uri=None, associations=None):
        before, mark, after = text.partition("¦")
        if associations is None:
            associations = [{"uri": (self.schemas / f"{schema}.json").as_uri(), "fileMatch": ["*"]}]
        request = {
            "server": server,
            "ask": what,
            "uri": uri or f"file:///work/flow.{server}",
            "text": before + after,
            # The protocol counts UTF-16 code units.
            "offset": len(before.encode("utf-16-le")) // 2 if mark else 0,
            "schemas": associations,
        }
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        assert "error" not in reply, reply["error"]
        return reply["answer"]

    def complete(self, server, text, **more):
        """What is offered at the cursor: the items by their labels, in the order of the answer."""
        return {item["label"]: item for item in self.ask(server, "complete", text, **more)}

    def insert(self, server, text, label, **more):
        """``text`` once the item ``label`` was taken and its placeholders left as they are."""
        edit = self.complete(server, text, **more)[label]["textEdit"]
        lines = text.replace("¦", "").split("\n")
        start, end = edit["range"]["start"], edit["range"]["end"]
        line = lines[start["line"]]
        # An editor brings the further lines to the indentation of the first one.
        indent = line[: len(line) - len(line.lstrip(" "))]
        new = expanded(edit["newText"]).replace("\n", "\n" + indent)
        lines[start["line"] : end["line"] + 1] = [
            line[: start["character"]] + new + lines[end["line"]][end["character"] :]
        ]
        return "\n".join(lines)

    def diagnose(self, server, text, **more):
        """The faults found, each as the text it is marked on and its message."""
        found = self.ask(server, "diagnose", text, **more)
        return [(_marked(text, fault["range"]), fault["message"]) for fault in found]

    def hover(self, server, text, **more):
        """What is shown at the cursor, in Markdown."""
        answer = self.ask(server, "hover", text, **more)
        contents = answer["contents"]
        return contents["value"] if isinstance(contents, dict) else "\n".join(contents)


def _marked(text, span):
    lines = text.split("\n")
    first, last = span["start"]["line"], span["end"]["line"]
    start, end = span["start"]["character"], span["end"]["character"]
    if first == last:
        return lines[first][start:end]
    return "\n".join([lines[first][start:], *lines[first + 1 : last], lines[last][:end]])
