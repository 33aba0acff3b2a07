//! The order of blocks, attributes and files never shows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cellc_test_support::campaign;
use hcl_edit::structure::{Body, Structure};
use proptest::prelude::*;

use super::compiling::{analysed, generated};
use super::examples::{self, Files, sources};

/// A generator that is good enough to shuffle with.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

/// The body with everything in it in another order, at every depth.
fn shuffled(body: Body, dice: &mut Dice) -> Body {
    let mut structures: Vec<Structure> = body.into_iter().collect();
    dice.shuffle(&mut structures);
    let inner = |structure: Structure| match structure {
        Structure::Block(mut block) => {
            block.body = shuffled(std::mem::take(&mut block.body), dice);
            Structure::Block(block)
        }
        attribute @ Structure::Attribute(_) => attribute,
    };
    structures.into_iter().map(inner).collect()
}

fn shuffled_text(text: &str, dice: &mut Dice) -> String {
    shuffled(hcl_edit::parser::parse_body(text).unwrap(), dice).to_string()
}

/// An example as it is written: its name, its files, and what they generate.
type Written = (&'static str, Files, BTreeMap<String, String>);

static WRITTEN: LazyLock<Vec<Written>> = LazyLock::new(|| {
    let written = |(name, files): (&'static str, Files)| {
        let generated = generated(&files);
        (name, files, generated)
    };
    examples::all().into_iter().map(written).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(campaign::cases(32)))]

    #[test]
    fn shuffled_blocks_give_the_same_bytes(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        for (name, files, expected) in WRITTEN.iter() {
            let other: Files =
                files.iter().map(|(path, text)| (path.clone(), shuffled_text(text, &mut dice))).collect();
            prop_assert_eq!(&generated(&other), expected, "{}", name);
        }
    }

    #[test]
    fn shuffled_files_give_the_same_bytes(seed in any::<u64>()) {
        let (_, files, expected) = WRITTEN.iter().find(|(name, ..)| *name == "platform").unwrap();
        let mut files = files.clone();
        Dice(seed).shuffle(&mut files);
        prop_assert_eq!(&generated(&files), expected);
    }
}

/// Generated files name the file of their origin, so the files have one name here.
#[test]
fn a_file_for_each_block_gives_the_same_bytes() {
    for (name, files) in examples::all() {
        let mut whole = cellc::source::SourceMap::new();
        let mut split = cellc::source::SourceMap::new();
        for (path, text) in &files {
            whole.add(path, "spec", text);
            for structure in hcl_edit::parser::parse_body(text).unwrap() {
                split.add(path, "spec", Body::from(vec![structure]).to_string());
            }
        }
        assert_eq!(analysed(&split).model, analysed(&whole).model, "{name}");
    }
}

/// The names by which sources are printed are not part of what is generated from them.
#[test]
fn paths_do_not_show() {
    let files = examples::platform();
    let mut elsewhere = cellc::source::SourceMap::new();
    for (path, text) in &files {
        elsewhere.add(format!("/somewhere/else/{path}"), path, text);
    }
    assert_eq!(analysed(&elsewhere).model, analysed(&sources(&files)).model);
}
