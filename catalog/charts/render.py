"""Writes down what the pinned charts bring into a cell. README.md says how to run it."""

import argparse
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile

import helm_python
import yaml

from keys import keys
from patches import patched
from pods import pods
from rights import kinds, roles, webhooks

HERE = pathlib.Path(__file__).resolve().parent
WIDTH = 140


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads a lone `=` as the text that it is for Kubernetes."""


Loader.add_constructor("tag:yaml.org,2002:value", yaml.SafeLoader.construct_yaml_str)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("clones", type=pathlib.Path, help="folder with a clone of each repository, as <owner>/<name>")
    arguments.add_argument("cell", type=pathlib.Path, help="the folder of a cell in the output of cellc")
    arguments.add_argument("--date", default=datetime.date.today().isoformat(), help="the day of the facts")
    arguments = arguments.parse_args()
    pins = pinned()
    for source in json.loads((HERE / "sources.json").read_text())["charts"]:
        name, version = source["chart"], source["version"]
        release = release_of(arguments.cell, name)
        chart = rendered(arguments.clones, arguments.cell, source, release)
        facts = {
            "as_of": arguments.date,
            "chart": name,
            "version": pins[name],
            "rendered_version": version,
            "source": f"{source['repository']}, {source['tag']}",
            **{key: source[key] for key in ("note", "left_out") if key in source},
            **chart["facts"],
            **policy(arguments.clones, source),
            "values": release["values"],
            "kinds": kinds(chart["objects"]),
            "unstable": chart["unstable"],
            "roles": roles(chart["objects"], release["namespace"]),
            "webhooks": webhooks(chart["objects"], release["namespace"]),
            "pods": pods(chart["objects"]),
            **chart["keys"],
        }
        (HERE / f"{name}.json").write_text(printed(facts) + "\n")
        if version != pins[name]:
            print(f"{name}: {pins[name]} is pinned, {version} was rendered")


def pinned():
    """The version of each chart that cells get."""
    catalog = json.loads((HERE.parent / "applications.json").read_text())
    pins = {chart["chart"]: chart["version"] for chart in catalog["applications"]}
    return pins | {"karpenter-crd": pins["karpenter"], "argo-cd": catalog["argo_cd"]["version"]}


def release_of(cell, chart):
    """Name, namespace and values with which the cell installs a chart."""
    for path in sorted((cell / "applications").glob("*.yaml")):
        for application in yaml.safe_load_all(path.read_text()):
            source = application["spec"]["source"]
            values = values_by_chart(cell, source) if "helm" in source else {}
            if chart in values:
                namespace = application["spec"]["destination"]["namespace"]
                return {"name": source["helm"]["releaseName"], "namespace": namespace, "values": values[chart]}
    return {"name": chart, "namespace": "argocd", "values": {}}


def values_by_chart(cell, source):
    """An Application names a chart, or a folder of the cell with a chart that consists of the publisher's."""
    if "chart" in source:
        return {source["chart"]: source["helm"].get("valuesObject") or {}}
    folder = cell / "charts" / pathlib.Path(source["path"]).name
    parts = yaml.safe_load((folder / "Chart.yaml").read_text())["dependencies"]
    values = folder / "values.yaml"
    values = yaml.safe_load(values.read_text()) if values.exists() else {}
    return {part["name"]: values.get(part["name"]) or {} for part in parts}


def rendered(clones, cell, source, release):
    """Every object of a chart, as the API server would get it, with what the chart says of itself."""
    if manifest := source.get("manifest"):
        text = git(clones / source["repository"], "show", f"{source['tag']}:{manifest}")
        objects = patched(documents([text.decode()]), cell / "bootstrap" / "kustomization.yaml")
        return {"objects": objects, "facts": {"application_version": source["version"]}, "keys": {}, "unstable": []}
    with tempfile.TemporaryDirectory() as folder:
        chart = prepared(clones, source, pathlib.Path(folder))
        with helm_python.Chart.load(chart) as loaded:
            first, again = (templates(loaded, release) for _ in range(2))
            crds = [crd["data"] for crd in loaded.crds]
        objects = documents([*first, *crds])
        return {
            "objects": objects,
            "facts": about(chart),
            "keys": {"keys": all_keys(chart, source)},
            "unstable": unstable(objects, documents([*again, *crds])),
        }


def prepared(clones, source, folder):
    """A chart with the charts inside it, as its release has it."""
    chart = unpack(clones, source, folder / "chart")
    for part in source.get("parts", []):
        unpacked = unpack(clones, part, folder / "parts")
        shutil.copytree(unpacked, chart / "charts" / unpacked.name)
    stamp(chart / "Chart.yaml", source["version"])
    return chart


def templates(chart, release):
    files = chart.render(release["values"], name=release["name"], namespace=release["namespace"])
    return [text for path, text in sorted(files.items()) if path.endswith((".yaml", ".yml"))]


def unstable(first, again):
    """Kinds of objects that are different whenever the chart is rendered, which Argo CD would take for a change."""
    return sorted({name for one, other in zip(first, again) if one != other for name in kinds([one])})


def all_keys(chart, source):
    """The keys of a chart, with those that only the pinned version has."""
    return dict(sorted((keys(chart, Loader) | source.get("later_keys", {})).items()))


def about(chart):
    """The version of the program, and the range of Kubernetes that the chart admits, where it names one."""
    text = yaml.load((chart / "Chart.yaml").read_text(), Loader)
    facts = {"application_version": text.get("appVersion"), "kubernetes": text.get("kubeVersion")}
    return {key: str(value) for key, value in facts.items() if value}


def policy(clones, source):
    """The actions that the publisher's own policies of that version allow, where the repository has them."""
    if not (files := source.get("policy")):
        return {}
    texts = [git(clones / source["repository"], "show", f"{source['tag']}:{file}").decode() for file in files]
    lists = [part for text in texts for part in re.findall(r'"Action":\s*(\[[^\]]*\]|"[^"]*")', text)]
    actions = {action for part in lists for action in re.findall(r'"([^"]+)"', part)}
    return {"policy": {"files": files, "actions": sorted(actions)}}


def unpack(clones, source, into):
    """The folder of a chart at its tag, and what its links lead to."""
    paths = [source["folder"], *source.get("linked", [])]
    with tarfile.open(fileobj=io.BytesIO(git(clones / source["repository"], "archive", source["tag"], *paths))) as files:
        files.extractall(into, filter="data")
    return into / source["folder"]


def stamp(chart, version):
    """Some charts get their version only when they are released, and images are named after it."""
    text = chart.read_text()
    chart.write_text(re.sub(r"^(version|appVersion): v0\.0\.0$", rf"\1: {version}", text, flags=re.MULTILINE))


def git(clone, *arguments):
    return subprocess.run(["git", "-C", clone, *arguments], check=True, stdout=subprocess.PIPE).stdout


def documents(texts):
    """Cut as Helm cuts: a comment may follow the line between two documents at once."""
    parsed = [yaml.load(part, Loader) for text in texts for part in re.split(r"(?:^|\s*\n)---\s*", text)]
    flat = [one for document in parsed if document for one in document.get("items", [document])]
    return [document for document in flat if document and "kind" in document and not is_of_helm(document)]


def is_of_helm(document):
    """Hooks of tests are never run by Argo CD."""
    return "test" in str((document["metadata"].get("annotations") or {}).get("helm.sh/hook", ""))


def printed(value, indent=0):
    """JSON with one fact a line."""
    line = json.dumps(value, ensure_ascii=False)
    if indent and len(line) + indent <= WIDTH and not holds_facts(value):
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict) and value:
        parts = [f"{inner}{json.dumps(key)}: {printed(one, indent + 2)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + printed(one, indent + 2) for one in value) + "\n" + " " * indent + "]"
    return line


def holds_facts(value):
    """Whether a list in it has elements with keys, each of which gets a line."""
    if isinstance(value, list):
        return any(isinstance(one, dict) for one in value)
    return isinstance(value, dict) and any(holds_facts(one) for one in value.values())


if __name__ == "__main__":
    main()
