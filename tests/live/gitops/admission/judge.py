"""Judges requests to an API server by ValidatingAdmissionPolicies, as Kubernetes documents them ("Validating Admission Policy").

Reads {policies, bindings, namespaces, requests} from stdin and prints, for each request, a list of the policies that
refuse it, each with its message. A namespace is its labels; a request has operation, resource, namespace, user, object and oldObject. CEL is evaluated
by cel-python, which has no dialect of Kubernetes: what is not standard CEL is an error, and an error refuses.
"""

import functools
import json
import sys

import celpy

ENVIRONMENT = celpy.Environment()


@functools.cache
def program(expression):
    return ENVIRONMENT.program(ENVIRONMENT.compile(expression))


def selects(selector, labels):
    for label, value in selector.get("matchLabels", {}).items():
        if labels.get(label) != value:
            return False
    return all(meets(requirement, labels) for requirement in selector.get("matchExpressions", []))


def meets(requirement, labels):
    value, values = labels.get(requirement["key"]), requirement.get("values", [])
    match requirement["operator"]:
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
        case "In":
            return value in values
        case "NotIn":
            return value not in values
    raise ValueError(requirement)


def is_about(resources, request, labels):
    if not selects(resources.get("namespaceSelector", {}), labels):
        return False
    if not selects(resources.get("objectSelector", {}), request["object"].get("metadata", {}).get("labels", {})):
        return False
    rules = resources.get("resourceRules")
    return rules is None or any(names(rule, request) for rule in rules)


def names(rule, request):
    group, version, resource = request["resource"]
    is_one_of = lambda value, field: value in rule[field] or "*" in rule[field]
    return (
        is_one_of(group, "apiGroups")
        and is_one_of(version, "apiVersions")
        and is_one_of(request["operation"], "operations")
        and resource in rule["resources"]
    )


def refusal(policy, request):
    """The message with which a policy refuses a request, or nothing."""
    spec = policy["spec"]
    assert spec["failurePolicy"] == "Fail", "an error would let everything through"
    context = {
        "object": celpy.json_to_cel(request["object"]),
        "oldObject": celpy.json_to_cel(request.get("oldObject")),
        "request": celpy.json_to_cel(
            {
                "operation": request["operation"],
                "namespace": request["namespace"],
                "userInfo": {"username": request["user"], "groups": request.get("groups", [])},
            }
        ),
    }
    try:
        # Conditions see no variables.
        for condition in spec.get("matchConditions", []):
            if not program(condition["expression"]).evaluate(context):
                return None
        variables = celpy.celtypes.MapType()
        context["variables"] = variables
        for variable in spec.get("variables", []):
            variables[celpy.celtypes.StringType(variable["name"])] = program(variable["expression"]).evaluate(context)
        for rule in spec["validations"]:
            if not program(rule["expression"]).evaluate(context):
                return message(policy, rule, context)
        return None
    except (celpy.CELEvalError, celpy.CELParseError) as error:
        print(f"{policy['metadata']['name']}: {error}", file=sys.stderr)
        return "cannot be judged"


def message(policy, rule, context):
    """What whoever made the request reads. Where Kubernetes cannot make it, it falls back silently: here that is a failure."""
    if "messageExpression" not in rule:
        return rule["message"]
    text = program(rule["messageExpression"]).evaluate(context)
    assert isinstance(text, str) and text.strip() and "\n" not in text, (policy["metadata"], text)
    return str(text)


def judge(input, request):
    labels = input["namespaces"][request["namespace"]]
    refused = []
    for binding in input["bindings"]:
        policy = next(p for p in input["policies"] if p["metadata"]["name"] == binding["spec"]["policyName"])
        assert binding["spec"]["validationActions"] == ["Deny"], binding
        about = [policy["spec"]["matchConstraints"], binding["spec"]["matchResources"]]
        if not all(is_about(resources, request, labels) for resources in about):
            continue
        text = refusal(policy, request)
        if text is not None:
            refused.append((policy["metadata"]["name"], text))
    return refused


if __name__ == "__main__":
    whole = json.load(sys.stdin)
    json.dump([judge(whole, request) for request in whole["requests"]], sys.stdout)
