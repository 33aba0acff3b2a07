//! What is printed is what is read: printing and parsing are inverse.

use cellc::print::{print, print_body, print_expression};
use proptest::prelude::*;

use crate::print::generate;
use crate::print::read_back::{canonical, canonical_body, parse_body, parse_expression};

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn expressions_come_back(expression in generate::expression()) {
        let text = print_expression(&expression);
        prop_assert_eq!(parse_expression(&text), Ok(canonical(&expression)), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bodies_come_back(body in generate::body()) {
        let text = print_body(&body);
        prop_assert_eq!(parse_body(&text), Ok(canonical_body(&body)), "{}", text);
    }

    #[test]
    fn files_have_no_blanks_at_line_ends_and_no_double_blank_lines(file in generate::file()) {
        let text = print(&file);
        prop_assert!(text.is_empty() || text.ends_with('\n'));
        prop_assert!(!text.starts_with('\n') && !text.contains("\n\n\n") && !text.ends_with("\n\n"), "{}", text);
        prop_assert!(text.split('\n').all(|line| !line.ends_with(' ')), "{}", text);
    }
}
