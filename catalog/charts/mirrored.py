"""Says which images of the pinned charts a cell with a `mirror` would still get from the internet. README.md says how to run it."""

import argparse
import json
import pathlib
import re
import sys

from render import HERE, release_of, rendered

# Registries that only the internet leads to, as they stand in front of a repository.
PUBLIC = re.compile(r"(?<![\w./-])(?:docker\.io|gcr\.io|ghcr\.io|icr\.io|nvcr\.io|public\.ecr\.aws|quay\.io|registry\.k8s\.io)/[\w./-]+")
# Fields of objects that name no image: text for people, and schemas.
PROSE = {"description", "annotations", "openAPIV3Schema"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("clones", type=pathlib.Path, help="folder with a clone of each repository, as <owner>/<name>")
    arguments.add_argument("cell", type=pathlib.Path, help="the folder of a cell with a `mirror` in the output of cellc")
    arguments = arguments.parse_args()
    left = 0
    for source in json.loads((HERE / "sources.json").read_text())["charts"]:
        release = release_of(arguments.cell, source["chart"])
        for found in rendered(arguments.clones, arguments.cell, source, release)["objects"]:
            for image in sorted({one for text in texts(found) for one in PUBLIC.findall(text)}):
                left += 1
                print(f"{source['chart']}: {found['kind']} {found['metadata']['name']}: {image}")
    sys.exit(f"{left} images are not in the mirror" if left else 0)


def texts(value):
    """Every text in an object that may name an image."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in PROSE:
                yield from texts(one)


if __name__ == "__main__":
    main()
