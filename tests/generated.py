"""Documents of every kind made at random from a seed, sound ones and such with known faults put in."""

from random import Random

from faults import FAULTS
from rendering import render

TOPICS = ("topic", "photo", "style", "size", "audience")
MODELS = ("flux-pro", "gpt-4o-mini", "kling-v2", "nano-banana")
SENTENCES = ("Write about", "Make it", "Keep the colours of", 'Say "yes" to', "It's for", "Größe:")


class Document:
    """``value`` is a document of ``kind``; ``text`` spells it in ``language``.

    ``faults`` are the names of the faults that were put in, in order.
    """

    def __init__(self, seed, fault=None, language=None):
        random = Random(seed)
        chosen = [FAULTS_BY_NAME[fault]] if fault else []
        self.kind = random.choice(chosen[0].kinds if chosen else KINDS)
        self.value = _MAKERS[self.kind](random)
        possible = [fault for fault in FAULTS if self.kind in fault.kinds]
        chosen += random.choices(possible, k=random.randint(0, 2) if chosen else random.randint(1, 5))
        self.faults = [fault.name for fault in chosen if fault.put_into(self.value, random)]
        self.language = language or random.choice(("json", "jsonc", "jsonl", "yaml", "yaml"))
        self.text, self.comments = render(self.value, self.language, random)


def reference(style, name, *fields):
    chain = ".".join((name, *fields))
    return f"$.{chain}" if style == "path" else f"{{{{{chain}}}}}"


def to_input(random, style):
    return reference(style, "inputs", random.choice(TOPICS))


def to_step(style, step):
    fields = ["primary" if style == "path" else "output"]
    return reference(style, step, *fields)


def _sentence(random, found):
    form = random.randrange(4)
    if form == 0:
        return found
    text = f"{random.choice(SENTENCES)} {found}"
    if form == 1:
        return text
    if form == 2:
        return f"{text}, and be brief"
    return f"{text}\nNothing else."


def _model(random, style, step, before):
    params = {"prompt": _sentence(random, to_input(random, style))}
    if before and random.random() < 0.7:
        params["text"] = _sentence(random, to_step(style, random.choice(before)))
    if random.random() < 0.4:
        params["options"] = {"image": to_input(random, style), "tags": ["a", to_input(random, style)]}
    if random.random() < 0.4:
        params["count"] = random.randint(1, 9)
    value = {"id": step, "type": "model", "model": random.choice(MODELS), "params": params}
    if random.random() < 0.4:
        value["fallback"] = {
            "enabled": True,
            "model": "other-model",
            "params": {**params, "quality": "low"},
        }
    return value


def _http(random, style, step, _before):
    value = {"id": step, "type": "http", "url": f"https://api.example.com/{to_input(random, style)}"}
    if random.random() < 0.5:
        value["method"] = "POST"
        value["body"] = {"text": to_input(random, style)}
    return value


def _choice(random, style, step, before):
    branches = []
    for number in (1, 2):
        inner = _model(random, style, f"{step}_{number}", before)
        branches.append({"name": f"branch {number}", "steps": [inner]})
    condition = {"expression": "$.inputs.size", "operator": "greater_than", "value": 10}
    if random.random() < 0.5:
        condition = {"and": [condition, {"expression": "$.inputs.style", "operator": "exists"}]}
    return {
        "id": step,
        "type": "choice",
        "condition": condition,
        "condition_met_branch": branches[0],
        "default_branch": branches[1],
    }


def _parallel(random, style, step, before):
    return {
        "id": step,
        "type": "parallel",
        "branches": [
            {"name": "left", "steps": [_model(random, style, f"{step}_left", before)]},
            {"name": "right", "steps": [_model(random, style, f"{step}_right", before)]},
        ],
    }


def _definition(random):
    style = random.choice(("template", "template", "path"))
    schema = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in TOPICS},
        "required": list(TOPICS),
    }
    schema["properties"]["size"] = {"type": "integer", "minimum": 1}
    schema["properties"]["style"]["enum"] = ["plain", "loud", "soft"]
    steps, before = [], []
    for step in random.sample(("draft", "review", "polish", "shrink", "publish", "translate"), 4):
        make = random.choice((_model, _model, _model, _http, _choice, _parallel))
        steps.append(make(random, style, step, before))
        before.append(step)
    value = {"version": "1.0.0", "input_schema": schema, "steps": steps}
    if random.random() < 0.5:
        value["output_mapping"] = {"result": f"$.{before[-1]}.primary"}
    return value


def _version_request(random):
    return {"version_id": "1.0.0", "definition": _definition(random), "production": False}


def _workflow_request(random):
    return {"name": "Article", "description": "Writes # and {draws}", "definition": _definition(random)}


def _flow(random):
    steps = []
    for number in range(1, 4):
        params = {"prompt": _sentence(random, f"{{{{workflow.parameters.{random.choice(TOPICS)}}}}}")}
        if number > 1:
            params["image"] = f"{{{{step{random.randrange(1, number)}.output}}}}"
        steps.append(
            {
                "id": f"step{number}",
                "name": f"Step {number}",
                "type": "model",
                "model_slug": random.choice(MODELS),
                "model_version": "0.0.1",
                "params": params,
            }
        )
    inputs = [{"name": name, "type": "string", "default_value": ""} for name in TOPICS]
    return {"name": "Flow", "inputs": inputs, "nodes_json": [], "steps": steps}


def _asteroid_request(random):
    names = random.sample(("name", "email", "language", "reference"), random.randint(1, 3))
    prompts = [f"Fill in {{{{.{name}}}}} and go on" for name in names]
    if random.random() < 0.5:
        prompts.append('{{if eq .language "en"}}Say hello{{else}}Say hallo{{end}}\nThen stop.')
        names = list(dict.fromkeys([*names, "language"]))
    schema = {
        "type": "object",
        "properties": {
            "number": {"type": "string"},
            "status": {"type": "string", "enum": ["open", "done", "lost"]},
            "lines": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["number", "status"],
    }
    return {
        "name": "Order",
        "provider": "openai",
        "start_url": "https://example.com/?a=1&b=2",
        "prompts": prompts,
        "prompt_variables": names,
        "result_schema": schema,
    }


def _asteroid_workflow(random):
    value = _asteroid_request(random)
    del value["provider"]
    ids = {key: str(number) * 8 + "-1111-4111-8111-" + str(number) * 12 for number, key in enumerate(_IDS, 1)}
    return {**ids, **value}


_IDS = ("id", "user_id", "agent_id")

_MAKERS = {
    "eachlabs-definition": _definition,
    "eachlabs-version-request": _version_request,
    "eachlabs-workflow-request": _workflow_request,
    "eachlabs-flow-export": _flow,
    "asteroid-workflow-request": _asteroid_request,
    "asteroid-workflow": _asteroid_workflow,
    "asteroid-workflow-list": lambda random: [_asteroid_workflow(random), _asteroid_workflow(random)],
}
KINDS = list(_MAKERS)

FAULTS_BY_NAME = {fault.name: fault for fault in FAULTS}
