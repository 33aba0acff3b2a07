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

HERE = pathlib.Path(__file__).resolve().parent
WORKLOADS = {"DaemonSet", "Deployment", "Job", "CronJob", "ReplicaSet", "StatefulSet"}
WEBHOOKS = {"MutatingWebhookConfiguration": "mutating", "ValidatingWebhookConfiguration": "validating"}
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
        objects = objects_of(arguments.clones, source, release)
        facts = {
            "as_of": arguments.date,
            "chart": name,
            "version": pins[name],
            "rendered_version": version,
            "source": f"{source['repository']}, {source['tag']}",
            **{key: source[key] for key in ("note", "left_out") if key in source},
            "values": release["values"],
            "kinds": kinds(objects),
            "roles": roles(objects, release["namespace"]),
            "webhooks": webhooks(objects, release["namespace"]),
            "pods": pods(objects),
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


def objects_of(clones, source, release):
    """Every object of a chart, as the API server would get it."""
    if manifest := source.get("manifest"):
        text = git(clones / source["repository"], "show", f"{source['tag']}:{manifest}")
        return documents([text.decode()])
    with tempfile.TemporaryDirectory() as folder:
        chart = unpack(clones, source, pathlib.Path(folder, "chart"))
        for part in source.get("parts", []):
            unpacked = unpack(clones, part, pathlib.Path(folder, "parts"))
            shutil.copytree(unpacked, chart / "charts" / unpacked.name)
        stamp(chart / "Chart.yaml", source["version"])
        with helm_python.Chart.load(chart) as loaded:
            rendered = loaded.render(release["values"], name=release["name"], namespace=release["namespace"])
            crds = [crd["data"] for crd in loaded.crds]
    manifests = [text for path, text in sorted(rendered.items()) if path.endswith((".yaml", ".yml"))]
    return documents([*manifests, *crds])


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
    return [document for document in parsed if document and "kind" in document and not is_of_helm(document)]


def is_of_helm(document):
    """Hooks of tests are never run by Argo CD."""
    return "test" in str((document["metadata"].get("annotations") or {}).get("helm.sh/hook", ""))


def group(document):
    version = document["apiVersion"]
    return version.split("/")[0] if "/" in version else ""


def kinds(objects):
    """Kinds with their group, as a project of Argo CD lists them."""
    return sorted({f"{group(document)}/{document['kind']}".lstrip("/") for document in objects})


def roles(objects, namespace):
    """Roles, what they may do and who has them; one that nobody has is left out unless it joins another."""
    bound = {}
    for document in objects:
        if document["kind"] in {"ClusterRoleBinding", "RoleBinding"}:
            where = scope(document, namespace)
            subjects = [f"{named(subject, namespace)}{where}" for subject in document.get("subjects") or []]
            bound.setdefault((document["roleRef"]["kind"], document["roleRef"]["name"]), set()).update(subjects)
    found = []
    for document in objects:
        if document["kind"] in {"ClusterRole", "Role"}:
            name = document["metadata"]["name"]
            role = {"kind": document["kind"], "name": name}
            if document["kind"] == "Role":
                role["namespace"] = document["metadata"].get("namespace", namespace)
            labels = document["metadata"].get("labels") or {}
            joins = sorted(key.rsplit("/", 1)[1] for key in labels if "/aggregate-to-" in key)
            if joins:
                role["joins"] = joins
            role["bound_to"] = sorted(bound.get((document["kind"], name), ()))
            role["rules"] = sorted((rule(one) for one in document.get("rules") or []), key=json.dumps)
            found.append(role)
    found += elsewhere(objects, bound)
    return sorted(found, key=lambda role: (role["kind"], role.get("namespace", ""), role["name"]))


def elsewhere(objects, bound):
    """Roles that Kubernetes brings and the chart binds: their rules are not the chart's."""
    own = {(document["kind"], document["metadata"]["name"]) for document in objects}
    others = sorted((key, subjects) for key, subjects in bound.items() if key not in own)
    return [{"kind": kind, "name": name, "bound_to": sorted(subjects), "rules": []} for (kind, name), subjects in others]


def scope(document, namespace):
    """Where a binding holds; nothing for the whole cluster."""
    if document["kind"] == "ClusterRoleBinding":
        return ""
    return f" in {document['metadata'].get('namespace', namespace)}"


def named(subject, namespace):
    if subject["kind"] == "ServiceAccount":
        return f"{subject.get('namespace', namespace)}/{subject['name']}"
    return f"{subject['kind'].lower()} {subject['name']}"


def rule(one):
    parts = {
        "groups": one.get("apiGroups"),
        "resources": one.get("resources"),
        "names": one.get("resourceNames"),
        "urls": one.get("nonResourceURLs"),
        "verbs": one.get("verbs"),
    }
    return {key: sorted(value) for key, value in parts.items() if value}


def webhooks(objects, namespace):
    """What the API server asks, and how many pods answer."""
    found = []
    for document in objects:
        if document["kind"] in WEBHOOKS:
            for webhook in document.get("webhooks") or []:
                service = (webhook["clientConfig"].get("service") or {}).get("name")
                found.append({
                    "name": webhook["name"],
                    "kind": WEBHOOKS[document["kind"]],
                    "failure_policy": webhook.get("failurePolicy", "Fail"),
                    "matches": sorted({match for one in webhook.get("rules") or [] for match in matches(one)}),
                    "namespaces": webhook.get("namespaceSelector") or {},
                    "objects": webhook.get("objectSelector") or {},
                    "replicas": replicas_behind(objects, service),
                })
    return sorted(found, key=lambda webhook: (webhook["kind"], webhook["name"]))


def matches(one):
    """Each resource with its group, as `deployments.apps`, behind the operations."""
    operations = ",".join(sorted(one["operations"]))
    for name in one["resources"]:
        for part in one["apiGroups"]:
            yield f"{operations} {name}.{part}".rstrip(".")


def replicas_behind(objects, service):
    """Replicas of the Deployments that a Service selects; none where the chart does not tell."""
    for document in objects:
        if document["kind"] == "Service" and document["metadata"]["name"] == service:
            wanted = (document["spec"].get("selector") or {}).items()
            behind = [one for one in objects if one["kind"] == "Deployment" and wanted <= labels_of_pods(one).items()]
            return sum(one["spec"].get("replicas", 1) for one in behind)
    return 0


def labels_of_pods(document):
    return template(document)["metadata"].get("labels") or {}


def template(document):
    spec = document["spec"]
    return spec["jobTemplate"]["spec"]["template"] if document["kind"] == "CronJob" else spec["template"]


def pods(objects):
    """Workloads, and what the scheduler, a registry and a firewall have to know of them."""
    found = []
    for document in objects:
        if document["kind"] in WORKLOADS:
            spec = template(document)["spec"]
            containers = spec["containers"] + (spec.get("initContainers") or [])
            ports = {port["containerPort"] for one in spec["containers"] for port in one.get("ports") or []}
            workload = {"kind": document["kind"], "name": document["metadata"]["name"]}
            if document["kind"] in {"Deployment", "StatefulSet"}:
                workload["replicas"] = document["spec"].get("replicas", 1)
            workload["images"] = sorted({one["image"] for one in containers})
            workload["requests"] = all((one.get("resources") or {}).get("requests") for one in spec["containers"])
            workload["ports"] = sorted(ports)
            if selector := spec.get("nodeSelector"):
                workload["nodes"] = selector
            found.append(workload)
    return sorted(found, key=lambda workload: (workload["kind"], workload["name"]))


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
