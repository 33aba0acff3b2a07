"""Workloads among the objects of a chart, and what the scheduler, a registry and a firewall have to know of them."""

import math
import re

from standards import standard

TEMPLATES = {"DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"}
# Kinds whose operator makes one workload of each object, with the fields of a pod in their `spec`.
MADE = {"AmazonCloudWatchAgent": "DaemonSet", "Alertmanager": "StatefulSet", "Prometheus": "StatefulSet"}
REPLICATED = {"Deployment", "ReplicaSet", "StatefulSet"}
# Those of which the operator of Prometheus makes pods that reload their configuration.
RELOADED = {"Alertmanager", "Prometheus"}
SELECTED = ("app.kubernetes.io/instance", "app.kubernetes.io/name")
DEFAULT_REGISTRY = "docker.io"
BYTES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


def pods(objects):
    """Workloads, those of the chart and those that its operators make of its objects."""
    reloader = reloader_of(objects)
    found = [workload for document in objects for workload in workloads(document, reloader)]
    return sorted(found, key=lambda workload: (workload["kind"], workload["name"]))


def workloads(document, reloader):
    kind, name = document["kind"], document["metadata"]["name"]
    if kind in TEMPLATES | {"CronJob"}:
        head = {"kind": kind, "name": name, **labels_in_facts(document)}
        yield workload(head, document["spec"], template(document)["spec"], labels_of_pods(document))
    elif kind in MADE:
        spec = document["spec"]
        head = {"kind": MADE[kind], "name": name, "made_by": f"{document['apiVersion'].split('/')[0]}/{kind}"}
        main = {"name": name, "image": spec["image"], "resources": spec.get("resources")}
        beside = [{"name": "config-reloader", **reloader}] if kind in RELOADED and reloader else []
        before = [{"name": "init-config-reloader", **reloader}] if beside else []
        yield workload(head, spec, {**spec, "containers": [main, *beside], "initContainers": before})


def reloader_of(objects):
    """What the operator of Prometheus puts into each pod that it makes, which its arguments say."""
    for document in objects:
        if document["kind"] != "Deployment":
            continue
        arguments = [one for container in template(document)["spec"]["containers"] for one in container.get("args") or []]
        flags = dict(one.removeprefix("--").split("=", 1) for one in arguments if "=" in str(one))
        if image := flags.get("prometheus-config-reloader"):
            amount = lambda kind: {part: flags[f"config-reloader-{part}-{kind}"] for part in ("cpu", "memory")}
            return {"image": image, "resources": {"requests": amount("request"), "limits": amount("limit")}}
    return None


def labels_in_facts(document):
    """Labels by which a monitor finds pods, without those that change with each version."""
    labels = {key: value for key, value in labels_of_pods(document).items() if key in SELECTED}
    return {"labels": labels} if labels else {}


def spread(pod, labels):
    """Domains over which the pods of a workload are spread, by terms that select them."""
    terms = list(pod.get("topologySpreadConstraints") or [])
    anti = (pod.get("affinity") or {}).get("podAntiAffinity") or {}
    terms += anti.get("requiredDuringSchedulingIgnoredDuringExecution") or []
    terms += [one["podAffinityTerm"] for one in anti.get("preferredDuringSchedulingIgnoredDuringExecution") or []]
    return sorted({term["topologyKey"] for term in terms if selects(term.get("labelSelector") or {}, labels)})


def selects(selector, labels):
    """Whether a selector with labels, or with the operator `In`, selects these labels."""
    wanted = selector.get("matchLabels") or {}
    expressions = selector.get("matchExpressions") or []
    of_expressions = all(one["operator"] == "In" and labels.get(one["key"]) in one["values"] for one in expressions)
    return bool(wanted or expressions) and of_expressions and all(labels.get(key) == text for key, text in wanted.items())


def workload(head, spec, pod, labels=None):
    found = dict(head)
    if head["kind"] in REPLICATED:
        found["replicas"] = spec.get("replicas", 1)
    if pod.get("hostNetwork"):
        found["host_network"] = True
    # What an operator adds to the pods that it makes, its object does not say.
    if "made_by" not in head:
        found["security"] = standard(pod)
    if selector := pod.get("nodeSelector"):
        found["nodes"] = selector
    if tolerations := pod.get("tolerations"):
        found["tolerations"] = tolerations
    if domains := spread(pod, labels or {}):
        found["spread"] = domains
    if name := pod.get("priorityClassName"):
        found["priority"] = name
    found["containers"] = [container(one) for one in pod["containers"]]
    if first := pod.get("initContainers"):
        found["init_containers"] = [container(one) for one in first]
    return found


def container(one):
    found = {"name": one["name"], "image": image(one["image"])}
    resources = one.get("resources") or {}
    for part in ("requests", "limits"):
        if amounts := requested(resources.get(part) or {}):
            found[part] = amounts
    if ports := sorted({port["containerPort"] for port in one.get("ports") or []}):
        found["ports"] = ports
    return found


def image(name):
    """Registry, repository, tag and digest, as a container runtime reads them."""
    name, _, digest = name.partition("@")
    registry, _, rest = name.partition("/")
    if not rest or not re.search(r"[.:]|^localhost$", registry):
        registry, rest = DEFAULT_REGISTRY, name
    repository, _, tag = rest.partition(":")
    parts = {"registry": registry, "repository": repository, "tag": tag, "digest": digest}
    return {key: part for key, part in parts.items() if part}


def requested(quantities):
    found = {}
    if cpu := quantities.get("cpu"):
        text = str(cpu)
        if millicores := int(text[:-1]) if text.endswith("m") else round(float(text) * 1000):
            found["cpu_millicores"] = millicores
    if memory := quantities.get("memory"):
        number, unit = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", str(memory)).groups()
        if mib := math.ceil(float(number) * BYTES[unit] / BYTES["Mi"]):
            found["memory_mib"] = mib
    return found


def labels_of_pods(document):
    return template(document)["metadata"].get("labels") or {}


def template(document):
    spec = document["spec"]
    return spec["jobTemplate"]["spec"]["template"] if document["kind"] == "CronJob" else spec["template"]
