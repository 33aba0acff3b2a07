//! How expressions are spelled: precedence, strings, keys, and the forms that `terraform fmt` insists on.

use cellc::print::print_expression;
use cellc::terraform::{
    BinaryOperator, Expression, Key, Operation, Step, Template, TemplatePart, Traversal, UnaryOperator, call,
    conditional, for_list, for_object, list, object, path, text,
};

#[track_caller]
pub(crate) fn check(expression: &Expression, expected: &str) {
    let expected = unindent(expected);
    let printed = print_expression(expression);
    assert_eq!(printed, expected, "\nprinted:\n{printed}\n\nexpected:\n{expected}");
}

/// Strips the margin of an expected text that starts on a line of its own.
pub(crate) fn unindent(text: &str) -> String {
    let Some(text) = text.strip_prefix('\n') else { return text.to_owned() };
    let text = text.trim_end_matches([' ', '\n']);
    let margin = text.len() - text.trim_start_matches(' ').len();
    let lines: Vec<&str> = text.split('\n').map(|line| line.get(margin..).unwrap_or("")).collect();
    lines.join("\n")
}

pub(crate) fn operation(
    left: impl Into<Expression>,
    operator: BinaryOperator,
    right: impl Into<Expression>,
) -> Expression {
    Expression::Operation(Box::new(Operation { left: left.into(), operator, right: right.into() }))
}

fn not(operand: Expression) -> Expression {
    Expression::Unary(UnaryOperator::Not, Box::new(operand))
}

fn minus(operand: Expression) -> Expression {
    Expression::Unary(UnaryOperator::Negate, Box::new(operand))
}

pub(crate) fn var(name: &str) -> Expression {
    path(&format!("var.{name}"))
}

pub(crate) fn for_list_if(collection: Expression, condition: Expression) -> Expression {
    match for_list("x", collection, path("x")) {
        Expression::ForList(mut made) => {
            made.condition = Some(condition);
            Expression::ForList(made)
        }
        other => other,
    }
}

#[test]
fn literals() {
    check(&Expression::Null, "null");
    check(&true.into(), "true");
    check(&(-5).into(), "-5");
    check(&Expression::Number(serde_json::Number::from_f64(0.5).expect("finite")), "0.5");
    check(&u64::MAX.to_string().into(), "\"18446744073709551615\"");
    check(&"say \"hi\" to ${you}\n".into(), r#""say \"hi\" to $${you}\n""#);
}

#[test]
fn paths() {
    check(&path("aws_eks_cluster.this.vpc_config.0.vpc_id"), "aws_eks_cluster.this.vpc_config[0].vpc_id");
    check(&path("aws_subnet.private").splat().attribute("id"), "aws_subnet.private[*].id");
    check(&path("aws_subnet.private").index(path("each.key")).attribute("id"), "aws_subnet.private[each.key].id");
    check(&var("tags").index("a b"), "var.tags[\"a b\"]");
    check(&var("tags").attribute("a b"), "var.tags[\"a b\"]");
    check(&call("one", [var("x")]).attribute("id"), "one(var.x).id");
    check(&list([1, 2]).index(0), "[1, 2][0]");
}

#[test]
fn a_path_on_something_loose_needs_parentheses() {
    check(&Expression::from("abc").index(0), "(\"abc\")[0]");
    check(&conditional(var("x"), var("a"), var("b")).attribute("id"), "(var.x ? var.a : var.b).id");
    check(&minus(var("x")).index(0), "(-var.x)[0]");
    let splat =
        Expression::Traversal(Box::new(Traversal { base: var("x").splat(), steps: vec![Step::Index(0.into())] }));
    check(&splat, "(var.x[*])[0]");
}

#[test]
fn terraform_fmt_deletes_keywords_in_an_index() {
    check(&var("x").index(true), "var.x[(true)]");
    check(&var("x").index(Expression::Null), "var.x[(null)]");
}

#[test]
fn precedence_decides_about_parentheses() {
    use BinaryOperator::{Add, And, Equal, Less, Multiply, Or, Subtract};
    let (a, b, c) = (|| path("a"), || path("b"), || path("c"));
    check(&operation(operation(a(), Add, b()), Multiply, c()), "(a + b) * c");
    check(&operation(operation(a(), Multiply, b()), Add, c()), "a * b + c");
    check(&operation(operation(a(), Subtract, b()), Subtract, c()), "a - b - c");
    check(&operation(a(), Subtract, operation(b(), Subtract, c())), "a - (b - c)");
    check(&operation(operation(a(), Or, b()), And, not(c())), "(a || b) && !c");
    check(&operation(operation(a(), And, b()), Or, c()), "a && b || c");
    check(&operation(operation(a(), Less, b()), Equal, true), "a < b == true");
    check(&operation(a(), Less, operation(b(), Equal, c())), "a < (b == c)");
    check(&operation(a(), Subtract, minus(b())), "a - -b");
    check(&operation(a(), Multiply, conditional(b(), 1, 2)), "a * (b ? 1 : 2)");
}

#[test]
fn signs() {
    check(&not(operation(path("a"), BinaryOperator::And, path("b"))), "!(a && b)");
    check(&not(not(path("a"))), "!!a");
    check(&minus(minus(path("a"))), "-(-a)");
    check(&minus((-1).into()), "-(-1)");
    check(&not(minus(path("a"))), "!(-a)");
    check(&minus(not(path("a"))), "-(!a)");
    check(&minus(path("a.b")), "-a.b");
}

#[test]
fn a_sign_gets_parentheses_where_terraform_fmt_would_take_it_for_a_subtraction() {
    check(&text("a{}", [minus(var("x"))]), "\"a${(-var.x)}\"");
    check(
        &for_list_if(minus(path("y")), operation(-1, BinaryOperator::Less, path("x"))),
        "[for x in(-y) : x if(-1 < x)]",
    );
    check(&for_object(("k", "v"), path("y"), path("k"), minus(path("v"))), "{ for k, v in y : k => (-v) }");
    check(&for_list("x", path("y"), minus(path("x"))), "[for x in y : -x]");
}

#[test]
fn keywords_of_a_for_touch_brackets_as_terraform_fmt_wants_it() {
    check(&for_list_if(list([1]), list([true]).index(0)), "[for x in [1] : x if[true][0]]");
    check(
        &for_list_if(conditional(var("a"), var("b"), var("c")), not(path("x"))),
        "[for x in(var.a ? var.b : var.c) : x if !x]",
    );
    check(
        &for_list_if(object([("a", 1)]), object([("a", true)]).attribute("a")),
        "[for x in { a = 1 } : x if { a = true }.a]",
    );
}

#[test]
fn a_conditional_in_a_conditional_has_parentheses_unless_it_comes_last() {
    let inner = || conditional(var("b"), 1, 2);
    check(&conditional(inner(), 3, 4), "(var.b ? 1 : 2) ? 3 : 4");
    check(&conditional(var("a"), inner(), 4), "var.a ? (var.b ? 1 : 2) : 4");
    check(&conditional(var("a"), 3, inner()), "var.a ? 3 : var.b ? 1 : 2");
}

#[test]
fn templates() {
    check(&text("{}-{}", [var("name"), path("each.key")]), "\"${var.name}-${each.key}\"");
    check(&text("costs ${}", [var("price")]), r#""costs \u0024${var.price}""#);
    check(&text("{}%{}", [var("a"), var("b")]), r#""${var.a}\u0025${var.b}""#);
    check(&text("a {}", [call("f", [text("b-{}", [var("c")]), "\"".into()])]), r#""a ${f("b-${var.c}", "\"")}""#);
    check(&text("a{}", [object([("b", 1)])]), "\"a${ { b = 1 } }\"");
    check(&text("a{}", [object([("b", 1), ("c", 2)]).attribute("b")]), "\"a${ { b = 1, c = 2 }.b}\"");
}

#[test]
fn a_template_that_is_one_interpolation_is_the_bare_expression() {
    let wrap = |inner| Expression::Template(Template { parts: vec![TemplatePart::Interpolation(inner)] });
    check(&wrap(wrap(var("x"))), "var.x");
    let sum = wrap(operation(1, BinaryOperator::Add, 2));
    check(&operation(sum, BinaryOperator::Multiply, 3), "(1 + 2) * 3");
    check(&object([(Key::from(var("x")), 1)]), "{ (var.x) = 1 }");
}

#[test]
fn keys() {
    let key = |key: &str| object([(key, 1)]);
    check(&key("a-b"), "{ a-b = 1 }");
    check(&key("for"), "{ \"for\" = 1 }");
    check(&key("null"), "{ \"null\" = 1 }");
    check(&key("kubernetes.io/role/elb"), "{ \"kubernetes.io/role/elb\" = 1 }");
    check(&key("größe"), "{ \"größe\" = 1 }");
    check(&key("e\u{301}"), r#"{ "e\u0301" = 1 }"#);
    check(&object([(Key::from(text("{}-x", [var("a")])), 1)]), "{ \"${var.a}-x\" = 1 }");
}
