//! What commands of other programs may look like. Terraform itself is asked (`mod.rs`); of programs that are not there for a
//! test, this table has the forms that documents use. Whoever writes another one looks it up and adds it here.

use super::shell::Command;

/// A form: the program with its subcommands, and the options that a document uses with it.
type Form = (&'static str, &'static [&'static str]);

/// `kubectl` takes these everywhere.
const OF_KUBECTL: &[&str] = &["-n", "--as", "--as-group"];

/// `kubectl options`, `kubectl <command> --help` of 1.36; `argocd app --help` of 3.6; the AWS CLI's reference; `git help`; the references of Helm 3
/// and of crane.
const FORMS: &[Form] = &[
    ("argocd app confirm-deletion", &["--core"]),
    ("argocd app diff", &["--core"]),
    ("argocd app sync", &["--core", "--prune", "--selector"]),
    ("argocd app terminate-op", &["--core"]),
    ("argocd app wait", &["--core", "--health", "--selector"]),
    ("aws cloudwatch put-metric-data", &["--metric-name", "--namespace", "--profile", "--region", "--value"]),
    ("aws ec2 describe-instance-types", &[]),
    ("aws ecr get-login-password", &["--region"]),
    ("aws elbv2 describe-target-health", &["--target-group-arn"]),
    ("aws eks describe-addon-versions", &["--addon-name", "--kubernetes-version", "--output", "--query"]),
    ("aws eks describe-cluster-versions", &["--include-all"]),
    ("aws eks update-kubeconfig", &["--name", "--region"]),
    ("aws eks update-nodegroup-config", &["--scaling-config"]),
    ("aws elbv2 describe-target-health", &["--target-group-arn"]),
    ("aws logs delete-log-group", &["--log-group-name"]),
    ("aws service-quotas list-aws-default-service-quotas", &["--service-code"]),
    ("aws service-quotas list-requested-service-quota-change-history", &["--query", "--region"]),
    ("cargo bench", &["--bench"]),
    ("cargo install", &["--path"]),
    ("cargo run", &["--release", "-p"]),
    ("cargo test", &["--lib", "--test", "--workspace"]),
    ("crane copy", &[]),
    ("git add", &["--all"]),
    ("git checkout", &["--theirs"]),
    ("git commit", &["-a", "-m"]),
    ("git merge", &[]),
    ("git mv", &[]),
    ("git push", &[]),
    ("git restore", &["--source", "--staged", "--worktree"]),
    ("git revert", &[]),
    ("git tag", &[]),
    ("helm dependency build", &[]),
    ("helm pull", &["--repo", "--version"]),
    ("helm push", &[]),
    ("helm registry login", &["--password-stdin", "--username"]),
    ("helm template", &[]),
    ("kubectl apply", &["--field-manager", "--force-conflicts", "--server-side", "-f", "-k"]),
    ("kubectl auth can-i", &["--subresource"]),
    ("kubectl config set-context", &["--current", "--namespace"]),
    ("kubectl debug", &[]),
    ("kubectl delete", &["--all", "--namespace"]),
    ("kubectl exec", &[]),
    ("kubectl get", &["--raw", "--watch", "-A", "-l", "-o"]),
    ("kubectl kustomize", &[]),
    ("kubectl patch", &["--patch-file", "--type", "-p"]),
    ("kubectl wait", &["--for", "--timeout", "-f", "-l"]),
];

/// What else a shell has, or a reader of these documents: they are not about these.
const OTHERS: &[&str] = &[
    ".",
    "[",
    "basename",
    "break",
    "cat",
    "cd",
    "chmod",
    "chown",
    "cp",
    "curl",
    "echo",
    "emulator/bin/hypercorn",
    "emulator/bin/pip",
    "exit",
    "grep",
    "jq",
    "less",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "printf",
    "python3",
    "read",
    "return",
    "sed",
    "sleep",
    "sort",
    "test",
    "truncate",
];

/// What is wrong with a command.
pub(super) fn complaint(command: &Command) -> Option<String> {
    let program = command[0].as_str();
    if program == "cellc" {
        return cellc::cli::complaint(&command[1..]);
    }
    if OTHERS.contains(&program) {
        return None;
    }
    let words = words(command);
    let mut fitting = FORMS.iter().filter(|(form, _)| {
        let form: Vec<&str> = form.split(' ').collect();
        words.starts_with(&form)
    });
    let Some((form, known)) = fitting.next() else {
        return Some(format!("no test knows the form of {:?}", command.join(" ")));
    };
    let everywhere = if program == "kubectl" { OF_KUBECTL } else { &[] };
    let unknown = options(command).find(|option| !known.contains(option) && !everywhere.contains(option));
    match unknown {
        Some(option) => Some(format!("no test knows {option} of `{form}`")),
        None => subresource(form, &words),
    }
}

/// The program and the words that are no options. What follows an option of one letter, or `--as` and the like, is its value.
fn words(command: &Command) -> Vec<&str> {
    let own = command.iter().take_while(|word| *word != "--").map(String::as_str);
    let mut words = Vec::new();
    let mut is_value = false;
    for word in own {
        if !word.starts_with('-') && !is_value {
            words.push(word);
        }
        is_value = OF_KUBECTL.contains(&word);
    }
    words
}

/// The options, without their values. What follows `--` belongs to another program.
pub(super) fn options(command: &Command) -> impl Iterator<Item = &str> {
    let own = command.iter().skip(1).take_while(|word| *word != "--");
    let options = own.filter(|word| word.starts_with('-'));
    options.map(|word| word.split_once('=').map_or(word.as_str(), |(name, _)| name))
}

/// `kubectl auth can-i` takes `pods/exec` for a pod called `exec`, and says no where the answer is yes.
fn subresource(form: &str, words: &[&str]) -> Option<String> {
    const SUBRESOURCES: [&str; 8] =
        ["attach", "ephemeralcontainers", "exec", "log", "portforward", "proxy", "scale", "status"];
    let named = words.iter().find(|word| word.split_once('/').is_some_and(|(_, name)| SUBRESOURCES.contains(&name)));
    let named = named.filter(|_| form == "kubectl auth can-i")?;
    Some(format!("`can-i` takes `{named}` for the name of an object: write `--subresource`"))
}
