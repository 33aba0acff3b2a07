//! Secrets in values that have a structure: those of a chart.

use serde_json::{Map, Value};

use super::key::{folded, is_reference, is_secret, names_a_secret};
use super::nested::is_value_key;
use super::{Kind, found};

/// A secret in values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// Its keys, such as `grafana.env[0].value`.
    pub path: String,
    /// Its number among the texts, numbers and other values without parts, in the order of the document, from 0.
    pub leaf: usize,
}

/// Every secret in an object, in the order of the document.
pub fn in_values(values: &Map<String, Value>) -> Vec<Leak> {
    let mut search = Search { leaf: 0, leaks: Vec::new() };
    search.object(values, "", Under::Key(""));
    search.leaks
}

struct Search {
    leaf: usize,
    leaks: Vec<Leak>,
}

/// What a value stands under.
#[derive(Clone, Copy)]
enum Under<'a> {
    /// A key, which may be that of a secret.
    Key(&'a str),
    /// Something that says that every text in it is a secret.
    Secret,
}

impl Search {
    fn value(&mut self, value: &Value, path: &str, under: Under<'_>) {
        match value {
            Value::Object(fields) => self.object(fields, path, under),
            Value::Array(elements) => self.array(elements, path, under),
            scalar => {
                if is_leak(scalar, under) {
                    self.leaks.push(Leak { path: path.to_owned(), leaf: self.leaf });
                }
                self.leaf += 1;
            }
        }
    }

    fn object(&mut self, fields: &Map<String, Value>, path: &str, under: Under<'_>) {
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let names_one = ["name", "key"].iter().any(|key| text(key).is_some_and(names_a_secret));
        let is_manifest = text("kind") == Some("Secret");
        for (key, value) in fields {
            let is_pair = names_one && key == "value";
            let is_data = key == "stringData" || is_manifest && key == "data";
            let under = match under {
                Under::Secret => Under::Secret,
                Under::Key(_) if is_data || is_pair => Under::Secret,
                // `password = { value = "…" }`
                Under::Key(outer) if is_value_key(key) && names_a_secret(outer) => Under::Secret,
                Under::Key(_) => Under::Key(key),
            };
            let dot = if path.is_empty() { "" } else { "." };
            self.value(value, &format!("{path}{dot}{key}"), under);
        }
    }

    fn array(&mut self, elements: &[Value], path: &str, under: Under<'_>) {
        let mut before = None;
        for (index, element) in elements.iter().enumerate() {
            let under = match before {
                Some(flag) if is_flag_of_a_secret(flag) => Under::Secret,
                // A doubtful one, such as `--db-pass`: its value decides.
                Some(flag) if flag.starts_with('-') && matches!(under, Under::Key(_)) => Under::Key(flag),
                _ => under,
            };
            self.value(element, &format!("{path}[{index}]"), under);
            before = element.as_str();
        }
    }
}

/// `--token`, whose value is the next element.
fn is_flag_of_a_secret(text: &str) -> bool {
    text.starts_with('-') && !text.contains(['=', ' ']) && names_a_secret(text)
}

fn is_leak(value: &Value, under: Under<'_>) -> bool {
    match (value, under) {
        (Value::String(text), Under::Secret) => !is_reference(text) && !text.starts_with('-'),
        (Value::String(text), Under::Key(key)) => {
            // The flag itself is no secret, only what follows it.
            !is_flag_of_a_secret(text) && is_secret(key, text) || !found(text, Kind::Source).is_empty()
        }
        (Value::Number(_), Under::Key(key)) => folded(key).ends_with("password"),
        (Value::Number(_), Under::Secret) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(value: &Value) -> Vec<String> {
        let leaks = in_values(value.as_object().unwrap());
        leaks.into_iter().map(|leak| format!("{} #{}", leak.path, leak.leaf)).collect()
    }

    #[test]
    fn every_secret_is_found_at_its_own_key() {
        for (values, expected) in [
            (json!({"a": {"adminPassword": "x", "n": 1}, "apiKey": "y"}), vec!["a.adminPassword #0", "apiKey #2"]),
            (json!({"adminPassword": "pa$$word"}), vec!["adminPassword #0"]),
            (json!({"env": [{"name": "DB_PASSWORD", "value": "x"}]}), vec!["env[0].value #1"]),
            (json!({"env": [{"value": "x", "name": "API_TOKEN"}]}), vec!["env[0].value #0"]),
            (json!({"env": {"DB_PASSWORD": "x"}}), vec!["env.DB_PASSWORD #0"]),
            (json!({"url": "postgres://u:p@h/db"}), vec!["url #0"]),
            (json!({"args": ["--password=x", "--token", "abc", "--port", "1"]}), vec!["args[0] #0", "args[2] #2"]),
            (json!({"id": "AKIAIOSFODNN7EXAMPLE"}), vec!["id #0"]),
            (json!({"credentials": "[default]\naws_secret_access_key = abc"}), vec!["credentials #0"]),
            (json!({"blob": "x: 1\npassword: hunter2\n"}), vec!["blob #0"]),
            (json!({"tls": {"key": "-----BEGIN PRIVATE KEY-----\nMIIE"}}), vec!["tls.key #0"]),
            (json!({"passwords": ["a", "b"]}), vec!["passwords[0] #0", "passwords[1] #1"]),
            (json!({"password": 123_456}), vec!["password #0"]),
            (json!({"password": {"name": "x", "value": "y"}}), vec!["password.value #1"]),
            (json!({"args": ["--db-pass", "hunter2xAa9", "--db-host", "db2xAa9"]}), vec!["args[1] #1"]),
            (
                json!({"pagerduty": {"routing_key": "R03"}, "h": {"Authorization": "hunter2xhunter2x"}}),
                vec!["pagerduty.routing_key #0", "h.Authorization #1"],
            ),
            (json!({"adminPw": "hunter2xAa9", "Passwort": "x"}), vec!["adminPw #0", "Passwort #1"]),
            (json!({"dsn": "app:pw@/db", "other": "app:hunter2x@db"}), vec!["dsn #0", "other #1"]),
            (
                json!({"password": "arn:x", "p": {"password": "file:x"}, "q": {"password": "vault:x"}}),
                vec!["password #0", "p.password #1", "q.password #2"],
            ),
            (json!({"extraObjects": [{"kind": "Secret", "data": {"a": "YWJj"}}]}), vec!["extraObjects[0].data.a #1"]),
            (json!({"secret": {"stringData": {"a": "x"}}}), vec!["secret.stringData.a #0"]),
            (json!({"json": "{\"auths\":{\"x\":{\"password\":\"y\"}}}"}), vec!["json #0"]),
        ] {
            assert_eq!(paths(&values), expected, "{values}");
        }
    }

    #[test]
    fn what_points_to_a_secret_is_none() {
        for values in [
            json!({"admin": {"existingSecret": "grafana-admin", "userKey": "user", "passwordKey": "password"}}),
            json!({"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]}),
            json!({"env": [{"name": "DB_PASSWORD", "value": "$(OTHER)"}, {"name": "DB_HOST", "value": "db"}]}),
            json!({"passwordSecretRef": {"name": "x", "key": "token"}, "secretName": "tls"}),
            json!({"adminPassword": "", "token": null, "useToken": true, "serviceAccountToken": {"enabled": false}}),
            json!({"tokenExpiration": "24h", "tokenTtl": 600, "url": "https://example.com/x", "auth": "oidc"}),
            json!({"args": ["--token-file", "/var/run/token", "--token", "$(TOKEN)", "--password=${PW}"]}),
            json!({"image": {"repository": "registry.example.com/a", "digest": "sha256:abcd"}}),
            json!({"imagePullSecrets": [{"name": "registry-credentials"}]}),
        ] {
            assert_eq!(paths(&values), Vec::<String>::new(), "{values}");
        }
    }
}
