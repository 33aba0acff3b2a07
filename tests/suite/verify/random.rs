//! Stage `verify` has something to say about every tree, however senseless, and never panics.

use cellc::{
    layout::RootKind,
    terraform::{
        Attribute, BinaryOperator, Block, Body, Expression, File, Item, Module, Operation, Tree, call, conditional,
        for_list, for_object, list, object, path, text,
    },
    verify::verify,
};
use cellc_test_support::campaign;
use proptest::prelude::*;

/// Names that mean something somewhere, so that random trees get past the first check.
const WORDS: [&str; 34] = [
    "aws_vpc",
    "aws_subnet",
    "aws_eks_cluster",
    "this",
    "private",
    "var",
    "local",
    "module",
    "each",
    "self",
    "path",
    "count",
    "data",
    "key",
    "value",
    "id",
    "for_each",
    "depends_on",
    "lifecycle",
    "ignore_changes",
    "provider",
    "aws",
    "source",
    "type",
    "default",
    "description",
    "validation",
    "condition",
    "vpc_config",
    "timeouts",
    "tags",
    "dynamic",
    "from",
    "to",
];

const KINDS: [&str; 14] = [
    "resource",
    "variable",
    "output",
    "locals",
    "module",
    "provider",
    "terraform",
    "moved",
    "import",
    "removed",
    "data",
    "lifecycle",
    "backend",
    "nonsense",
];

const FUNCTIONS: [&str; 12] = [
    "merge",
    "values",
    "keys",
    "toset",
    "concat",
    "flatten",
    "element",
    "jsonencode",
    "try",
    "zipmap",
    "object",
    "list",
];

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn reference() -> impl Strategy<Value = Expression> {
    proptest::collection::vec(word(), 1..4).prop_map(|words| path(&words.join(".")))
}

fn expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        Just(Expression::Null),
        any::<bool>().prop_map(Expression::from),
        any::<i32>().prop_map(Expression::from),
        prop_oneof![word(), Just("../../../../modules/a".to_owned())].prop_map(Expression::from),
        reference(),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let many = proptest::collection::vec(inner.clone(), 0..4);
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            many.clone().prop_map(list),
            proptest::collection::vec((word(), inner.clone()), 0..4).prop_map(object),
            pair.clone().prop_map(|(key, value)| object([(key, value)])),
            (proptest::sample::select(&FUNCTIONS[..]), many).prop_map(|(name, arguments)| call(name, arguments)),
            pair.clone().prop_map(|(collection, result)| for_list("key", collection, result)),
            (pair.clone(), inner.clone())
                .prop_map(|((collection, key), result)| { for_object(("key", "value"), collection, key, result) }),
            (pair.clone(), inner.clone()).prop_map(|((condition, yes), no)| conditional(condition, yes, no)),
            pair.clone().prop_map(|(left, right)| {
                Expression::Operation(Box::new(Operation { left, operator: BinaryOperator::Add, right }))
            }),
            pair.prop_map(|(base, index)| base.index(index)),
            (inner.clone(), word()).prop_map(|(base, name)| base.splat().attribute(&name)),
            inner.prop_map(|value| text("a{}b", [value])),
        ]
    })
}

fn attribute() -> impl Strategy<Value = Item> {
    (word(), expression()).prop_map(|(name, value)| Item::Attribute(Attribute { comment: String::new(), name, value }))
}

fn block(kind: impl Strategy<Value = String>, content: impl Strategy<Value = Item>) -> impl Strategy<Value = Item> {
    let body = proptest::collection::vec(content, 0..5).prop_map(|items| Body { items });
    (kind, proptest::collection::vec(word(), 0..3), body)
        .prop_map(|(kind, labels, body)| Item::Block(Block { comment: String::new(), kind, labels, body }))
}

fn module(make: impl Fn(Vec<File>) -> Module + Clone) -> impl Strategy<Value = Module> {
    let kind = proptest::sample::select(&KINDS[..]).prop_map(str::to_owned);
    let nested = block(word(), prop_oneof![attribute(), block(word(), attribute())]);
    let top = block(kind, prop_oneof![3 => attribute(), 1 => nested]);
    proptest::collection::vec(prop_oneof![9 => top, 1 => attribute()], 0..6).prop_map(move |items| {
        make(vec![File {
            name: "main.tf".to_owned(),
            lowered_by: "tests/verify_random.rs",
            header: Vec::new(),
            body: Body { items },
        }])
    })
}

fn root(files: Vec<File>) -> Module {
    Module::root(RootKind::of_folder("environments/prod/cells/b").unwrap(), files)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(256), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_tree_is_judged(first in module(|files| Module::child("a", files)), second in module(root)) {
        let tree = Tree { modules: vec![first, second] };
        let faults = verify(&tree);
        prop_assert_eq!(&faults, &verify(&tree), "the same tree has the same faults");
        for fault in faults {
            prop_assert!(!fault.message.is_empty());
            prop_assert!(!fault.message.ends_with('.'), "{}", fault);
        }
    }
}
