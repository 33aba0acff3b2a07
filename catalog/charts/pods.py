"""Workloads among the objects of a chart, and what the scheduler, a registry and a firewall have to know of them."""

import math
import re

TEMPLATES = {"DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"}
# Kinds whose operator makes one workload of each object, with the fields of a pod in their `spec`.
MADE = {"AmazonCloudWatchAgent": "DaemonSet", "Alertmanager": "StatefulSet", "Prometheus": "StatefulSet"}
REPLICATED = {"Deployment", "ReplicaSet", "StatefulSet"}
DEFAULT_REGISTRY = "docker.io"
BYTES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


def pods(objects):
    """Workloads, those of the chart and those that its operators make of its objects."""
    found = [workload for document in objects for workload in workloads(document)]
    return sorted(found, key=lambda workload: (workload["kind"], workload["name"]))


def workloads(document):
    kind, name = document["kind"], document["metadata"]["name"]
    if kind in TEMPLATES | {"CronJob"}:
        yield workload({"kind": kind, "name": name}, document["spec"], template(document)["spec"])
    elif kind in MADE:
        spec = document["spec"]
        head = {"kind": MADE[kind], "name": name, "made_by": f"{document['apiVersion'].split('/')[0]}/{kind}"}
        main = {"name": name, "image": spec["image"], "resources": spec.get("resources")}
        yield workload(head, spec, {**spec, "containers": [main], "initContainers": []})


def workload(head, spec, pod):
    found = dict(head)
    if head["kind"] in REPLICATED:
        found["replicas"] = spec.get("replicas", 1)
    if pod.get("hostNetwork"):
        found["host_network"] = True
    if selector := pod.get("nodeSelector"):
        found["nodes"] = selector
    if tolerations := pod.get("tolerations"):
        found["tolerations"] = tolerations
    found["containers"] = [container(one) for one in pod["containers"]]
    if first := pod.get("initContainers"):
        found["init_containers"] = [container(one) for one in first]
    return found


def container(one):
    found = {"name": one["name"], "image": image(one["image"])}
    if requests := requested(((one.get("resources") or {}).get("requests") or {})):
        found["requests"] = requests
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
        found["cpu_millicores"] = int(text[:-1]) if text.endswith("m") else round(float(text) * 1000)
    if memory := quantities.get("memory"):
        number, unit = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", str(memory)).groups()
        found["memory_mib"] = math.ceil(float(number) * BYTES[unit] / BYTES["Mi"])
    return found


def labels_of_pods(document):
    return template(document)["metadata"].get("labels") or {}


def template(document):
    spec = document["spec"]
    return spec["jobTemplate"]["spec"]["template"] if document["kind"] == "CronJob" else spec["template"]
