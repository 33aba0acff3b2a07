"""What `kubectl apply -k` makes of a manifest, as far as the patches and images of a cell go."""

import yaml


def patched(objects, kustomization):
    """The objects with the patches of a cell's `kustomization.yaml`."""
    kustomization = yaml.safe_load(kustomization.read_text())
    for patch in kustomization["patches"]:
        target, change = patch["target"], yaml.safe_load(patch["patch"])
        for document in objects:
            if document["kind"] == target["kind"] and target.get("name") in (None, document["metadata"]["name"]):
                add(document, change) if isinstance(change, list) else merge(document, change)
    for change in kustomization.get("images", []):
        rename(objects, change["name"], change["newName"])
    return objects


def rename(value, name, new_name):
    """Gives the images of containers another name. The tag stays."""
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        rename(one, name, new_name)
    if isinstance(value, dict) and isinstance(value.get("image"), str) and value["image"].split(":")[0] == name:
        value["image"] = value["image"].replace(name, new_name, 1)


def add(document, changes):
    """A JSON patch that only adds."""
    for change in changes:
        assert change["op"] == "add", change
        *path, last = change["path"].strip("/").split("/")
        place = document
        for key in path:
            place = place[key]
        place[last] = change["value"]


def merge(document, change):
    """A strategic merge: lists of objects with names are merged by name, all others are replaced."""
    for key, value in change.items():
        old = document.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merge(old, value)
        elif is_named(value) and is_named(old):
            by_name = {one["name"]: one for one in old}
            for one in value:
                merge(by_name[one["name"]], one)
        elif key != "name" or old is None:
            document[key] = value


def is_named(value):
    return isinstance(value, list) and value != [] and all(isinstance(one, dict) and "name" in one for one in value)
