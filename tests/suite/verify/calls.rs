//! Calls of modules.

use super::*;

/// A root that calls a module with one variable and one output.
fn calling(arguments: &[(&str, Expression)], extra: Vec<BodyBuilder>) -> Vec<String> {
    let cidr = call("object", [object([("cidr", path("string")), ("size", call("optional", [path("number")]))])]);
    let blocks = vec![
        variable("network", cidr),
        variable("zones", call("set", [path("string")])).set("default", list(["a"])),
        output("cidr", path("var.network.cidr")),
        output("zones", path("var.zones")),
    ];
    let call = block("module").label("cell");
    let call = arguments.iter().fold(call, |call, (name, value)| call.set(name, value.clone()));
    let root = root("alpha", [vec![call], extra].concat());
    said(&verify(&Tree { modules: vec![child(blocks), root] }))
}

/// Arguments of the call, further blocks of the root, and what is said.
type CallCase<'a> = (Vec<(&'a str, Expression)>, Vec<BodyBuilder>, &'a [&'a str]);

fn check_calls(cases: Vec<CallCase>) {
    for (arguments, extra, expected) in cases {
        assert_eq!(calling(&arguments, extra), expected, "{arguments:?}");
    }
}

fn source() -> (&'static str, Expression) {
    ("source", SOURCE.into())
}

fn network() -> (&'static str, Expression) {
    ("network", object([("cidr", "10.0.0.0/16")]))
}

fn with(name: &'static str, value: Expression) -> Vec<(&'static str, Expression)> {
    vec![source(), network(), (name, value)]
}

#[test]
fn outputs_of_modules_resolve() {
    let out = |dotted: &str| vec![output("x", path(dotted))];
    let sound = [source(), network()];
    check_calls(vec![
        (sound.to_vec(), out("module.cell.cidr"), &[]),
        (
            sound.to_vec(),
            out("module.cell.cird"),
            &["output.x: `value`: module `modules/cell` has no output `cird`; did you mean `cidr`?"],
        ),
        (sound.to_vec(), out("module.cell.cidr.x"), &["output.x: `value`: `.x` needs an object, found `string`"]),
        (
            with("for_each", object([("a", "b")])),
            out("module.cell.cidr"),
            &[
                "output.x: `value`: `module.cell` has `for_each`, so an instance must be chosen: `module.cell[each.key].cidr`",
            ],
        ),
    ]);
}

#[test]
fn module_calls_fit_the_variables() {
    check_calls(vec![
        (vec![network()], vec![], &["module.cell: missing required argument `source`"]),
        (vec![source()], vec![], &["module.cell: module `modules/cell` requires the argument `network`"]),
        (
            vec![("source", "../../../../modules/sell".into())],
            vec![],
            &["module.cell: `source`: no module `modules/sell`; did you mean `modules/cell`?"],
        ),
        (
            vec![("source", "terraform-aws-modules/eks/aws".into())],
            vec![],
            &[
                "module.cell: `source`: expected a path inside the tree that starts with `./` or `../`, found `terraform-aws-modules/eks/aws`",
            ],
        ),
        (vec![("source", "./".into())], vec![], &["module.cell: `source`: a module cannot call itself"]),
        (
            with("zone", list(["a"])),
            vec![],
            &["module.cell: module `modules/cell` has no variable `zone`; did you mean `zones`?"],
        ),
        (with("zones", "a".into()), vec![], &["module.cell: `zones`: expected `set(string)`, found `string`"]),
        (
            vec![source(), ("network", object([("cdir", "x")]))],
            vec![],
            &[
                "module.cell: `network`: unknown attribute `cdir`; did you mean `cidr`?",
                "module.cell: `network`: the object has no attribute `cidr`",
            ],
        ),
        (
            with("depends_on", list([path("aws_vpc.this")])),
            vec![vpc()],
            &["module.cell: `depends_on` is not allowed on a module: it defers all of it; refer to attributes"],
        ),
        (
            with("version", "1.0".into()),
            vec![],
            &["module.cell: `version` is for modules of a registry, not for local paths"],
        ),
        (
            with("providers", object([("aws", path("aws.us"))])),
            vec![],
            &["module.cell: `providers`: no provider configuration `aws.us` in this module"],
        ),
    ]);
}

#[test]
fn what_belongs_to_roots_is_refused_in_called_modules() {
    let blocks = vec![
        block("provider").label("aws").set("region", "eu-west-1"),
        block("terraform").nest(block("backend").label("local")),
        vpc(),
        block("import").set("to", path("aws_vpc.this")).set("id", "vpc-1"),
    ];
    let call = vec![block("module").label("cell").set("source", SOURCE)];
    let faults = verify(&Tree { modules: vec![child(blocks), root("alpha", call)] });
    let expected = [
        "provider.aws: provider configurations belong to roots, not to modules that are called",
        "terraform: a backend belongs to a root, not to a module that is called",
        "import: `import` blocks belong to roots, not to modules that are called",
    ];
    assert_eq!(said(&faults), expected);
}
