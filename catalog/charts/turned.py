"""Turns each true-or-false value of a chart round and prints what then differs: candidates for breaking_values.json.

    python catalog/charts/turned.py <folder of clones> <chart>...
"""

import copy
import json
import pathlib
import sys
import tempfile

import helm_python

from render import HERE, documents, prepared, unstable
from pods import TEMPLATES, template
from standards import standard

# What a cell misses when it is not there.
NEEDED = TEMPLATES | {
    "Alertmanager", "Certificate", "CustomResourceDefinition", "Issuer", "MutatingWebhookConfiguration", "Prometheus",
    "ValidatingWebhookConfiguration",
}


def main():
    clones, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    for source in json.loads((HERE / "sources.json").read_text())["charts"]:
        if source["chart"] in names:
            facts = json.loads((HERE / f"{source['chart']}.json").read_text())
            with tempfile.TemporaryDirectory() as folder:
                judge(prepared(clones, source, pathlib.Path(folder)), source["chart"], facts)


def judge(chart, name, facts):
    usual = objects(chart, facts["values"])
    for path in switches(facts["keys"]):
        for wanted in (True, False):
            try:
                values = merged(facts["values"], path, wanted)
                turned, again = objects(chart, values), objects(chart, values)
            except Exception as error:
                print(f"{name}: {'.'.join(path)} = {wanted}: cannot be rendered: {str(error).strip().splitlines()[-1][:120]}")
                continue
            for finding in differences(usual, turned, again):
                print(f"{name}: {'.'.join(path)} = {wanted}: {finding}")


def objects(chart, values):
    with helm_python.Chart.load(chart) as loaded:
        files = loaded.render(values, name="it", namespace="it")
    return documents([text for path, text in sorted(files.items()) if path.endswith((".yaml", ".yml"))])


def differences(usual, turned, again):
    """What is missing, what differs from one rendering to the next, and which pods need more than before."""
    gone = {name(one) for one in usual if one["kind"] in NEEDED} - {name(one) for one in turned}
    yield from (f"removes {one}" for one in sorted(gone))
    new = set(unstable(turned, again)) - set(unstable(usual, usual))
    yield from (f"renders each {one} anew" for one in sorted(new))
    before, after = security(usual), security(turned)
    yield from (f"{one} needs {needs}" for one, needs in sorted(after.items()) if before.get(one, "restricted") != needs)


def security(found):
    return {name(one): standard(template(one)["spec"]) for one in found if one["kind"] in TEMPLATES | {"CronJob"}}


def name(one):
    return f"{one['kind']} {one['metadata']['name']}"


def switches(keys, path=()):
    for key, below in keys.items():
        if below == "boolean":
            yield (*path, key)
        elif isinstance(below, dict):
            yield from switches(below, (*path, key))


def merged(values, path, wanted):
    values = copy.deepcopy(values)
    place = values
    for key in path[:-1]:
        place = place.setdefault(key, {})
    place[path[-1]] = wanted
    return values


if __name__ == "__main__":
    main()
