//! Types of Terraform values, how they convert into each other, and how they are spelled.

use std::{collections::BTreeMap, fmt, sync::Arc};

/// Type of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Type {
    /// Unknown or of no interest: converts to everything.
    Any,
    String,
    Number,
    Bool,
    List(Arc<Type>),
    Set(Arc<Type>),
    Map(Arc<Type>),
    Object(Arc<Fields>),
    Tuple(Arc<Vec<Type>>),
}

/// Attributes of an object type.
pub(super) type Fields = BTreeMap<String, Field>;

/// One attribute of an object type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// Type of the attribute.
    pub(super) ty: Type,
    /// Whether a value may leave it out: `optional(…)` in a type expression.
    pub(super) optional: bool,
}

impl Type {
    pub(super) fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    pub(super) fn set(element: Self) -> Self {
        Self::Set(Arc::new(element))
    }

    pub(super) fn map(element: Self) -> Self {
        Self::Map(Arc::new(element))
    }

    pub(super) fn tuple(elements: Vec<Self>) -> Self {
        Self::Tuple(Arc::new(elements))
    }

    /// An object whose attributes are all there.
    pub(super) fn object(attributes: impl IntoIterator<Item = (String, Self)>) -> Self {
        let fields = attributes.into_iter().map(|(name, ty)| (name, Field { ty, optional: false }));
        Self::Object(Arc::new(fields.collect()))
    }

    /// Why a value of this type cannot be used where `target` is wanted; none when it can. Conversions follow
    /// Terraform: primitives through strings, lists and sets into each other, tuples into both, objects into maps, and
    /// objects into objects with fewer attributes.
    pub(super) fn conversion_fault(&self, target: &Self) -> Option<String> {
        match (self, target) {
            (Self::Any, _)
            | (_, Self::Any)
            | (Self::String, Self::String | Self::Number | Self::Bool)
            | (Self::Number, Self::Number | Self::String)
            | (Self::Bool, Self::Bool | Self::String) => None,
            (Self::List(from) | Self::Set(from), Self::List(to) | Self::Set(to)) | (Self::Map(from), Self::Map(to)) => {
                from.conversion_fault(to)
            }
            (Self::Map(from), Self::Object(to)) => to.values().find_map(|field| from.conversion_fault(&field.ty)),
            (Self::Tuple(from), Self::List(to) | Self::Set(to)) => {
                from.iter().enumerate().find_map(|(index, ty)| within(index, ty.conversion_fault(to)))
            }
            (Self::Tuple(from), Self::Tuple(to)) if from.len() == to.len() => {
                from.iter().zip(to.iter()).enumerate().find_map(|(index, (a, b))| within(index, a.conversion_fault(b)))
            }
            (Self::Object(from), Self::Map(to)) => {
                from.iter().find_map(|(name, field)| within(name, field.ty.conversion_fault(to)))
            }
            (Self::Object(from), Self::Object(to)) => object_fault(from, to),
            _ => Some(format!("expected `{target}`, found `{self}`")),
        }
    }

    /// The one type that values of both types convert to without loss, the way Terraform finds it for `? :` and lists.
    pub(super) fn unify(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (a, b) if a == b => Some(a.clone()),
            (Self::Any, _) | (_, Self::Any) => Some(Self::Any),
            (Self::String, Self::Number | Self::Bool) | (Self::Number | Self::Bool, Self::String) => Some(Self::String),
            (Self::Set(a), Self::Set(b)) => a.unify(b).map(Self::set),
            (Self::List(a) | Self::Set(a), Self::List(b) | Self::Set(b)) => a.unify(b).map(Self::list),
            (Self::Map(a), Self::Map(b)) => a.unify(b).map(Self::map),
            (Self::Tuple(a), Self::Tuple(b)) if a.len() == b.len() => {
                a.iter().zip(b.iter()).map(|(a, b)| a.unify(b)).collect::<Option<_>>().map(Self::tuple)
            }
            (Self::Tuple(_), Self::Tuple(_)) => {
                Self::unify_all([self.unified()?, other.unified()?].iter()).map(Self::list)
            }
            (Self::Tuple(_), Self::List(element)) | (Self::List(element), Self::Tuple(_)) => {
                let tuple = if matches!(self, Self::Tuple(_)) { self } else { other };
                tuple.unified()?.unify(element).map(Self::list)
            }
            (Self::Object(a), Self::Object(b)) if a.keys().eq(b.keys()) => unify_objects(a, b),
            (Self::Object(_) | Self::Map(_), Self::Object(_) | Self::Map(_)) => {
                self.unified()?.unify(&other.unified()?).map(Self::map)
            }
            _ => None,
        }
    }

    /// The one type that all of them convert to; `Any` for none of them.
    pub(super) fn unify_all<'a>(types: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut types = types.into_iter();
        let first = types.next().cloned().unwrap_or(Self::Any);
        types.try_fold(first, |unified, ty| unified.unify(ty))
    }

    /// Type of one element of a collection; `Any` when the elements differ or when it is no collection.
    pub(super) fn element(&self) -> Self {
        self.unified().unwrap_or(Self::Any)
    }

    fn unified(&self) -> Option<Self> {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => Some(element.as_ref().clone()),
            Self::Tuple(elements) => Self::unify_all(elements.iter()),
            Self::Object(fields) => Self::unify_all(fields.values().map(|field| &field.ty)),
            _ => None,
        }
    }

    /// Whether `${…}` can print it.
    pub(super) fn is_primitive(&self) -> bool {
        matches!(self, Self::Any | Self::String | Self::Number | Self::Bool)
    }
}

fn within(place: impl fmt::Display, fault: Option<String>) -> Option<String> {
    fault.map(|fault| format!("in `{place}`: {fault}"))
}

fn object_fault(from: &Fields, to: &Fields) -> Option<String> {
    to.iter().find_map(|(name, field)| match from.get(name) {
        Some(given) => within(name, given.ty.conversion_fault(&field.ty)),
        None if field.optional => None,
        None => Some(format!("the object has no attribute `{name}`")),
    })
}

fn unify_objects(a: &Fields, b: &Fields) -> Option<Type> {
    let unified = a.iter().zip(b.values()).map(|((name, a), b)| Some((name.clone(), a.ty.unify(&b.ty)?)));
    unified.collect::<Option<Vec<_>>>().map(Type::object)
}

impl fmt::Display for Type {
    /// The spelling of a type expression; objects with more than four attributes are cut short.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("any"),
            Self::String => formatter.write_str("string"),
            Self::Number => formatter.write_str("number"),
            Self::Bool => formatter.write_str("bool"),
            Self::List(element) => write!(formatter, "list({element})"),
            Self::Set(element) => write!(formatter, "set({element})"),
            Self::Map(element) => write!(formatter, "map({element})"),
            Self::Tuple(elements) => {
                let elements: Vec<String> = elements.iter().map(ToString::to_string).collect();
                write!(formatter, "tuple([{}])", elements.join(", "))
            }
            Self::Object(fields) => write_object(formatter, fields),
        }
    }
}

fn write_object(formatter: &mut fmt::Formatter<'_>, fields: &Fields) -> fmt::Result {
    const SHOWN: usize = 4;
    if fields.is_empty() {
        return formatter.write_str("object({})");
    }
    let shown = fields.iter().take(SHOWN).map(|(name, field)| {
        if field.optional { format!("{name} = optional({})", field.ty) } else { format!("{name} = {}", field.ty) }
    });
    let mut shown: Vec<String> = shown.collect();
    if fields.len() > SHOWN {
        shown.push("…".to_owned());
    }
    write!(formatter, "object({{ {} }})", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Type {
        Type::object([("age".to_owned(), Type::Number), ("name".to_owned(), Type::String)])
    }

    #[test]
    fn conversions_follow_terraform() {
        let strings = || Type::list(Type::String);
        let allowed = [
            (Type::Number, Type::String),
            (Type::String, Type::Bool),
            (Type::tuple(vec![Type::String, Type::Number]), Type::set(Type::String)),
            (strings(), Type::set(Type::String)),
            (person(), Type::map(Type::String)),
            (person(), Type::object([("name".to_owned(), Type::String)])),
            (Type::map(Type::Any), person()),
        ];
        for (from, to) in allowed {
            assert_eq!(from.conversion_fault(&to), None, "{from} to {to}");
        }
        let refused = [
            (Type::Number, Type::Bool, "expected `bool`, found `number`"),
            (Type::String, strings(), "expected `list(string)`, found `string`"),
            (strings(), Type::tuple(vec![Type::String]), "expected `tuple([string])`, found `list(string)`"),
            (person(), Type::map(Type::Bool), "in `age`: expected `bool`, found `number`"),
            (Type::object([]), person(), "the object has no attribute `age`"),
        ];
        for (from, to, fault) in refused {
            assert_eq!(from.conversion_fault(&to).as_deref(), Some(fault));
        }
    }

    #[test]
    fn unification_finds_the_common_type() {
        let cases = [
            (Type::String, Type::Number, Some("string")),
            (Type::Bool, Type::Number, None),
            (Type::tuple(vec![Type::String]), Type::tuple(vec![]), Some("list(any)")),
            (Type::list(Type::Number), Type::tuple(vec![Type::String]), Some("list(string)")),
            (person(), Type::object([("x".to_owned(), Type::Bool)]), Some("map(string)")),
            (person(), Type::String, None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(a.unify(&b).map(|ty| ty.to_string()).as_deref(), expected, "{a} and {b}");
        }
    }
}
