//! How the values of this folder are tested: tables of inputs, and properties over generated text.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use schemars::JsonSchema;
use serde::Serialize;

use super::ValueError;

/// What a value can do that is written as text.
pub(crate) trait Text: FromStr<Err = ValueError> + Display + Debug + PartialEq + Serialize + JsonSchema {}

impl<T: FromStr<Err = ValueError> + Display + Debug + PartialEq + Serialize + JsonSchema> Text for T {}

/// Parses each input and compares with its canonical form, or with `message` or `message | help`.
#[track_caller]
pub(crate) fn check<T: Text>(cases: &[(&str, Result<&str, &str>)]) {
    let schema = schema_of::<T>();
    for (input, expected) in cases {
        let outcome = input.parse::<T>();
        let shown = outcome.as_ref().map(ToString::to_string).map_err(rendered);
        assert_eq!(shown.as_deref().map_err(String::as_str), *expected, "parsing {input:?}");
        if let Ok(value) = outcome {
            holds(input, &value, &schema);
        }
    }
}

/// Every text that matches the regular expression is a value whose display parses to the same value.
#[track_caller]
pub(super) fn round_trips<T: Text>(regular_expression: &str) {
    let schema = schema_of::<T>();
    let texts = proptest::string::string_regex(regular_expression).expect("the expression is well formed");
    run(&texts, |text| match text.parse::<T>() {
        Ok(value) => holds(&text, &value, &schema),
        Err(error) => panic!("{text:?}: {}", rendered(&error)),
    });
}

/// No text makes the parser panic; whatever it accepts round trips, whatever it rejects has a message.
#[track_caller]
pub(super) fn survives_any_text<T: Text>(near_misses: &str) {
    let schema = schema_of::<T>();
    let near_misses = proptest::string::string_regex(near_misses).expect("the expression is well formed");
    let texts = prop_oneof![any::<String>(), "[a-zA-Z0-9:./,*<>=~_ +@-]{0,70}", near_misses];
    run(&texts, |text| match text.parse::<T>() {
        Ok(value) => holds(&text, &value, &schema),
        Err(error) => {
            let subject = if text.is_empty() { "an empty string " } else { "`" };
            assert!(error.message.starts_with(subject) && !error.message.ends_with('.'), "{}", error.message);
        }
    });
}

/// The error as tables write it.
pub(super) fn rendered(error: &ValueError) -> String {
    match &error.help {
        Some(help) => format!("{} | {help}", error.message),
        None => error.message.clone(),
    }
}

fn holds<T: Text>(input: &str, value: &T, schema: &jsonschema::Validator) {
    let shown = value.to_string();
    assert_eq!(shown.parse::<T>().as_ref(), Ok(value), "display {shown:?} of {input:?}");
    let serialised = serde_json::to_value(value).expect("values serialise");
    assert!(schema.is_valid(&serialised), "the schema rejects {serialised} of {input:?}");
    if serialised.is_string() {
        assert!(schema.is_valid(&serde_json::json!(input)), "the schema rejects {input:?}");
        assert_eq!(serialised, serde_json::json!(shown), "values serialise as text");
    }
}

fn schema_of<T: JsonSchema>() -> jsonschema::Validator {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    jsonschema::validator_for(schema.as_value()).expect("the schema is well formed")
}

fn run(texts: &impl Strategy<Value = String>, test: impl Fn(String)) {
    let configuration = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(configuration).run(texts, |text| {
        test(text);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Each word is read, and printed as it is.
pub(super) fn every_word_is_itself<T: Text>(words: &[&str]) {
    let cases: Vec<_> = words.iter().map(|word| (*word, Ok(*word))).collect();
    check::<T>(&cases);
    survives_any_text::<T>("[a-z-]{0,12}");
}
