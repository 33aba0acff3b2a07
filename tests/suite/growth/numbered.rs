//! Values of a schema by number: other numbers are other values, as far as there are any.

use serde_json::Value;

/// How strings may be numbered. The first form that a schema admits is taken.
const FORMS: [fn(usize) -> String; 14] = [
    |number| format!("n{number}"),
    |number| format!("1.{number}.0"),
    |number| format!("arn:aws:iam::111111111111:role/n{number}"),
    |number| format!("arn:aws:iam::111111111111:policy/n{number}"),
    |number| format!("10.{}.{}.0/24", number / 256 % 256, number % 256),
    |number| format!("m{}g.large", number + 5),
    |number| format!("Z{number}"),
    letters,
    zone,
    |number| format!("v1.{number}.0"),
    |number| format!("{}", 222_222_222_222 + number),
    |number| format!("CELL{:04}", number % 10_000),
    |number| format!("eu-aa{}-1", letters(number)),
    |number| format!("{number:04}-{number:04}"),
];

/// Numbers for which a form has to be right before it is taken.
const SAMPLES: [usize; 4] = [0, 7, 137, 4_095];

/// Keys whose value depends on something else, and what it is: the name of a block, the version of the compiler.
const FIXED: [(&str, &str); 3] = [("environment", "dev"), ("shares", "dev"), ("required_version", ">= 0.1")];

/// Keys that no two blocks have in common.
const IDENTITIES: [&str; 6] = ["account", "cidr", "namespace", "principal", "service_account", "to"];

/// `a`, `b`, …, `ba`, `bb`, …
fn letters(number: usize) -> String {
    let digit = |number: usize| char::from_digit(u32::try_from(number % 26 + 10).unwrap(), 36).unwrap();
    let rest = if number < 26 { String::new() } else { letters(number / 26) };
    rest + &digit(number).to_string()
}

/// `eu-aa-1a`, `eu-aa-1b`, …
fn zone(number: usize) -> String {
    format!("eu-a{}-1{}", letters(number / 26), letters(number % 26))
}

/// Makes values that one schema admits.
pub(super) enum Numbered {
    /// These, in turn.
    Words(Vec<Value>),
    /// Numbers between two.
    Between(u64, u64),
    /// Strings of a form.
    Form(fn(usize) -> String),
}

impl Numbered {
    /// The values of a list, or the labels of blocks: other numbers are other values.
    pub(super) fn of(schema: &Value) -> Self {
        Self::words(schema).unwrap_or_else(|| Self::string(schema))
    }

    /// The values of a key: other numbers are other values only where a key says whose block it is.
    pub(super) fn of_key(schema: &Value, key: &str) -> Self {
        if let Some((_, value)) = FIXED.iter().find(|(fixed, _)| *fixed == key) {
            return Self::Words(vec![Value::from(*value)]);
        }
        let examples = || Self::Words(schema["examples"].as_array().cloned().unwrap_or_default());
        let of_text = || if IDENTITIES.contains(&key) { Self::string(schema) } else { examples() };
        Self::words(schema).unwrap_or_else(of_text)
    }

    /// The values of what is no text, or one of a few.
    fn words(schema: &Value) -> Option<Self> {
        let of = |list: &str| schema[list].as_array().cloned().unwrap_or_default();
        let words: Vec<Value> = of("oneOf").iter().map(|word| word["const"].clone()).chain(of("enum")).collect();
        if !words.is_empty() {
            return Some(Self::Words(words));
        }
        let limit = |key: &str, usual| schema[key].as_u64().unwrap_or(usual);
        match type_of(schema) {
            "boolean" => Some(Self::Words(vec![Value::from(false)])),
            "integer" => Some(Self::Between(limit("minimum", 0).max(1), limit("maximum", 1 << 30))),
            _ => None,
        }
    }

    fn string(schema: &Value) -> Self {
        let validator = jsonschema::validator_for(schema).unwrap();
        let fits =
            |form: &&fn(usize) -> String| SAMPLES.iter().all(|number| validator.is_valid(&Value::from(form(*number))));
        match FORMS.iter().find(fits) {
            Some(form) => Self::Form(*form),
            None => Self::Words(schema["examples"].as_array().cloned().unwrap_or_default()),
        }
    }

    /// The value of this number.
    pub(super) fn value(&self, number: usize) -> Value {
        match self {
            Self::Words(words) => words.get(number % words.len().max(1)).cloned().unwrap_or_default(),
            Self::Between(least, most) => {
                let range = (most - least).saturating_add(1);
                Value::from(least + u64::try_from(number).unwrap() % range)
            }
            Self::Form(form) => Value::from(form(number)),
        }
    }

    /// The value of this number as a key.
    pub(super) fn key(&self, number: usize) -> String {
        self.value(number).as_str().unwrap().to_owned()
    }
}

/// The type of a schema, beside `null`.
pub(super) fn type_of(schema: &Value) -> &str {
    let listed = schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str);
    schema["type"].as_str().or_else(|| listed.into_iter().find(|name| *name != "null")).unwrap_or("any")
}
