//! Lets the real Terraform judge a folder of generated output.
//!
//! | file | what |
//! | --- | --- |
//! | `terraform_binary.rs` | finds Terraform and runs its commands; a failing command panics with its whole output |
//! | `mirror.rs` | finds the AWS provider on disk and points Terraform at it |
//! | `library.rs` | Terraform of other versions, from Python packages: one process for many commands |
//! | `emulator.rs` | AWS on loopback, for `apply`; what it cannot do is listed there |
//! | `example.rs` | the specifications that are judged, compiled as the command line does |
//! | `root.rs` | the output to work in, and the roots in it |
//! | `drift.rs` | what the emulator forgets, so that a second plan cannot be empty there |
//! | `planned.rs` | what a plan changes, beyond what an earlier plan on the same state changes |
//! | `provider.rs` | a process of the provider that serves many commands of Terraform |
//! | `tools.rs` | where `.ci/tools` puts what it installs, and what happens when something is missing |
//!
//! Everything is generic over the folder: nothing here knows what the compiler writes, only that a folder with a `backend` block is a root.

pub(crate) mod drift;
pub(crate) mod emulator;
pub(crate) mod example;
pub(crate) mod library;
pub(crate) mod mirror;
pub(crate) mod planned;
pub(crate) mod provider;
pub(crate) mod root;
pub(crate) mod terraform_binary;
pub(crate) mod tools;
