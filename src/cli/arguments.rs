//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::values::Date;

/// Compiles a typed description of a fleet of isolated EKS cells into Terraform.
#[derive(Debug, Parser)]
#[command(name = "cellc", version, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compile a spec and write its Terraform
    Build(BuildArguments),
    /// Say everything that is wrong with a spec, and write no output
    Check(CheckArguments),
    /// Say what a change does to running cells, and what it would replace
    Diff(DiffArguments),
    /// Say what a code means: what holds, why, a wrong example and the right one
    Explain(ExplainArguments),
    /// Write a commented starter spec that builds
    Init(InitArguments),
    /// Print the JSON Schema of the spec, or of the findings
    Schema(SchemaArguments),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct SpecArguments {
    /// Spec: a file (*.hcl, *.json) or a folder of them [default: fleet.hcl, fleet.json or fleet/ here]
    pub(super) spec: Option<PathBuf>,
    /// How findings and results are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// Treat findings of this level and above as errors
    #[arg(long, value_enum)]
    pub(super) deny: Option<Denied>,
    /// Day on which everything that depends on the calendar is judged, such as 2027-03-31; `build` also records it in the lock
    /// file as the day on which cells have left their networks [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Print the time of every stage
    #[arg(long)]
    pub(super) timings: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) spec: SpecArguments,
    /// Folder that the output is written to
    #[arg(long, default_value = "out")]
    pub(super) out: PathBuf,
    /// Write nothing: print what is stale as a unified diff, and exit with 2 if anything is; the diff goes to stdout, or to
    /// stderr where findings go to stdout
    #[arg(long)]
    pub(super) check: bool,
    /// Fail instead of changing the lock file beside the spec
    #[arg(long)]
    pub(super) locked: bool,
    /// Move every replacement of a target group one step further: first all requests go to the new group, then the one before
    /// goes. Build and apply each step before the next one
    #[arg(long, conflicts_with_all = ["check", "locked", "emit"])]
    pub(super) advance: bool,
    /// Overwrite and remove generated files that were edited by hand
    #[arg(long, conflicts_with = "check")]
    pub(super) force: bool,
    /// Print a representation as JSON on stdout instead of writing files; only with `--format human`
    #[arg(long, value_enum)]
    pub(super) emit: Option<Representation>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) spec: SpecArguments,
    /// Output folder of the last build: where there is no lock file yet, it says where the zones of running cells are
    #[arg(long, default_value = "out")]
    pub(super) out: PathBuf,
    /// Apply the edits that findings propose to the spec's files, then check again
    #[arg(long)]
    pub(super) fix: bool,
    /// List what several cells share, with how much depends on it and why
    #[arg(long)]
    pub(super) sharing: bool,
}

/// Each side is a spec (a file or a folder) or the output folder of a build. Exits with 2 when something differs, and with 1
/// when the files do not tell what happens to something.
#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// What was: a spec or an output folder [default: the last build, in the output folder]
    pub(super) old: Option<PathBuf>,
    /// What will be: a spec or an output folder [default: fleet.hcl, fleet.json or fleet/ here]
    pub(super) new: Option<PathBuf>,
    /// Output folder that holds the last build
    #[arg(long, default_value = "out", conflicts_with = "old")]
    pub(super) out: PathBuf,
    /// Exit with 1 when something that matters would be replaced, something that holds data or serves traffic would be
    /// destroyed, or a cell would be removed or lose its state
    #[arg(long, value_enum)]
    pub(super) deny: Option<Deny>,
    /// How the difference is printed, on stdout in any case
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(super) format: DiffFormat,
    /// Day on which everything that depends on the calendar is judged [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Print the time of every stage
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Replacements of something that matters, the removal of a root or of what holds data or serves traffic, and whatever
    /// makes Terraform lose sight of a cell
    Replacements,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Text for people
    Human,
    /// JSON Lines, one line per change of a cell
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// Code of a finding, such as CELL0402 or 402 [default: a list of all codes]
    pub(super) code: Option<String>,
    /// Print all explanations as Markdown instead
    #[arg(long, conflicts_with = "code")]
    pub(super) markdown: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// File to write
    #[arg(default_value = "fleet.hcl")]
    pub(super) path: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Print the reference of the spec as Markdown instead
    #[arg(long)]
    pub(super) markdown: bool,
    /// Print the JSON Schema of a line of `--format json` instead
    #[arg(long, conflicts_with = "markdown")]
    pub(super) diagnostics: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text for people, on stderr
    Human,
    /// JSON Lines, one object per finding (`cellc schema --diagnostics`), on stdout
    Json,
    /// One SARIF 2.1.0 document for code scanning, on stdout
    Sarif,
    /// Annotations of GitHub Actions, one workflow command per finding, on stdout
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Denied {
    /// Warnings
    Warnings,
    /// Warnings and advice
    Advice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Representation {
    /// What was written: the spanned tree
    Node,
    /// What it says: typed, without defaults
    Spec,
    /// What it means: every default applied, every name derived
    Model,
    /// What is generated for AWS, before it is printed
    Terraform,
    /// What is generated for the clusters, before it is printed
    Manifests,
}
