//! Values with what each cell fills in, and without what nobody should read.

use crate::evaluate::{Inputs, Side, Value, place};
use crate::secrets;

impl Value {
    /// The value with everything filled in that a cell declares.
    #[must_use]
    pub fn filled(&self, inputs: &Inputs) -> Self {
        self.map(&|leaf| match leaf {
            Self::Input(input) => {
                inputs.get(&(input.path.clone(), input.side)).cloned().unwrap_or_else(|| leaf.clone())
            }
            known => known.clone(),
        })
    }

    /// The value with every secret masked that its own text gives away, or the path that it stands under.
    #[must_use]
    pub(super) fn without_secrets(self, path: &str) -> Self {
        match self {
            Self::Text(text) if secrets::is_secret(path, &text) => {
                let masked = secrets::masked_source(&text);
                Self::Text(if masked == text { secrets::MASK.to_owned() } else { masked.into_owned() })
            }
            Self::List(items) => Self::List(items.into_iter().map(|item| item.without_secrets(path)).collect()),
            Self::Set(items) => Self::Set(items.into_iter().map(|item| item.without_secrets(path)).collect()),
            Self::Object(entries) => {
                let masked = entries.into_iter().map(|(key, value)| {
                    let value = value.without_secrets(&key);
                    (key, value)
                });
                Self::Object(masked.collect())
            }
            Self::Json(document) => Self::Json(Box::new(document.without_secrets(path))),
            other => other,
        }
    }

    /// The value as it reads within a module: without the address of the module before what belongs to it.
    #[must_use]
    pub(super) fn within(&self, module: &str) -> Self {
        let own = |address: &String| address.strip_prefix(module).unwrap_or(address).to_owned();
        self.map(&|leaf| match leaf {
            Self::Attribute { of, name } => Self::Attribute { of: own(of), name: name.clone() },
            Self::Instance { resource, key } => Self::Instance { resource: own(resource), key: key.clone() },
            Self::Instances(resource) => Self::Instances(own(resource)),
            other => other.clone(),
        })
    }

    /// Whether a text in it holds a word.
    pub(super) fn mentions(&self, word: &str) -> bool {
        let mut found = false;
        self.visit(&mut |value| found |= matches!(value, Self::Text(text) if text.contains(word)));
        found
    }

    /// Whether a text in it is a network, such as `10.0.0.0/16`, of which each cell has its own.
    pub(super) fn has_network(&self) -> bool {
        let is_network =
            |text: &str| text.split_once('/').is_some_and(|(address, _)| address.parse::<std::net::IpAddr>().is_ok());
        let mut found = false;
        self.visit(&mut |value| found |= matches!(value, Self::Text(text) if is_network(text)));
        found
    }

    /// Whether it differs from cell to cell.
    pub fn has_inputs(&self) -> bool {
        !self.inputs().is_empty()
    }

    /// The places that each cell fills in.
    pub(super) fn inputs(&self) -> Vec<(String, Side)> {
        let mut found = Vec::new();
        self.visit(&mut |value| {
            if let Self::Input(input) = value {
                found.push((input.path.clone(), input.side));
            }
        });
        found
    }
}

/// A text, such as the key of an object, with the places filled in that it reads.
pub(super) fn filled_text(text: &str, inputs: &Inputs) -> String {
    let mut filled = text.to_owned();
    if !text.contains("var.") {
        return filled;
    }
    for ((path, side), value) in inputs {
        if let Value::Text(value) = value {
            filled = filled.replace(&format!("${{{}}}", place(path, *side)), value);
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Input;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn cells_fill_in_what_they_declare() {
        let cell = Value::Input(Input { path: "cell".to_owned(), side: Side::Both });
        let value = Value::Template(vec![text("p-"), cell]);
        let inputs = Inputs::from([(("cell".to_owned(), Side::Both), text("alpha"))]);
        assert!(value.has_inputs());
        assert_eq!(value.filled(&inputs), text("p-alpha"));
        assert_eq!(value.filled(&Inputs::new()), value);
        let inputs = Inputs::from([(("cell".to_owned(), Side::New), text("beta"))]);
        assert_eq!(filled_text("a/${new.var.cell}[\"${var.cell}\"]", &inputs), "a/beta[\"${var.cell}\"]");
    }

    #[test]
    fn addresses_within_a_module_are_short() {
        let of = |of: &str| Value::Attribute { of: of.to_owned(), name: "id".to_owned() };
        let value = Value::List(vec![of("module.cell.aws_vpc.this"), of("aws_vpc.this")]);
        assert_eq!(value.within("module.cell.").to_string(), "[aws_vpc.this.id, aws_vpc.this.id]");
    }
}
