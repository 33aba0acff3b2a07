//! Fragments of HCL in messages, as JSON: `` `nat = "none"` `` becomes `` `"nat": "none"` ``.

/// The text with all fragments between backticks that are attributes or blocks of HCL as members of a JSON object.
/// Everything else stays as it is.
pub(super) fn translated(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts =
        parts.map(|(index, part)| if index % 2 == 1 { fragment(part) } else { None }.unwrap_or(part.to_owned()));
    parts.collect::<Vec<_>>().join("`")
}

/// An attribute or a block.
fn fragment(text: &str) -> Option<String> {
    if let Some((key, value)) = text.strip_prefix('"').and_then(|rest| rest.split_once("\" = ")) {
        return Some(format!("\"{key}\": {}", value_of(value)));
    }
    let key_end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))?;
    let (key, rest) = text.split_at_checked(key_end).filter(|(key, _)| !key.is_empty())?;
    let rest = rest.strip_prefix(' ')?;
    if let Some(value) = rest.strip_prefix("= ") {
        return Some(format!("\"{key}\": {}", value_of(value)));
    }
    if rest.starts_with('{') {
        return Some(format!("\"{key}\": {}", body(rest)?));
    }
    let (label, rest) = rest.strip_prefix('"')?.split_once('"')?;
    let block = if rest.is_empty() { "{ … }".to_owned() } else { body(rest.trim_start())? };
    Some(format!("\"{key}\": {{ \"{label}\": {block} }}"))
}

/// A value; an object of HCL becomes one of JSON.
pub(super) fn value_of(text: &str) -> String {
    body(text).unwrap_or_else(|| text.to_owned())
}

/// `{ public = true, cidrs = ["…"] }`; the bodies of messages hold no block and no object inside another.
fn body(text: &str) -> Option<String> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let members = top_level_parts(inner).into_iter().map(|part| fragment(part).unwrap_or_else(|| part.to_owned()));
    let members = members.collect::<Vec<_>>().join(", ");
    Some(if members.is_empty() { "{}".to_owned() } else { format!("{{ {members} }}") })
}

/// Split at the commas that stand in no list, object or string.
fn top_level_parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut in_string) = (Vec::new(), 0, 0_u32, false);
    for (index, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '[' | '{' if !in_string => depth += 1,
            ']' | '}' if !in_string => depth = depth.saturating_sub(1),
            ',' if !in_string && depth == 0 => {
                parts.extend(text.get(start..index).map(str::trim));
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..).map(str::trim).filter(|part| !part.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_blocks_become_members() {
        for (hcl, json) in [
            ("add `region = \"eu-west-1\"`", "add `\"region\": \"eu-west-1\"`"),
            ("`cpu = 64` or `cpu = 65`", "`\"cpu\": 64` or `\"cpu\": 65`"),
            ("write `zones = [\"a\", \"b\"]`", "write `\"zones\": [\"a\", \"b\"]`"),
            ("write `{ \"a:b\" = \"c\", d = \"e\" }`", "write `{ \"a:b\" = \"c\", d = \"e\" }`"),
            ("write `tags = { \"a:b\" = \"c\", d = \"e\" }`", "write `\"tags\": { \"a:b\": \"c\", \"d\": \"e\" }`"),
            ("write `logs = { … }`", "write `\"logs\": { … }`"),
            (
                "write `endpoint = { public = true, cidrs = [\"a\", \"b\"] }`",
                "write `\"endpoint\": { \"public\": true, \"cidrs\": [\"a\", \"b\"] }`",
            ),
            ("write `endpoint { … }`", "write `\"endpoint\": { … }`"),
            ("write `cell \"name\" { … }`", "write `\"cell\": { \"name\": { … } }`"),
            ("move it to `add_on \"vpc-cni\"`", "move it to `\"add_on\": { \"vpc-cni\": { … } }`"),
            ("did you mean `cidr`?", "did you mean `cidr`?"),
            ("write `\"1.30\"` in quotes", "write `\"1.30\"` in quotes"),
            ("a range such as `>= 5.40, < 6.0`", "a range such as `>= 5.40, < 6.0`"),
            (
                "the number that `aws sts get-caller-identity` shows",
                "the number that `aws sts get-caller-identity` shows",
            ),
            ("write `\"fleet\": { … }`", "write `\"fleet\": { … }`"),
            ("close every `{`, `[` and `\"`", "close every `{`, `[` and `\"`"),
            ("a lone ` and more = 3", "a lone ` and more = 3"),
            ("", ""),
        ] {
            assert_eq!(translated(hcl), json);
        }
    }
}
