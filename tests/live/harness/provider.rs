//! A process of the AWS provider that outlives the commands it serves: starting one for every plan, or for every root that
//! is validated, would take longer than that.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use walkdir::WalkDir;

use super::terraform_binary::isolate;

/// Without it a provider says that it is a plugin, and ends (`go-plugin`, handshake of Terraform's providers).
const COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");
/// Runs its first argument until standard input ends, as it does at the latest when the test process is gone.
const RUN: &str = "\"$0\" & trap \"kill $!\" EXIT; read -r _";

/// A running provider. It serves one command at a time, and ends when this value is dropped.
pub(crate) struct Provider {
    process: Child,
    reattach: String,
}

impl Provider {
    /// Starts the provider that an `init` in `directory` has found.
    pub(crate) fn start(directory: &Path, environment: &[(String, String)]) -> Self {
        let mut command = Command::new("sh");
        isolate(&mut command, directory);
        command.args(["-c", RUN]).arg(executable(directory)).envs(environment.iter().cloned());
        command.env(COOKIE.0, COOKIE.1).env("PLUGIN_PROTOCOL_VERSIONS", "5");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("a shell starts");
        let mut announced = String::new();
        let stdout = process.stdout.take().expect("standard output is piped");
        BufReader::new(stdout).read_line(&mut announced).expect("standard output is readable");
        let reattach = reattach(&announced, process.id());
        Self { process, reattach }
    }

    /// Makes Terraform use this process.
    pub(crate) fn environment(&self) -> (String, String) {
        ("TF_REATTACH_PROVIDERS".to_owned(), self.reattach.clone())
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // Fails only if the process has ended already.
        let _ = self.process.wait();
    }
}

/// The provider in the `.terraform` folder of a configuration.
fn executable(directory: &Path) -> PathBuf {
    let folder = directory.join(".terraform/providers/registry.terraform.io/hashicorp/aws");
    let files = WalkDir::new(&folder).follow_links(true).into_iter().filter_map(Result::ok);
    let mut found = files.filter(|file| file.file_name().to_string_lossy().starts_with("terraform-provider-aws"));
    found.next().unwrap_or_else(|| panic!("no provider in {}", folder.display())).into_path()
}

/// The value of `TF_REATTACH_PROVIDERS` for a provider that has announced itself as
/// `<core version>|<protocol>|<network>|<address>|grpc|`.
fn reattach(announced: &str, process: u32) -> String {
    let parts: Vec<&str> = announced.trim().split('|').collect();
    let [_, protocol, network, address, "grpc", ..] = parts.as_slice() else {
        panic!("the provider announces {announced:?}");
    };
    let protocol: u32 = protocol.parse().expect("a protocol is a number");
    let address = json!({ "Network": network, "String": address });
    let provider =
        json!({ "Protocol": "grpc", "ProtocolVersion": protocol, "Pid": process, "Test": true, "Addr": address });
    json!({ "registry.terraform.io/hashicorp/aws": provider }).to_string()
}
