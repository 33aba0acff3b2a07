"""Judges requests by ValidatingAdmissionPolicies, as the API server does, with the CEL of cel-python.

Reads {"policies": [...], "requests": [...]} from stdin and prints, for each request, the messages of what refuses it. What
cannot be evaluated refuses as well (`failurePolicy: Fail`). Policies that are not understood in full are an error, so that
nothing is admitted for want of a judge.
"""

import json
import sys

import celpy
from celpy import celtypes

KNOWN = {"failurePolicy", "matchConditions", "matchConstraints", "validations", "variables"}


def evaluate(expression, names):
    environment = celpy.Environment()
    return environment.program(environment.compile(expression)).evaluate(names)


def names_of(request):
    variables = celtypes.MapType()
    names = {name: celpy.json_to_cel(request.get(name)) for name in ("object", "oldObject", "request")}
    return names | {"variables": variables}, variables


def matches(policy, request):
    rules = policy["spec"]["matchConstraints"]["resourceRules"]
    asked = request["request"]
    return any(
        asked["operation"] in rule["operations"]
        and any(group in ("*", asked["resource"]["group"]) for group in rule["apiGroups"])
        and asked["resource"]["resource"] in rule["resources"]
        for rule in rules
    )


def refusals(policy, request):
    spec = policy["spec"]
    assert set(spec) <= KNOWN, set(spec) - KNOWN
    assert spec["failurePolicy"] == "Fail"
    if not matches(policy, request):
        return
    names, variables = names_of(request)
    conditions = spec.get("matchConditions", [])
    if not all(evaluate(condition["expression"], names) for condition in conditions):
        return
    for variable in spec.get("variables", []):
        value = evaluate(variable["expression"], names)
        variables[celtypes.StringType(variable["name"])] = value
    for validation in spec["validations"]:
        try:
            if not evaluate(validation["expression"], names):
                yield validation["message"]
        except celpy.CELEvalError as error:
            yield f"cannot be evaluated: {error}: {validation['message']}"


def main():
    work = json.load(sys.stdin)
    found = [[message for policy in work["policies"] for message in refusals(policy, request)] for request in work["requests"]]
    json.dump(found, sys.stdout)


main()
