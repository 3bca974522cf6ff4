"""Faults that a fix is offered for, put into sound values: what each does, and to which kinds."""

import re
from typing import NamedTuple

DEFINITIONS = ("eachlabs-definition", "eachlabs-version-request", "eachlabs-workflow-request")
FLOW = ("eachlabs-flow-export",)
ASTEROID = ("asteroid-workflow-request", "asteroid-workflow", "asteroid-workflow-list")
_REFERENCE = re.compile(r"\{\{(?:workflow\.parameters|inputs)\.(\w+)\}\}|\$\.inputs\.(\w+)")
_TO_STEP = re.compile(r"\{\{(\w+)\.(output)\}\}|\$\.(\w+)\.(primary)")


class Fault(NamedTuple):
    """``put(value, random)`` changes the value and says whether it could."""

    name: str
    kinds: tuple
    put: object

    def put_into(self, value, random):
        return self.put(value, random) is not False


FAULTS = []


def fault(*kinds):
    def keep(function):
        FAULTS.append(
            Fault(function.__name__.strip("_"), tuple(k for group in kinds for k in group), function)
        )
        return function

    return keep


def definition(value):
    return value.get("definition", value)


def workflow(value, random):
    return random.choice(value) if isinstance(value, list) else value


def all_steps(value):
    for step in definition(value)["steps"]:
        yield step
        for name in ("condition_met_branch", "default_branch"):
            yield from step.get(name, {}).get("steps", ())
        for branch in step.get("branches", ()):
            yield from branch["steps"]


def strings(holder):
    """Every string in ``holder`` with what holds it and where."""
    for key, item in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
        if isinstance(item, str):
            yield holder, key, item
        elif isinstance(item, dict | list):
            yield from strings(item)


def step_strings(value, random, pattern):
    found = [
        place
        for step in all_steps(value)
        for name in ("params", "body", "fallback")
        if isinstance(step.get(name), dict)
        for place in strings(step[name])
        if pattern.search(place[2])
    ]
    random.shuffle(found)
    return found


def misspell(word, random):
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if word[at] != word[at + 1] else word + "x"


def respell(value, random, pattern, write):
    """Write the first reference of a random string in another way."""
    for holder, key, text in step_strings(value, random, pattern)[:1]:
        found = pattern.search(text)
        holder[key] = text[: found.start()] + write(found) + text[found.end() :]
        return True
    return False


def name_of(found):
    return next(group for group in found.groups() if group)


def misspelled(found, random):
    name = name_of(found)
    return found[0].replace(name, misspell(name, random), 1)


@fault(DEFINITIONS, FLOW)
def _undefined_step(value, random):
    return respell(value, random, _TO_STEP, lambda found: misspelled(found, random))


@fault(DEFINITIONS, FLOW)
def _undefined_input(value, random):
    return respell(value, random, _REFERENCE, lambda found: misspelled(found, random))


@fault(DEFINITIONS, FLOW)
def _bare_input(value, random):
    return respell(value, random, _REFERENCE, lambda found: f"{{{{{name_of(found)}}}}}")


@fault(DEFINITIONS, FLOW)
def _bare_step(value, random):
    return respell(value, random, _TO_STEP, lambda found: f"{{{{{name_of(found)}}}}}")


@fault(DEFINITIONS)
def _wrong_syntax_of_input(value, random):
    form = random.choice(("{{workflow.parameters.%s}}", "{{.%s}}", "${inputs.%s}", "{{$.inputs.%s}}"))
    return respell(value, random, _REFERENCE, lambda found: form % name_of(found))


@fault(FLOW)
def _wrong_syntax_in_flow(value, random):
    return respell(value, random, _REFERENCE, lambda found: f"{{{{inputs.{name_of(found)}}}}}")


@fault(DEFINITIONS)
def _wrong_syntax_of_step(value, random):
    form = random.choice(("{{steps.%s.output}}", "$.steps.%s.primary", "${%s.output}"))
    return respell(value, random, _TO_STEP, lambda found: form % name_of(found))


@fault(DEFINITIONS)
def _template_in_condition(value, random):
    found = [condition for condition, _ in conditions(value)]
    if not found:
        return False
    random.choice(found)["expression"] = "{{inputs.size}}"
    return True


@fault(DEFINITIONS)
def _mixed_syntax(value, random):
    def other(found):
        return f"$.inputs.{name_of(found)}" if found[0][0] == "{" else f"{{{{inputs.{name_of(found)}}}}}"

    return respell(value, random, _REFERENCE, other)


@fault(DEFINITIONS, FLOW)
def _unknown_step_field(value, random):
    field = random.choice(("outputs", "result", "primry", "text"))
    return respell(
        value, random, _TO_STEP, lambda found: re.sub(r"\.(?:output|primary)\b", f".{field}", found[0])
    )


@fault(DEFINITIONS)
def _undeclared_inputs(value, random):
    schema = random.choice((None, {}, ...))
    definition(value)["input_schema"] = schema
    if schema is ...:
        del definition(value)["input_schema"]


@fault(DEFINITIONS)
def _legacy_step(value, random):
    steps = [
        step for step in all_steps(value) if step.get("type") == "model" and "params" in step and "id" in step
    ]
    if not steps:
        return False
    step = random.choice(steps)
    renamed = {{"id": "name", "params": "input"}.get(key, key): item for key, item in step.items()}
    step.clear()
    step.update(renamed)
    return True


@fault(DEFINITIONS)
def _insecure_url(value, random):
    for step in all_steps(value):
        if step.get("type") == "http":
            step["url"] = random.choice(("http", "HTTP")) + step["url"].removeprefix("https")
            return True
    return False


@fault(DEFINITIONS)
def _unchecked_certificate(value, _random):
    for step in all_steps(value):
        if step.get("type") == "http":
            step["validate_ssl"] = False
            return True
    return False


def fallbacks(value, random):
    found = [step["fallback"] for step in all_steps(value) if "fallback" in step]
    random.shuffle(found)
    return found


@fault(DEFINITIONS)
def _missing_fallback_params(value, random):
    for fallback in fallbacks(value, random)[:1]:
        fallback["params"] = random.choice((None, {}))
        if random.random() < 0.5:
            del fallback["params"]
        return True
    return False


@fault(DEFINITIONS)
def _incomplete_fallback_params(value, random):
    for fallback in fallbacks(value, random):
        params = fallback.get("params")
        read = [key for key in params or () if key in ("prompt", "text", "options")]
        if read:
            del params[random.choice(read)]
            return True
    return False


def conditions(value):
    for step in all_steps(value):
        condition = step.get("condition")
        if condition:
            for simple in condition.get("and", [condition]):
                yield simple, step


@fault(DEFINITIONS)
def _unknown_operator(value, random):
    for condition, _ in conditions(value):
        if "value" in condition:
            condition["operator"] = random.choice((">", "greater_then", "gt", "GREATER_THAN"))
            return True
    return False


@fault(DEFINITIONS)
def _unused_suppression(value, random):
    entries = ["too-many-branches:/steps", {"rule": "empty-definition", "reason": "old"}, "version"]
    metadata = definition(value).setdefault("metadata", {})
    metadata["wflint"] = {"ignore": random.sample(entries, random.randint(1, 3))}


@fault(DEFINITIONS)
def _unused_condition_value(value, random):
    for condition, _ in list(conditions(value))[::-1]:
        condition["operator"] = random.choice(("exists", "is_null"))
        condition["value"] = random.choice((True, "x", ["a", "b"], {"a": 1}))
        return True
    return False


@fault(("eachlabs-version-request",))
def _version_mismatch(value, random):
    value["definition"]["version"] = random.choice(("2", "1.0.1", "v1.0.0"))


@fault(DEFINITIONS, FLOW)
def _unknown_step_key(value, random):
    step = random.choice(list(all_steps(value)))
    step[random.choice(("continue_on_eror", "timeout_second", "contineu_on_error"))] = 7
    return True


@fault(DEFINITIONS)
def _unknown_fallback_key(value, random):
    for fallback in fallbacks(value, random):
        if "enabled" in fallback:
            fallback["enabeld"] = fallback.pop("enabled")
            return True
    return False


@fault(("eachlabs-version-request", "asteroid-workflow-request"))
def _unknown_request_key(value, random):
    key = "production" if "production" in value else "prompt_variables"
    if key not in value:
        return False
    value[misspell(key, random)] = value.pop(key)
    return True


@fault(ASTEROID)
def _missing_dot(value, random):
    prompts = workflow(value, random)["prompts"]
    prompts[0] = prompts[0].replace("{{.", "{{", 1)


@fault(ASTEROID)
def _missing_dot_of_undeclared(value, random):
    prompts = workflow(value, random)["prompts"]
    prompts.append("Twice {{customer}} and {{- customer -}}")


@fault(ASTEROID)
def _undeclared_variable(value, random):
    prompts = workflow(value, random)["prompts"]
    number = random.randrange(100)
    prompts.append(f"Also {{{{.city{number}}}}} and {{{{.street{number}}}}}")


@fault(ASTEROID)
def _unused_variable(value, random):
    names = workflow(value, random).get("prompt_variables")
    if names is None:
        return False
    for _ in range(random.randint(1, 3)):
        names.insert(random.randint(0, len(names)), f"spare{random.randrange(1000)}")
    return True


@fault(ASTEROID)
def _only_unused_variable(value, random):
    holder = workflow(value, random)
    holder["prompts"], holder["prompt_variables"] = ["Just go"], ["spare"]


@fault(ASTEROID)
def _duplicate_variable(value, random):
    names = workflow(value, random).get("prompt_variables")
    if not names:
        return False
    names.insert(random.randint(0, len(names)), random.choice(names))
    return True


@fault(ASTEROID)
def _no_variables(value, random):
    workflow(value, random)["prompt_variables"] = []


def schema_of(value, random):
    found = workflow(value, random)
    return found["result_schema"] if "result_schema" in found else definition(found).get("input_schema")


@fault(ASTEROID)
def _property_map(value, random):
    holder = workflow(value, random)
    properties = holder["result_schema"].get("properties")
    if not isinstance(properties, dict):
        return False
    for schema in properties.values():
        if random.random() < 0.5:
            schema["required"] = True
    holder["result_schema"] = properties
    return True


@fault(ASTEROID)
def _boolean_required(value, random):
    schema = workflow(value, random)["result_schema"]
    if "properties" not in schema:
        return False
    if random.random() < 0.5:
        schema.pop("required", None)
    for part in schema["properties"].values():
        part["required"] = random.random() < 0.8
    return True


@fault(ASTEROID, DEFINITIONS)
def _duplicate_enum_value(value, random):
    properties = (schema_of(value, random) or {}).get("properties") or {}
    for part in properties.values():
        if "enum" in part:
            part["enum"].insert(random.randint(0, 3), random.choice(part["enum"]))
            return True
    return False


@fault(ASTEROID, DEFINITIONS)
def _misspelled_keyword(value, random):
    schema = schema_of(value, random)
    if not schema or "required" not in schema:
        return False
    schema["requried"] = schema.pop("required")
    return True


@fault(ASTEROID, DEFINITIONS)
def _misspelled_required(value, random):
    schema = schema_of(value, random)
    if not schema or not isinstance(schema.get("required"), list) or "properties" not in schema:
        return False
    schema["required"][0] = misspell(schema["required"][0], random)
    return True
