"""The tree of keys that the values of a chart may have.

A key is known when the chart's `values.yaml` has it, when a template names it, or when the chart's schema does. A map whose
parts no template names one by one is handed on as a whole, so that it may hold anything.
"""

import json
import re

import yaml

PATH = re.compile(r"\.Values((?:\.[A-Za-z_]\w*)+)")
# `(.Values.part).key` asks for the key where the part is there.
GUARDED = re.compile(r"\((\.Values[.\w]+)\)(?=\.)")
INDEX = re.compile(r"index\s+(?:\$|\.)*\.?Values((?:\s+\"[^\"]+\")+)")
ANY, MAP = "any", "map"


def keys(chart, loader):
    """The tree of a chart and of the charts inside it: each key with its type, or with the tree below it."""
    values = chart / "values.yaml"
    text = values.read_text() if values.exists() else ""
    named = names(chart / "templates")
    tree = tree_of(yaml.load(text, loader) or {}, named, ())
    join(tree, schema_of(chart))
    for part in dependencies(chart):
        inside = chart / "charts" / part["name"]
        below = keys(inside, loader) if inside.exists() else MAP
        key = part.get("alias", part["name"])
        if isinstance(tree.get(key), dict) and isinstance(below, dict):
            join(tree[key], below)
        else:
            tree[key] = below
        for condition in filter(None, (part.get("condition") or "").split(",")):
            join(tree, nested(condition.split("."), "boolean"))
    tree["global"] = MAP
    return dict(sorted(tree.items()))


def dependencies(chart):
    """The charts inside a chart. A library has templates only."""
    parts = yaml.safe_load((chart / "Chart.yaml").read_text()).get("dependencies") or []
    return [part for part in parts if part["name"] != "common"]


def names(folder):
    """Every path of values that a template names, and every beginning of it."""
    found = set()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            text = GUARDED.sub(r"\1", file.read_text())
            paths = [path.split(".")[1:] for path in PATH.findall(text)]
            paths += [re.findall(r"\"([^\"]+)\"", path) for path in INDEX.findall(text)]
            found |= {tuple(path[:end]) for path in paths for end in range(1, len(path) + 1)}
    return found


def tree_of(value, named, path):
    """The type of a default; the parts of a map where templates name each of them."""
    if not isinstance(value, dict):
        return type_of(value)
    below = {one[len(path)] for one in named if len(one) > len(path) and one[: len(path)] == path}
    if path and (not value or not set(value) <= below):
        return MAP
    tree = {key: tree_of(one, named, (*path, key)) for key, one in value.items()}
    for key in below - set(value):
        tree[key] = ANY
    return dict(sorted(tree.items()))


def type_of(value):
    if value is None:
        return ANY
    for kind, name in ((bool, "boolean"), ((int, float), "number"), (list, "list"), (str, "string")):
        if isinstance(value, kind):
            return name
    return ANY


def join(tree, other):
    """Adds the keys of another tree. What either hands on as a whole stays open."""
    for key, below in other.items():
        known = tree.setdefault(key, below)
        if isinstance(known, dict) and isinstance(below, dict):
            join(known, below)
        elif isinstance(known, dict) and below == MAP or known == ANY:
            tree[key] = below


def nested(path, kind):
    return {path[0]: nested(path[1:], kind) if path[1:] else kind}


def schema_of(chart):
    file = chart / "values.schema.json"
    if not file.exists():
        return {}
    schema = json.loads(file.read_text())
    return properties(schema, schema)


def properties(schema, node):
    """The keys of a JSON Schema."""
    node = resolved(schema, node)
    return {key: kind_of(schema, resolved(schema, one)) for key, one in (node.get("properties") or {}).items()}


def kind_of(schema, node):
    if node.get("properties"):
        return properties(schema, node)
    kind = node.get("type", ANY)
    kind = next((one for one in kind if one != "null"), ANY) if isinstance(kind, list) else kind
    return {"object": MAP, "array": "list", "integer": "number"}.get(kind, kind)


def resolved(schema, node):
    while reference := node.get("$ref"):
        target = schema
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node
