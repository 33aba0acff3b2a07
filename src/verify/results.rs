//! The types that functions give when they depend on the types of the arguments.

use super::types::{Field, Fields, Type};

/// The one type of all arguments: `coalesce`, `try`.
pub(super) fn common(arguments: &[Type]) -> Type {
    Type::unify_all(arguments).unwrap_or(Type::Any)
}

/// The first argument: `sensitive`.
pub(super) fn same(arguments: &[Type]) -> Type {
    arguments.first().cloned().unwrap_or(Type::Any)
}

/// One element of the first argument: `element`, `one`, `lookup`.
pub(super) fn element(arguments: &[Type]) -> Type {
    same(arguments).element()
}

/// A list of such elements: `distinct`, `reverse`, `tolist`.
pub(super) fn as_list(arguments: &[Type]) -> Type {
    Type::list(element(arguments))
}

/// A set of the elements of all arguments: `toset`, `setunion`.
pub(super) fn as_set(arguments: &[Type]) -> Type {
    Type::set(elements(arguments))
}

/// A map of such elements: `tomap`.
pub(super) fn as_map(arguments: &[Type]) -> Type {
    Type::map(element(arguments))
}

/// The arguments one after the other: `concat`.
pub(super) fn joined(arguments: &[Type]) -> Type {
    Type::list(elements(arguments))
}

/// A list of lists: `chunklist`.
pub(super) fn chunks(arguments: &[Type]) -> Type {
    Type::list(as_list(arguments))
}

/// A list of tuples: `setproduct`.
pub(super) fn product(arguments: &[Type]) -> Type {
    Type::list(Type::tuple(arguments.iter().map(Type::element).collect()))
}

/// `range`.
pub(super) fn numbers(_: &[Type]) -> Type {
    Type::list(Type::Number)
}

/// The innermost elements: `flatten`.
pub(super) fn flat(arguments: &[Type]) -> Type {
    let mut innermost = element(arguments);
    while matches!(innermost, Type::List(_) | Type::Set(_) | Type::Tuple(_)) {
        innermost = innermost.element();
    }
    Type::list(innermost)
}

/// `values`: a tuple for an object, because its attributes differ in type.
pub(super) fn values(arguments: &[Type]) -> Type {
    match arguments.first() {
        Some(Type::Object(fields)) => Type::tuple(fields.values().map(|field| field.ty.clone()).collect()),
        _ => as_list(arguments),
    }
}

/// Keys of the first argument with the elements of the second: `zipmap`.
pub(super) fn zipped(arguments: &[Type]) -> Type {
    Type::map(arguments.get(1).map_or(Type::Any, Type::element))
}

/// `merge`: later attributes win; a map among objects makes a map.
pub(super) fn merged(arguments: &[Type]) -> Type {
    let mut fields = Fields::new();
    for argument in arguments {
        let Type::Object(more) = argument else { return Type::map(elements(arguments)) };
        fields.extend(more.iter().map(|(name, field)| (name.clone(), Field { ty: field.ty.clone(), optional: false })));
    }
    Type::Object(fields.into())
}

fn elements(arguments: &[Type]) -> Type {
    let elements: Vec<Type> = arguments.iter().map(Type::element).collect();
    Type::unify_all(&elements).unwrap_or(Type::Any)
}
