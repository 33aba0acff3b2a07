//! Where expressions are broken over several lines, and how their parts are aligned.

use cellc::terraform::{
    BinaryOperator, Binding, Expression, ForObject, Key, ObjectItem, call, conditional, for_list, for_object, list,
    object, path,
};

use crate::print::expressions::{check, for_list_if, operation, var};

#[test]
fn lists_stay_on_one_line_while_they_fit() {
    check(&Expression::List(Vec::new()), "[]");
    check(&list(["a", "b"]), r#"["a", "b"]"#);
    check(&list([list([1, 2]), list([3])]), "[[1, 2], [3]]");
    let filled = format!("[\"{}\", 1]", "x".repeat(93));
    assert_eq!(filled.len(), 100);
    check(&list([Expression::from("x".repeat(93)), 1.into()]), &filled);
    check(&list([Expression::from("x".repeat(94)), 1.into()]), &format!("[\n  \"{}\",\n  1,\n]", "x".repeat(94)));
}

#[test]
fn a_list_of_objects_has_one_element_a_line() {
    check(
        &list([object([("a", 1), ("b", 2)]), Expression::Object(Vec::new())]),
        "
        [
          { a = 1, b = 2 },
          {},
        ]",
    );
}

#[test]
fn objects_on_one_line_have_one_item_or_stand_in_something_else() {
    check(&Expression::Object(Vec::new()), "{}");
    check(&object([("a", 1)]), "{ a = 1 }");
    check(
        &object([("a", 1), ("long_name", 2)]),
        "
        {
          a         = 1
          long_name = 2
        }",
    );
    check(
        &object([
            ("a", object([("x", 1), ("y", 2), ("z", 3)])),
            ("b", object([("v", 0), ("x", 1), ("y", 2), ("z", 3)])),
        ]),
        "
        {
          a = { x = 1, y = 2, z = 3 }
          b = {
            v = 0
            x = 1
            y = 2
            z = 3
          }
        }",
    );
}

#[test]
fn items_are_aligned_within_runs() {
    let item = |comment: &str, key: &str, value: Expression| ObjectItem {
        comment: comment.to_owned(),
        key: key.into(),
        value,
    };
    let object = Expression::Object(vec![
        item("", "a", 1.into()),
        item("", "日本", 2.into()),
        item("why", "long_name", 3.into()),
        item("", "b", 4.into()),
        item("", "longer_name", object([("x", 1), ("y", 2), ("z", 3), ("zz", 4)])),
        item("", "c", 5.into()),
    ]);
    check(
        &object,
        "
        {
          a    = 1
          \"日本\" = 2
          # why
          long_name = 3
          b         = 4
          longer_name = {
            x  = 1
            y  = 2
            z  = 3
            zz = 4
          }
          c = 5
        }",
    );
}

#[test]
fn a_key_with_an_equals_sign_in_it_is_not_aligned() {
    let key = Key::from(call("f", [object([("x", 1)])]));
    check(
        &object([(Key::from("a"), 1), (Key::from("long"), 2), (key, 3), (Key::from("b"), 4)]),
        "
        {
          a    = 1
          long = 2
          (f({ x = 1 })) = 3
          b = 4
        }",
    );
}

#[test]
fn a_value_that_padding_makes_too_long_is_broken() {
    let value = list([Expression::from("x".repeat(80))]);
    check(
        &object([("a", value), ("much_longer_name", 1.into())]),
        &format!("{{\n  a = [\n    \"{}\",\n  ]\n  much_longer_name = 1\n}}", "x".repeat(80)),
    );
}

#[test]
fn calls_hug_their_only_collection() {
    check(
        &call("merge", [var("tags"), object([("Name", "x"), ("Role", "y")])]),
        r#"merge(var.tags, { Name = "x", Role = "y" })"#,
    );
    check(&call("jsonencode", [object([("a", 1)])]), "jsonencode({ a = 1 })");
    check(
        &call("jsonencode", [object([("a", 1), ("b", 2)])]),
        "
        jsonencode({
          a = 1
          b = 2
        })",
    );
    check(
        &call("toset", [call("flatten", [list([object([("a", 1)])])])]).index(0),
        "
        toset(flatten([
          { a = 1 },
        ]))[0]",
    );
    check(
        &call("merge", [var("tags"), object([("a", 1), ("b", 2), ("c", 3), ("d", 4)])]),
        "
        merge(
          var.tags,
          {
            a = 1
            b = 2
            c = 3
            d = 4
          },
        )",
    );
}

#[test]
fn a_for_is_broken_before_its_condition() {
    let long = || path(&format!("local.{}", "x".repeat(40)));
    check(&for_object(("k", "v"), var("m"), path("k"), path("v.id")), "{ for k, v in var.m : k => v.id }");
    check(
        &for_list_if(long(), operation(path("x"), BinaryOperator::NotEqual, long())),
        &format!("[\n  for x in local.{0} : x\n  if x != local.{0}\n]", "x".repeat(40)),
    );
    check(
        &for_object(("name", "pool"), var("pools"), path("name"), object([("a", 1), ("b", 2), ("c", 3), ("d", 4)])),
        "
        {
          for name, pool in var.pools : name => {
            a = 1
            b = 2
            c = 3
            d = 4
          }
        }",
    );
    check(
        &for_list("x", call("concat", [long(), long(), long()]), path("x.id")),
        &format!(
            "[\n  for x in concat(\n    local.{0},\n    local.{0},\n    local.{0},\n  ) :\n  x.id\n]",
            "x".repeat(40)
        ),
    );
}

/// After the `=` of an inline object, `terraform fmt` takes an open bracket at the end of the line for an assignment.
#[test]
fn no_line_opens_a_bracket_behind_an_inline_object() {
    let four = || object([("a", 1), ("b", 2), ("c", 3), ("d", 4)]);
    let four_lines = "a = 1\n    b = 2\n    c = 3\n    d = 4";
    check(
        &for_list("x", object([("a", 1)]), four()),
        &format!("[\n  for x in {{ a = 1 }} :\n  {{\n    {four_lines}\n  }}\n]"),
    );
    let made = ForObject {
        binding: Binding { key: None, value: "x".to_owned() },
        collection: path("y"),
        key: call("f", [object([("a", 1)])]),
        result: four(),
        grouping: false,
        condition: None,
    };
    check(
        &Expression::ForObject(Box::new(made)),
        &format!("{{\n  for x in y :\n  f({{ a = 1 }}) =>\n  {{\n    {four_lines}\n  }}\n}}"),
    );
    check(
        &list([conditional(var("x"), object([("a", 1)]), four())]),
        "
        [
          (
            var.x
            ? { a = 1 }
            : {
              a = 1
              b = 2
              c = 3
              d = 4
            }
          ),
        ]",
    );
}

#[test]
fn long_operations_and_conditionals_stay_on_one_line() {
    let name = "x".repeat(60);
    check(&operation(var(&name), BinaryOperator::And, var(&name)), &format!("var.{name} && var.{name}"));
    check(&conditional(var("a"), var(&name), var(&name)), &format!("var.a ? var.{name} : var.{name}"));
}

#[test]
fn a_conditional_breaks_one_branch_or_has_a_line_for_each() {
    let two = || object([("a", 1), ("b", 2)]);
    let choice = |yes: Expression, no: Expression| conditional(var("x"), yes, no);
    check(
        &choice(Expression::Null, two()),
        "
        var.x ? null : {
          a = 1
          b = 2
        }",
    );
    check(
        &choice(two(), Expression::Object(Vec::new())),
        "
        var.x ? {
          a = 1
          b = 2
        } : {}",
    );
    check(
        &choice(two(), call("f", [two()])),
        "
        (
          var.x
          ? {
            a = 1
            b = 2
          }
          : f({
            a = 1
            b = 2
          })
        )",
    );
}
