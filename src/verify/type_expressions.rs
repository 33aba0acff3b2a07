//! Reads the `type` of a variable, such as `map(object({ cidr = string }))`.

use crate::{
    diagnostic::did_you_mean,
    terraform::{Call, Expression, Key, ObjectItem},
};

use super::types::{Field, Fields, Type};

const NAMES: [&str; 9] = ["string", "number", "bool", "any", "list", "set", "map", "object", "tuple"];

/// The type that the expression spells, or what is wrong with it.
pub(super) fn parse(expression: &Expression) -> Result<Type, String> {
    match expression {
        Expression::Variable(name) => primitive(name),
        Expression::Call(call) => constructor(call),
        Expression::String(name) => Err(format!("a type is written without quotes: `{name}`")),
        _ => Err("expected a type expression such as `list(string)`".to_owned()),
    }
}

fn primitive(name: &str) -> Result<Type, String> {
    match name {
        "string" => Ok(Type::String),
        "number" => Ok(Type::Number),
        "bool" => Ok(Type::Bool),
        "any" => Ok(Type::Any),
        "list" | "set" | "map" => Err(format!("`{name}` needs the type of its elements, as in `{name}(string)`")),
        _ => Err(unknown(name)),
    }
}

fn constructor(call: &Call) -> Result<Type, String> {
    let [argument] = call.arguments.as_slice() else {
        return Err(format!("`{}(…)` takes exactly one argument", call.function));
    };
    match (call.function.as_str(), argument) {
        ("list", element) => parse(element).map(Type::list),
        ("set", element) => parse(element).map(Type::set),
        ("map", element) => parse(element).map(Type::map),
        ("object", Expression::Object(items)) => {
            items.iter().map(field).collect::<Result<Fields, _>>().map(|fields| Type::Object(fields.into()))
        }
        ("object", _) => Err("`object` takes its attributes in braces, as in `object({ name = string })`".to_owned()),
        ("tuple", Expression::List(elements)) => elements.iter().map(parse).collect::<Result<_, _>>().map(Type::tuple),
        ("tuple", _) => Err("`tuple` takes its elements in brackets, as in `tuple([string, number])`".to_owned()),
        ("optional", _) => Err("`optional(…)` belongs to the attributes of an `object`".to_owned()),
        (name, _) => Err(unknown(name)),
    }
}

fn field(item: &ObjectItem) -> Result<(String, Field), String> {
    let Key::Literal(name) = &item.key else {
        return Err("the attribute names of an object type are literals".to_owned());
    };
    let field = match &item.value {
        Expression::Call(Call { function, arguments, expand_last: false }) if function == "optional" => {
            match arguments.as_slice() {
                [ty] | [ty, _] => Field { ty: parse(ty)?, optional: true },
                _ => return Err("`optional(…)` takes a type and at most a default".to_owned()),
            }
        }
        ty => Field { ty: parse(ty)?, optional: false },
    };
    Ok((name.clone(), field))
}

fn unknown(name: &str) -> String {
    match did_you_mean(name, NAMES) {
        Some(near) => format!("unknown type `{name}`; did you mean `{near}`?"),
        None => format!("unknown type `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{call, object, path};

    #[test]
    fn types_are_read_back_as_they_are_spelled() {
        let optional = call("optional", [path("number"), 3.into()]);
        let cell = object([("name", path("string")), ("size", optional)]);
        let ty = parse(&call("map", [call("object", [cell])])).map(|ty| ty.to_string());
        assert_eq!(ty.as_deref(), Ok("map(object({ name = string, size = optional(number) }))"));
    }

    #[test]
    fn wrong_types_are_explained() {
        let cases = [
            (path("strnig"), "unknown type `strnig`; did you mean `string`?"),
            (path("list"), "`list` needs the type of its elements, as in `list(string)`"),
            ("string".into(), "a type is written without quotes: `string`"),
            (call("list", []), "`list(…)` takes exactly one argument"),
            (call("optional", [path("string")]), "`optional(…)` belongs to the attributes of an `object`"),
            (true.into(), "expected a type expression such as `list(string)`"),
        ];
        for (expression, expected) in cases {
            assert_eq!(parse(&expression), Err(expected.to_owned()));
        }
    }
}
