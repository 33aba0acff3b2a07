"""Kinds, roles and webhooks among the objects of a chart."""

import json

from pods import labels_of_pods

WEBHOOKS = {"MutatingWebhookConfiguration": "mutating", "ValidatingWebhookConfiguration": "validating"}


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
