"""Documents that grow in one thing at a time: each function makes one of ``n`` of something."""

ALL = {}


def growing(make):
    ALL[make.__name__] = make
    return make


TOPIC = {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]}


def definition(steps, schema=TOPIC, **more):
    return {"version": "1.0.0", "input_schema": schema, "steps": list(steps), **more}


def step(name, text="{{inputs.topic}}", **more):
    return {"id": f"s{name}", "type": "model", "model": "m", "params": {"prompt": text}, **more}


def order(**more):
    return {
        "name": "order",
        "provider": "openai",
        "start_url": "https://example.com",
        "prompts": ["Go"],
        **more,
    }


def properties(n, **keywords):
    return {f"p{number}": {"type": "string", **keywords} for number in range(n)}


def schema(**keywords):
    return order(result_schema={"type": "object", **keywords})


@growing
def steps(n):
    return definition(step(i, f"{{{{s{i - 1}.output}}}}" if i else "{{inputs.topic}}") for i in range(n))


@growing
def forward_references(n):
    return definition(
        [*(step(i, f"{{{{inputs.topic}}}} {{{{s{i + 1}.output}}}}") for i in range(n)), step(n)]
    )


@growing
def misspelled_fields(n):
    return definition([step(0), *(step(i, f"{{{{s{i - 1}.outptu}}}}") for i in range(1, n))])


@growing
def one_id(n):
    return definition(step(1) for _ in range(n))


@growing
def old_steps(n):
    names = {"id": "name", "params": "input"}
    return definition({names.get(key, key): item for key, item in step(i).items()} for i in range(n))


@growing
def unknown_step_keys(n):
    return definition(step(i, fallbak={"enabled": True, "model": "x", "params": {}}) for i in range(n))


@growing
def fallbacks_without_params(n):
    return definition(step(i, fallback={"enabled": True, "model": "x"}) for i in range(n))


@growing
def insecure_requests(n):
    return definition(
        {"id": f"h{i}", "type": "http", "url": "http://a.example/{{inputs.topic}}"} for i in range(n)
    )


def choice(name, condition, *inner):
    branches = {"condition_met_branch": {"name": "y", "steps": list(inner)}}
    return {"id": f"c{name}", "type": "choice", "condition": condition, **branches}


@growing
def choices_and_operators(n):
    condition = {"expression": "$.inputs.topic", "operator": "equal_to", "value": "x"}
    return definition(choice(i, condition, step(i)) for i in range(n))


@growing
def conditions(n):
    condition = {"expression": "$.inputs.topic", "operator": "exists", "value": "x"}
    return definition([choice(0, {"and": [condition] * n}, step(0))])


@growing
def branches(n):
    inner = [{"name": f"b{i}", "steps": [step(i)]} for i in range(n)]
    return definition([{"id": "p", "type": "parallel", "branches": inner}])


@growing
def parallels(n):
    def sides(i):
        return [{"name": side, "steps": [step(f"{i}{side}")]} for side in ("left", "right")]

    return definition({"id": f"p{i}", "type": "parallel", "branches": sides(i)} for i in range(n))


@growing
def references_in_one_string(n):
    return definition([step(0), step(1, "{{inputs.topic}} {{s0.output}} " * n)])


@growing
def references_over_strings(n):
    texts = {f"p{i}": "{{inputs.topik}} {{s0.output}}" for i in range(n)}
    return definition([step(0), step(1) | {"params": texts}])


@growing
def inputs(n):
    return definition(
        (step(i, f"{{{{inputs.p{i}}}}}") for i in range(n)), {"type": "object", "properties": properties(n)}
    )


@growing
def undeclared_inputs(n):
    return definition((step(i, f"{{{{inputs.p{i}}}}}") for i in range(n)), None)


@growing
def python_inputs(n):
    code = "".join(f"x{i} = inputs['a{i}']\n" for i in range(n)) + "result = 1"
    given = {f"{letter}{i}": "{{inputs.topic}}" for i in range(n) for letter in "ab"}
    return definition([{"id": "p", "type": "python", "code": code, "inputs": given}])


@growing
def prompts_with_undeclared_variables(n):
    return order(prompts=[f"Do {{{{.name{i}}}}}" for i in range(n)], prompt_variables=[])


@growing
def variables_in_one_prompt(n):
    return order(prompts=["".join(f"{{{{.name{i}}}}} and " for i in range(n))], prompt_variables=["x"])


@growing
def unused_variables(n):
    return order(prompt_variables=[f"name{i}" for i in range(n)])


@growing
def one_variable(n):
    return order(prompts=["{{.a}}"], prompt_variables=["a"] * n)


@growing
def template_blocks(n):
    return order(prompts=["{{if .a}}x" * n + "{{end}}" * n], prompt_variables=["a"])


@growing
def template_definitions(n):
    text = "".join(f'{{{{define "t{i}"}}}}{{{{.a}}}}{{{{end}}}}{{{{template "t{i}" .}}}}' for i in range(n))
    return order(prompts=[text], prompt_variables=["a"])


@growing
def schema_properties(n):
    return schema(properties=properties(n), required=[f"p{i}" for i in range(n)])


@growing
def boolean_required(n):
    return schema(properties=properties(n, required=True))


@growing
def boolean_required_beside_a_list(n):
    return schema(properties=properties(n, required=True), required=["p0"])


@growing
def property_map(n):
    return order(result_schema=properties(n))


@growing
def misspelled_keywords(n):
    return schema(properties=properties(n, minLenght=3))


@growing
def undefined_required(n):
    return schema(properties=properties(n), required=[f"porp{i}" for i in range(n)])


@growing
def wrong_defaults(n):
    return schema(properties=properties(n, default=3))


@growing
def broken_patterns(n):
    return schema(properties={f"p{i}": {"type": "string", "pattern": f"^(a{i}"} for i in range(n)})


@growing
def schema_references(n):
    return schema(
        properties={f"p{i}": {"$ref": f"#/$defs/d{i % 2 * n + i}"} for i in range(n)},
        **{"$defs": {f"d{i}": {"type": "string"} for i in range(n)}},
    )


@growing
def enum_values(n):
    return schema(properties={"a": {"enum": [f"v{i // 2}" for i in range(n)]}})


@growing
def alternatives(n):
    return schema(properties={"a": {"anyOf": [{"type": "string", "const": f"v{i}"} for i in range(n)]}})


@growing
def flow(n):
    steps = [
        {
            "id": f"step{i}",
            "name": f"Step {i}",
            "type": "model",
            "model_slug": "m",
            "model_version": "0.0.1",
            "params": {"prompt": f"{{{{step{i - 1}.outptu}}}}" if i else "{{workflow.parameters.topic}}"},
        }
        for i in range(n)
    ]
    topic = {"name": "topic", "type": "string", "default_value": ""}
    return {"name": "Flow", "inputs": [topic], "nodes_json": [], "steps": steps}


@growing
def list_of_versions(n):
    ids = {
        "user_id": "2" * 8 + "-1111-4111-8111-" + "1" * 12,
        "agent_id": "3" * 8 + "-1111-4111-8111-" + "1" * 12,
    }
    return [
        {
            "id": f"{i:08}-1111-4111-8111-111111111111",
            **ids,
            "name": "order",
            "start_url": "https://example.com",
            "prompts": ["{{.a}}"],
            "prompt_variables": ["b"],
            "result_schema": {},
        }
        for i in range(n)
    ]


@growing
def versions(n):
    made = [
        {"workflow_id": "w", "version_id": f"v{i}", "definition": {**definition([step(0)]), "version": "q"}}
        for i in range(n)
    ]
    return {"workflow_id": "w", "slug": "s", "name": "n", "versions": made}
