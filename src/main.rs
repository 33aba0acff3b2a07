//! The command line of cellc.

fn main() {}
