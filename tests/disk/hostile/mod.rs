//! Hostile specifications through the binary: each is answered in words, in bounded time and memory.

#![allow(clippy::print_stdout, reason = "figures are for people")]

mod bulk;
mod bytes;
#[cfg(unix)]
mod files;
mod output;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The seconds of processor time that `cellc check` may take of one specification: a debug build takes half of it, a
/// release build a tenth.
const MOST_SECONDS: u32 = 20;

/// When it is killed, however busy the machine.
const HANGS: Duration = Duration::from_mins(5);

/// The address space that it may have.
const MOST_KIB: u32 = 1024 * 1024;

/// The most bytes that people are told.
const MOST_TOLD: usize = 256 * 1024;

/// A specification that is fine but for its cells: there are none yet.
const HEAD: &str = r#"fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}
"#;

/// A cell that makes it whole.
const CELL: &str = "\ncell \"alpha\" {\n  environment = \"dev\"\n  cidr        = \"10.0.0.0/16\"\n}\n";

/// A folder to call the binary in.
struct Folder(TempDir);

/// What it answered.
struct Answer {
    code: Option<i32>,
    text: String,
}

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn with(path: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        folder.write(path, content);
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// `cellc check` of a path in the folder.
    #[track_caller]
    fn check(&self, spec: &str) -> Answer {
        self.cellc(&["check", spec])
    }

    #[track_caller]
    fn cellc(&self, arguments: &[&str]) -> Answer {
        let log = self.path("stderr of cellc");
        let start = Instant::now();
        let mut child = limited(self.0.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > HANGS {
                child.kill().unwrap();
                panic!("it hangs");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let elapsed = start.elapsed();
        let text = fs::read_to_string(&log).unwrap();
        println!("{elapsed:.1?}, {} bytes told: {}", text.len(), text.lines().next().unwrap_or_default());
        assert!(text.len() <= MOST_TOLD, "{} bytes", text.len());
        assert!(!text.contains("panicked") && !text.contains("compiler fault"), "{text}");
        Answer { code: status.code(), text }
    }
}

/// The binary, with bounded memory and time where the system can do that.
fn limited(folder: &Path) -> Command {
    let cellc = env!("CARGO_BIN_EXE_cellc");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {MOST_KIB} && ulimit -t {MOST_SECONDS} && exec \"$0\" \"$@\""), cellc]);
        shell
    } else {
        Command::new(cellc)
    };
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

impl Answer {
    /// The specification is fine.
    #[track_caller]
    fn is_fine(&self) {
        assert_eq!(self.code, Some(0), "{}", self.text);
    }

    /// The specification is refused, with all of these words.
    #[track_caller]
    fn says(&self, words: &[&str]) {
        assert_eq!(self.code, Some(1), "{}", self.text);
        for word in words {
            assert!(self.text.contains(word), "`{word}` is missing:\n{}", self.text);
        }
    }
}
