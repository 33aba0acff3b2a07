use proptest::prelude::*;

use super::*;
use crate::values::testing::{check, round_trips, survives_any_text};

#[test]
fn constraints_are_those_of_terraform() {
    let form = "is not a version constraint: expected an operator (=, !=, >, >=, <, <=, ~>) and up to three numbers";
    let help = "write a constraint such as `~> 5.40` or `>= 5.40, < 6.0`";
    let empty = "allows no version at all: its parts contradict each other | write a range such as `>= 5.40, < 6.0`";
    check::<VersionConstraint>(&[
        (">= 1.7", Ok(">= 1.7")),
        ("~>5.40", Ok("~> 5.40")),
        (" >=5.40 ,<6.0", Ok(">= 5.40, < 6.0")),
        ("5.40.0", Ok("5.40.0")),
        ("= 5.40.0", Ok("= 5.40.0")),
        ("!= 5.41.0", Ok("!= 5.41.0")),
        ("^5.40", Err(&format!("`^5.40` {form} | write `>= 5.40, < 6.0`"))),
        ("^1.2.3", Err(&format!("`^1.2.3` {form} | write `>= 1.2.3, < 2.0`"))),
        ("^0.2", Err(&format!("`^0.2` {form} | write `>= 0.2, < 0.3`"))),
        ("^0.2.1", Err(&format!("`^0.2.1` {form} | write `>= 0.2.1, < 0.3`"))),
        ("^0.0.3", Err(&format!("`^0.0.3` {form} | write `>= 0.0.3, < 0.0.4`"))),
        ("^ 0", Err(&format!("`^ 0` {form} | write `>= 0, < 1.0`"))),
        ("~5.40", Err(&format!("`~5.40` {form} | write `~> 5.40`"))),
        ("5.40.x", Err(&format!("`5.40.x` {form} | write `~> 5.40.0`"))),
        ("== 5.40", Err(&format!("`== 5.40` {form} | write `= 5.40`"))),
        ("v5.40", Err(&format!("`v5.40` {form} | write `5.40`"))),
        ("", Err(&format!("an empty string {form} | {help}"))),
        ("latest", Err(&format!("`latest` {form} | {help}"))),
        (">= 5.40,", Err(&format!("`>= 5.40,` {form} | {help}"))),
        ("1.2.3.4", Err(&format!("`1.2.3.4` {form} | {help}"))),
        ("5.40.0-beta1", Err(&format!("`5.40.0-beta1` {form} | {help}"))),
        (">= 6.0, < 5.0", Err(&format!("`>= 6.0, < 5.0` {empty}"))),
        ("< 0.0.0", Err(&format!("`< 0.0.0` {empty}"))),
        ("= 5.40.0, != 5.40.0", Err(&format!("`= 5.40.0, != 5.40.0` {empty}"))),
    ]);
    round_trips::<VersionConstraint>(r"(= |>= |~> |> |)[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){0,2}");
    survives_any_text::<VersionConstraint>(r"([<>=~!^]{0,2} ?[0-9]{0,12}(\.[0-9]){0,3},? ?){0,3}");
}

#[test]
fn lower_limits_are_found() {
    for (text, minimum, below_5_40) in [
        (">= 5.40", Some((5, 40, 0)), false),
        ("~> 5.40", Some((5, 40, 0)), false),
        ("~> 5", Some((5, 0, 0)), true),
        ("> 5.39.9", Some((5, 39, 10)), true),
        ("> 5.40", Some((5, 40, 1)), false),
        (">= 5.0, >= 5.41", Some((5, 41, 0)), false),
        ("5.40.0", Some((5, 40, 0)), false),
        ("5.39.2", Some((5, 39, 2)), true),
        ("< 6.0", None, true),
        ("!= 5.0.0", None, true),
        (">= 5.39.0, != 5.39.0, != 5.39.1", Some((5, 39, 2)), true),
        (">= 5.39.0, != 5.39.1, != 5.39.0", Some((5, 39, 2)), true),
    ] {
        let constraint: VersionConstraint = text.parse().unwrap();
        let expected = minimum.map(|(major, minor, patch)| Release::new(major, minor, patch));
        assert_eq!((constraint.minimum(), constraint.allows_below(5, 40)), (expected, below_5_40), "{text}");
    }
}

#[test]
fn the_pessimistic_operator_fixes_all_but_the_last_number() {
    for (text, release, expected) in [
        ("~> 5.40", Release::new(5, 99, 0), true),
        ("~> 5.40", Release::new(6, 0, 0), false),
        ("~> 5.40.0", Release::new(5, 40, 9), true),
        ("~> 5.40.0", Release::new(5, 41, 0), false),
        ("~> 5", Release::new(7, 0, 0), true),
    ] {
        assert_eq!(text.parse::<VersionConstraint>().unwrap().allows(release), expected, "{text} {release}");
    }
}

#[test]
fn upper_limits_are_found() {
    let release = Release::new(6, 0, 0);
    for (text, expected) in [
        ("~> 5.40", false),
        ("~> 5", true),
        (">= 5.40, < 6.0", false),
        (">= 5.40, <= 6.0", true),
        (">= 5.40, <= 6.0.0, != 6.0.0", false),
        (">= 5.40", true),
        ("!= 6.0.0", true),
        ("5.99.0", false),
        ("= 6.2.0", true),
        ("~> 6.25.0", true),
    ] {
        assert_eq!(text.parse::<VersionConstraint>().unwrap().allows_from(release), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_release_below_the_lowest_is_allowed(
        text in "(>= |> |~> |< |<= |!= )[0-3]\\.[0-3]\\.[0-3](, (>= |> |~> |< |<= |!= )[0-3]\\.[0-3]\\.[0-3]){0,2}",
        major in 0_u32..4, minor in 0_u32..5, patch in 0_u32..5,
    ) {
        let release = Release::new(major, minor, patch);
        match text.parse::<VersionConstraint>() {
            Ok(constraint) if constraint.allows(release) => {
                prop_assert!(constraint.minimum().is_none_or(|minimum| minimum <= release));
                prop_assert!(constraint.allows_below(major, minor + 1));
            }
            Ok(constraint) => prop_assert!(!constraint.allows(release)),
            Err(_) => {
                let allows = |part: &str| part.parse::<VersionConstraint>().is_ok_and(|one| one.allows(release));
                prop_assert!(!text.split(", ").all(allows), "{text} allows {release}");
            }
        }
    }
}
