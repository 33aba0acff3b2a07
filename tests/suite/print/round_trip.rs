//! What is printed is what is read: printing and reading are inverse.

use cellc::print::{print, print_body, print_expression};
use cellc::read::{read_expression, read_file};
use cellc_test_support::campaign;
use proptest::prelude::*;

use crate::print::canonical::{canonical, canonical_body, read_body, read_canonical};
use crate::print::generate;

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(4000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn expressions_come_back(expression in generate::expression()) {
        let text = print_expression(&expression);
        prop_assert_eq!(read_canonical(&text), Ok(canonical(&expression)), "{}", text);
        prop_assert_eq!(read_expression(&text).map(|read| print_expression(&read)), Ok(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(1000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bodies_come_back(body in generate::body()) {
        let text = print_body(&body);
        prop_assert_eq!(read_body(&text), Ok(canonical_body(&body)), "{}", text);
    }

    #[test]
    fn texts_come_back_with_their_comments(file in generate::file()) {
        let text = print(&file);
        let read = read_file("main.tf", &text);
        prop_assert_eq!(read.map(|read| print(&read.file)), Ok(text));
    }

    #[test]
    fn files_have_no_blanks_at_line_ends_and_no_double_blank_lines(file in generate::file()) {
        let text = print(&file);
        prop_assert!(text.is_empty() || text.ends_with('\n'));
        prop_assert!(!text.starts_with('\n') && !text.contains("\n\n\n") && !text.ends_with("\n\n"), "{}", text);
        prop_assert!(text.split('\n').all(|line| !line.ends_with(' ')), "{}", text);
    }
}
