"""Judges emitted manifests: a reader of YAML 1.1 takes them for what was meant, and core objects fit the schema of their
version of Kubernetes, in which unknown fields are faults.

Reads a JSON list of {path, text, objects, kubernetes} from stdin and prints a JSON list of faults, a line of text each.
`objects` is what the text stands for. Without `kubernetes` the text is read back and no more.
"""

import functools
import json
import sys

import yaml
from kubernetes_validate import utils

# What Kubernetes itself knows nothing of, and who judges it instead.
ELSEWHERE = {
    "argoproj.io": "validate.mjs",
    "elbv2.k8s.aws": "tests/live/gitops/front_door.rs",
    "external-secrets.io": "validate.mjs",
    "karpenter.k8s.aws": "validate.mjs",
    "karpenter.sh": "validate.mjs",
    "kustomize.config.k8s.io": "kubectl",
}

# The package reads two files of 2 MB for every object otherwise.
utils.schema_contents = functools.cache(utils.schema_contents)


def read_back(file):
    try:
        found = list(yaml.load_all(file["text"], yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        return [f"no YAML: {error}"]
    if len(found) != len(file["objects"]):
        return [f"{len(found)} documents instead of {len(file['objects'])}"]
    pairs = zip(found, file["objects"])
    return [fault for index, (a, b) in enumerate(pairs) for fault in differences(f"[{index}]", a, b)]


def differences(at, found, meant):
    """Where two values differ. A number is no string, `true` is no number, a date is nothing that JSON has."""
    if type(found) is not type(meant):
        return [f"{at}: {found!r} instead of {meant!r}"]
    if isinstance(meant, dict):
        if list(found) != list(meant):
            return [f"{at}: keys {list(found)} instead of {list(meant)}"]
        return [fault for key in meant for fault in differences(f"{at}.{key}", found[key], meant[key])]
    if isinstance(meant, list):
        if len(found) != len(meant):
            return [f"{at}: {len(found)} elements instead of {len(meant)}"]
        pairs = enumerate(zip(found, meant))
        return [fault for index, (a, b) in pairs for fault in differences(f"{at}[{index}]", a, b)]
    return [] if found == meant else [f"{at}: {found!r} instead of {meant!r}"]


def against_schema(item, version):
    """The schemas of just this minor: the package would take an older one without a word."""
    group = item["apiVersion"].rpartition("/")[0]
    if group in ELSEWHERE:
        return []
    if version not in map(utils.major_minor, utils.all_versions()):
        return [f"there is no schema of Kubernetes {version}"]
    name = f"{item['kind']} {item['metadata']['name']}"
    try:
        utils.validate(item, version, strict=True)
    except utils.ValidationError as error:
        return [f"{name}: {'/'.join(map(str, error.path))}: {error.message}"]
    except utils.SchemaNotFoundError as error:
        return [f"{name}: {error.message}"]
    return []


def judge(file):
    faults = read_back(file)
    if file["kubernetes"]:
        faults += [fault for item in file["objects"] for fault in against_schema(item, file["kubernetes"])]
    return [f"{file['path']}: {fault}" for fault in faults]


if __name__ == "__main__":
    json.dump([fault for file in json.load(sys.stdin) for fault in judge(file)], sys.stdout)
