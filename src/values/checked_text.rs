//! Values that are plain text with a rule: names that AWS and Kubernetes give their own shape.

use super::cron::Fields;
use super::text_value::text_value;
use super::{Date, ValueError};

/// Declares a type around a text: what it is, which characters it has, how long it may be.
macro_rules! checked_text {
    (
        $(#[doc = $doc:literal])+
        $type:ident: $noun:literal, $length:expr, $allowed:expr, $rule:literal,
        pattern: $pattern:literal, examples: [$example:literal] $(, remedy: $remedy:expr)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(String);

        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl std::str::FromStr for $type {
            type Err = ValueError;

            fn from_str(input: &str) -> Result<Self, ValueError> {
                let allowed: fn(&str) -> bool = $allowed;
                let length: std::ops::RangeInclusive<usize> = $length;
                $(if !allowed(input) && let Some(remedy) = $remedy(input) {
                    let error = ValueError::of(input, format_args!("is not {}: {}", $noun, $rule));
                    return Err(remedy.of(error));
                })?
                if input.len() > *length.end() {
                    return Err(ValueError::too_long(input, $noun, *length.end()));
                }
                if !length.contains(&input.len()) || !allowed(input) {
                    let error = ValueError::of(input, format_args!("is not {}: {}", $noun, $rule));
                    return Err(error.help(concat!("write one such as `", $example, "`")));
                }
                Ok(Self(input.to_owned()))
            }
        }

        text_value!($type, $rule, pattern: $pattern, examples: [$example]);
    };
}

/// What to write instead of a text that people often write.
enum Remedy {
    /// In words.
    Words(String),
    /// The value itself.
    Value(String),
    /// The value, with words that name it.
    Named(&'static str, String),
}

impl Remedy {
    fn of(self, error: ValueError) -> ValueError {
        match self {
            Self::Words(text) => error.help(text),
            Self::Value(value) => error.meaning(value),
            Self::Named(text, value) => error.help_meaning(text, value),
        }
    }
}

/// Lower-case letters and digits at both ends, and these characters between them.
fn is_lower(text: &str, between: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.chars().all(|c| is_word(c) || between.contains(c)) && text.starts_with(is_word) && text.ends_with(is_word)
}

fn is_bucket(text: &str) -> bool {
    /// Beginnings and endings that S3 keeps for access points and the like.
    const STARTS: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
    const ENDS: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
    let is_reserved = STARTS.iter().any(|start| text.starts_with(start)) || ENDS.iter().any(|end| text.ends_with(end));
    let is_address = text.parse::<std::net::Ipv4Addr>().is_ok();
    is_lower(text, ".-") && !text.contains("..") && !is_reserved && !is_address
}

fn is_kms_key(text: &str) -> bool {
    let is_alias = |text: &str| {
        let name = text.strip_prefix("alias/");
        name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "/_-".contains(c))
        })
    };
    let is_id = |text: &str| {
        let id = text.strip_prefix("mrk-").unwrap_or(text);
        (32..=36).contains(&id.len())
            && id.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase() || c == '-')
    };
    let Some(arn) = text.strip_prefix("arn:") else { return is_alias(text) || is_id(text) };
    match arn.splitn(5, ':').collect::<Vec<_>>().as_slice() {
        [partition, "kms", region, account, resource] => {
            let is_key = resource.strip_prefix("key/").is_some_and(is_id) || is_alias(resource);
            partition.starts_with("aws") && !region.is_empty() && account.len() == 12 && is_key
        }
        _ => false,
    }
}

checked_text! {
    /// Why a finding is accepted: what the next reader of the specification needs to know. The length keeps out "ok".
    Reason: "a reason", 10..=500, |text| text.trim().len() >= 10 && !text.chars().any(char::is_control),
    "10 to 500 characters that tell the next reader why",
    pattern: "^.{2,500}$", examples: ["pilot without customers, see PLAT-123"]
}

checked_text! {
    /// The code of a rule, as `cellc explain` takes it. Whether there is such a rule is a matter of the rules.
    RuleCode: "the code of a rule", 8..=8,
    |text| text.strip_prefix("CELL").is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit())),
    "`CELL` and four digits", pattern: "^CELL[0-9]{4}$", examples: ["CELL0411"], remedy: capital_code
}

fn capital_code(input: &str) -> Option<Remedy> {
    let code = input.to_ascii_uppercase();
    (code != input && code.parse::<RuleCode>().is_ok()).then_some(Remedy::Value(code))
}

checked_text! {
    /// The name of an S3 bucket. Limits: S3 user guide, "Bucket naming rules".
    BucketName: "a bucket name", 3..=63, is_bucket,
    "3 to 63 lower-case letters, digits and inner dots and hyphens, no IP address, no start or end that S3 reserves",
    pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", examples: ["acme-terraform-state"]
}

/// Characters that Git takes in a path or a name of a revision without quoting, and that no shell and no YAML reads
/// otherwise.
fn is_git_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.split('/').all(|part| !part.is_empty() && part.chars().all(is_plain) && !part.starts_with(['.', '-']))
        && !text.contains("..")
}

checked_text! {
    /// The address of a Git repository, as Argo CD takes it: without a user's name or a token.
    GitRepository: "the address of a Git repository", 12..=300,
    |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("ssh://git@"));
        let rest = rest.or_else(|| text.strip_prefix("git@"));
        rest.is_some_and(|rest| {
            rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~/:".contains(c)) && rest.contains('/')
        })
    },
    "`https://…`, `ssh://git@…` or `git@host:…`, without a password",
    pattern: "^(https://|ssh://git@|git@)[A-Za-z0-9._~/:-]+$", examples: ["https://github.com/acme/cells.git"]
}

checked_text! {
    /// A branch, a tag or a commit of a Git repository.
    GitRevision: "a Git revision", 1..=200, is_git_name,
    "a branch, a tag or a commit, of letters, digits, `.`, `_`, `-` and `/`",
    pattern: "^[A-Za-z0-9._/-]{1,200}$", examples: ["v2026.11.1"]
}

impl GitRevision {
    /// Whether it names another commit tomorrow, as far as its form says. A commit never does, nor does what ends in three
    /// numbers, as a version or a day does, or what is said to be a tag; everything else is the name of a branch, such as
    /// `main`, `release-2` or `1.x`, and so is what stands in a folder that teams keep for branches.
    pub fn is_floating(&self) -> bool {
        /// Folders of branches.
        const BRANCHES: [&str; 9] =
            ["bugfix", "chore", "feat", "feature", "fix", "hotfix", "origin", "refs/heads", "users"];
        let is_commit = (7..=40).contains(&self.0.len()) && self.0.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        let is_in = |folder: &&str| self.0.strip_prefix(*folder).is_some_and(|rest| rest.starts_with('/'));
        let is_branch = BRANCHES.iter().any(is_in) || self.0.split('.').any(|part| part == "x");
        let is_tag = self.0.starts_with("refs/tags/") || has_three_numbers(&self.0);
        !is_commit && (is_branch || !is_tag)
    }
}

/// Whether somewhere three numbers stand with `.` or `-` between them, `1.2.3` or `2026-11-21`, or a day without hyphens.
fn has_three_numbers(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let runs: Vec<&str> =
        text.split(['.', '-', '+', '_', '/']).map(|run| run.strip_prefix('v').unwrap_or(run)).collect();
    runs.windows(3).any(|three| three.iter().all(|part| is_number(part)))
        || runs.iter().any(|run| compact_day(run).is_some())
}

checked_text! {
    /// A folder of a Git repository.
    GitPath: "a folder of a repository", 1..=200, is_git_name,
    "names with `/` between them, from the root of the repository",
    pattern: "^[A-Za-z0-9._/-]{1,200}$", examples: ["out/gitops"]
}

fn is_release(text: &str) -> bool {
    let version = text.strip_prefix('v').unwrap_or(text);
    let (numbers, rest) = version.split_at(version.find(['-', '+']).unwrap_or(version.len()));
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let is_rest = |rest: &str| rest.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c));
    numbers.split('.').count() == 3 && numbers.split('.').all(is_number) && rest.len() != 1 && is_rest(rest)
}

checked_text! {
    /// One release of a chart or of Argo CD: a whole version, never a range, so that every cell of a class runs the same.
    ReleaseVersion: "a release", 5..=64, is_release,
    "three numbers with dots between them, perhaps with a `v` before them",
    pattern: "^v?[0-9]+[.][0-9]+[.][0-9]+([-+][A-Za-z0-9.+-]+)?$", examples: ["1.14.1"]
}

impl ReleaseVersion {
    /// Major and minor number, and patch.
    pub fn numbers(&self) -> [u32; 3] {
        let version = self.0.strip_prefix('v').unwrap_or(&self.0);
        let numbers = version.split(['-', '+']).next().unwrap_or_default();
        let mut parts = numbers.split('.').map(|part| part.parse().unwrap_or(u32::MAX));
        [(); 3].map(|()| parts.next().unwrap_or(0))
    }
}

fn is_chart_repository(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or(text);
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.contains('.')
        && is_lower(host, ".-")
        && !text.contains("//.")
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~/:".contains(c))
        && !rest.contains("//")
}

checked_text! {
    /// The repository of a Helm chart as Argo CD takes it: an address, or an OCI registry with its path and without `oci://`.
    ChartRepository: "the repository of a chart", 4..=300, is_chart_repository,
    "`https://…`, or a registry and a path without `oci://`",
    pattern: "^(https://)?[a-z0-9][A-Za-z0-9._~/:-]*$", examples: ["public.ecr.aws/karpenter"]
}

checked_text! {
    /// The address of a Kubernetes manifest.
    ManifestAddress: "the address of a manifest", 12..=500,
    |text| text.strip_prefix("https://").is_some_and(|rest| {
        rest.contains('/') && rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~/:".contains(c))
    }),
    "`https://` and the address of a file",
    pattern: "^https://[A-Za-z0-9._~/:-]+$", examples: ["https://mirror.example.com/argo-cd/v3.5.8/install.yaml"]
}

checked_text! {
    /// The id of a hosted zone in Route 53 (API reference, `HostedZone`: 32 characters at most).
    HostedZoneId: "the id of a hosted zone", 2..=32,
    |text| text.starts_with('Z') && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()),
    "`Z` and up to 31 capital letters and digits", pattern: "^Z[A-Z0-9]{1,31}$", examples: ["Z0123456789ABCDEFGHIJ"],
    remedy: bare_zone_id
}

/// The API of Route 53 and its command line write the path in front of it.
fn bare_zone_id(input: &str) -> Option<Remedy> {
    let id = input.trim_start_matches('/').strip_prefix("hostedzone/")?;
    id.parse::<HostedZoneId>().is_ok().then(|| Remedy::Value(id.to_owned()))
}

checked_text! {
    /// The name of a DynamoDB table. Limits: DynamoDB developer guide, "Naming rules".
    TableName: "a table name", 3..=255,
    |text| text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)),
    "3 to 255 letters, digits, `_`, `.` and `-`",
    pattern: "^[A-Za-z0-9_.-]{3,255}$", examples: ["acme-terraform-locks"]
}

checked_text! {
    /// A DNS domain. Limits: RFC 1035, labels of 63 characters, 253 in all.
    DomainName: "a domain name", 1..=253,
    |text| text.contains('.') && text.split('.').all(|label| is_lower(label, "-") && label.len() <= 63),
    "lower-case labels with dots between them, none longer than 63 characters",
    pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", examples: ["delivery.example.com"]
}

checked_text! {
    /// The part of a VPC endpoint's service name behind the region, such as `ecr.api`.
    InterfaceEndpoint: "an AWS service", 2..=64, |text| is_lower(text, ".-"),
    "the part behind the region of an endpoint service name, in lower case",
    pattern: "^[a-z0-9][a-z0-9.-]*[a-z0-9]$", examples: ["ecr.api"]
}

checked_text! {
    /// A KMS key in the form that Terraform's S3 backend takes: an ARN of a key or an alias, `alias/…`, or a key id.
    KmsKeyId: "a KMS key", 7..=2048, is_kms_key,
    "an ARN of a key or an alias, `alias/…`, or the id of a key",
    pattern: "^(arn:aws[a-z-]*:kms:.+:(key|alias)/.+|alias/[A-Za-z0-9/_-]+|(mrk-)?[0-9a-f-]{32,36})$", examples: ["alias/terraform-state"]
}

checked_text! {
    /// A release of an EKS optimised AMI, such as `1.35.0-20260801` (Bottlerocket: `1.24.0-5d7c5b3a`).
    AmiRelease: "an AMI release", 5..=63,
    |text| text.contains('-') && text.starts_with(|c: char| c.is_ascii_digit()) && is_lower(text, ".-"),
    "a version, a hyphen and a date or commit",
    pattern: "^[0-9][a-z0-9.-]*[a-z0-9]$", examples: ["1.35.0-20260801"]
}

/// A day without hyphens, as the releases of images have it: `20260903`.
pub fn compact_day(text: &str) -> Option<Date> {
    let part = |range| text.get(range).filter(|_| text.len() == 8);
    Date::new(part(0..4)?.parse().ok()?, part(4..6)?.parse().ok()?, part(6..8)?.parse().ok()?)
}

fn is_ami_version(text: &str) -> bool {
    let Some(version) = text.strip_prefix('v') else { return text == "latest" };
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = version.split('.').collect();
    parts.iter().all(|part| is_number(part)) && (parts.len() == 3 || version.len() == 8 && parts.len() == 1)
}

checked_text! {
    /// The version of a node image in Karpenter's alias: the day of an Amazon Linux image, the release of Bottlerocket, or
    /// `latest`, with which nodes change without a review.
    AmiVersion: "the version of a node image", 2..=24, is_ami_version,
    "`v` with a day or a release, or `latest`", pattern: "^(v[0-9]{8}|v[0-9]+[.][0-9]+[.][0-9]+|latest)$",
    examples: ["v20260903"]
}

impl AmiVersion {
    /// The day that it names; [`None`] where the calendar has none, or it is no day.
    pub fn day(&self) -> Option<Date> {
        compact_day(self.0.strip_prefix('v')?)
    }

    /// Whether it names another image tomorrow.
    pub fn is_latest(&self) -> bool {
        self.0 == "latest"
    }

    /// Whether it is a day, as versions of Amazon Linux are.
    pub fn is_day(&self) -> bool {
        !self.is_latest() && !self.0.contains('.')
    }
}

checked_text! {
    /// A time that comes again, as Karpenter takes it: minute, hour, day of the month, month and weekday, in UTC.
    CronSchedule: "a schedule", 9..=100, |text| Fields::parse(text).is_some(),
    "minute, hour, day, month and weekday with one space between them, in UTC",
    pattern: "^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+$", examples: ["0 8 * * mon-fri"], remedy: schedule_remedy
}

/// Crons that count from Monday call Sunday 7.
fn schedule_remedy(input: &str) -> Option<Remedy> {
    let with_sunday = input.strip_suffix(" 7").map(|rest| format!("{rest} 0"));
    if let Some(schedule) = with_sunday.filter(|schedule| Fields::parse(schedule).is_some()) {
        return Some(Remedy::Named("write `0` for Sunday, or `sun`", schedule));
    }
    Fields::faults(input).map(Remedy::Words)
}

impl CronSchedule {
    /// Whether it never comes, because no month has such a day.
    pub fn is_never(&self) -> bool {
        Fields::parse(&self.0).is_some_and(|fields| fields.is_never())
    }

    /// The longest time from one start to the next, in seconds; [`None`] when not every week is like the others.
    pub fn longest_pause(&self) -> Option<u64> {
        Fields::parse(&self.0)?.longest_pause().map(|minutes| minutes * 60)
    }
}

checked_text! {
    /// A number of nodes, or a percentage of them.
    NodeShare: "a number of nodes", 1..=6,
    |text| {
        let (number, limit) = text.strip_suffix('%').map_or((text, u32::MAX), |number| (number, 100));
        let is_canonical = number == "0" || !number.starts_with('0');
        is_canonical && number.bytes().all(|b| b.is_ascii_digit()) && number.parse::<u32>().is_ok_and(|n| n <= limit)
    },
    "a number, or a percentage up to `100%`", pattern: "^[0-9]{1,6}%?$", examples: ["10%"]
}

checked_text! {
    /// A group of Kubernetes users. EKS refuses groups of Kubernetes itself in access entries.
    KubernetesGroup: "a group for an access entry", 1..=63,
    |text| !text.starts_with("system:") && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.:@/-".contains(c)),
    "1 to 63 letters, digits and `_.:@/-`, not beginning with `system:`",
    pattern: "^[A-Za-z0-9_.:@/-]{1,63}$", examples: ["platform-viewers"], remedy: group_remedy
}

fn group_remedy(input: &str) -> Option<Remedy> {
    let words = "remove it, and write `policy = \"cluster-admin\"`: EKS refuses groups of Kubernetes in access entries";
    (input == "system:masters").then(|| Remedy::Words(words.to_owned()))
}

checked_text! {
    /// An API group of Kubernetes in the rule of a role: empty for the core group, `*` for all.
    ApiGroup: "an API group", 0..=253,
    |text| text.is_empty() || text == "*" || text != "core" && is_lower(text, ".-"),
    "a lower-case DNS name, `*`, or the empty string for the core group",
    pattern: "^([*]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?$", examples: ["apps"], remedy: group_of_version
}

/// `apiVersion` of an object is a group and a version; a rule has the group alone.
fn group_of_version(input: &str) -> Option<Remedy> {
    if matches!(input, "core" | "v1" | "core/v1") {
        return Some(Remedy::Named("write `\"\"`, the core group", String::new()));
    }
    let (group, _) = input.split_once("/v").filter(|(group, _)| group.parse::<ApiGroup>().is_ok())?;
    Some(Remedy::Named("write the group without its version", group.to_owned()))
}

checked_text! {
    /// A kind of objects in the rule of a role: its plural in lower case, with a subresource behind a slash, or `*`.
    KubernetesResource: "a resource", 1..=253,
    |text| {
        let is_part = |part: &str| part == "*" || is_lower(part, "-");
        text.split_once('/').map_or(is_part(text), |(kind, subresource)| is_part(kind) && is_part(subresource))
    },
    "a plural in lower case, maybe with `/` and a subresource, or `*`",
    pattern: "^([*]|[a-z0-9-]+)(/([*]|[a-z0-9-]+))?$", examples: ["pods/log"], remedy: lower_plural
}

/// `Pods`, and the kind of a manifest: `Pod`, `NetworkPolicy`.
fn lower_plural(input: &str) -> Option<Remedy> {
    let lower = input.to_ascii_lowercase();
    if lower == input || lower.parse::<KubernetesResource>().is_err() {
        return None;
    }
    Some(match lower.strip_suffix('y') {
        _ if lower.contains('/') || lower.ends_with('s') => Remedy::Value(lower),
        Some(stem) => Remedy::Value(format!("{stem}ies")),
        None => Remedy::Value(format!("{lower}s")),
    })
}

checked_text! {
    /// The name of an object in the rule of a role, or of whom one acts as. Kubernetes compares it as it is: `*` is no
    /// pattern there.
    ResourceName: "the name of an object", 1..=253,
    |text| text.chars().all(|c| c.is_ascii_alphanumeric() || "._:@/+=,-".contains(c)),
    "1 to 253 letters, digits and `._:@/+=,-`, and no pattern, since roles know none",
    pattern: "^[A-Za-z0-9._:@/+=,-]{1,253}$", examples: ["payments-settings"]
}

checked_text! {
    /// A category of EC2 instances: the letters before the generation, such as `m`.
    InstanceCategory: "an instance category", 1..=8, |text| text.chars().all(|c| c.is_ascii_lowercase()),
    "the letters before the generation of an instance type",
    pattern: "^[a-z]{1,8}$", examples: ["m"]
}

checked_text! {
    /// A family of EC2 instances: the part before the dot, such as `m7g`.
    InstanceFamily: "an instance family", 2..=16,
    |text| is_lower(text, "-") && text.chars().any(|c| c.is_ascii_digit()),
    "the part before the dot of an instance type",
    pattern: "^[a-z0-9-]{2,16}$", examples: ["m7g"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn revisions_float_unless_they_are_tags_or_commits() {
        for (text, expected) in [
            ("main", true),
            ("HEAD", true),
            ("release/stable", true),
            ("feature/2026-limits", true),
            ("refs/heads/v1", true),
            ("v1.x", true),
            ("v1.0.0", false),
            ("2026.11.1", false),
            ("refs/tags/v1", false),
            ("release-2026", true),
            ("release-1.30", true),
            ("v1.2.3-rc.1", false),
            ("cells/v1.2.3", false),
            ("build-20261121", false),
            ("prod-2026-11-21", false),
            ("deadbeef", false),
            ("0123456789abcdef0123456789abcdef01234567", false),
        ] {
            assert_eq!(text.parse::<GitRevision>().unwrap().is_floating(), expected, "{text}");
        }
    }

    #[test]
    fn texts_follow_the_rules_of_their_service() {
        let rule = "is not a bucket name: 3 to 63 lower-case letters, digits and inner dots and hyphens, no IP address, no \
                    start or end that S3 reserves | write one such as `acme-terraform-state`";
        let wrong = ["Acme", "acme-", "acme..state", "192.168.0.1", "xn--acme", "acme-s3alias", "acme.mrap"];
        for text in wrong {
            check::<BucketName>(&[(text, Err(&format!("`{text}` {rule}")))]);
        }
        check::<BucketName>(&[
            ("acme-terraform-state", Ok("acme-terraform-state")),
            ("192.168.0.x", Ok("192.168.0.x")),
        ]);
        check::<DomainName>(&[
            ("delivery.example.com", Ok("delivery.example.com")),
            (
                "example",
                Err("`example` is not a domain name: lower-case labels with dots between them, none longer than 63 \
                     characters | write one such as `delivery.example.com`"),
            ),
        ]);
        check::<KubernetesGroup>(&[
            ("viewers", Ok("viewers")),
            (
                "system:masters",
                Err("`system:masters` is not a group for an access entry: 1 to 63 letters, digits and `_.:@/-`, not \
                     beginning with `system:` | remove it, and write `policy = \"cluster-admin\"`: EKS refuses \
                     groups of Kubernetes in access entries"),
            ),
        ]);
        let fault = "is not a KMS key: an ARN of a key or an alias, `alias/…`, or the id of a key | write one such as \
                     `alias/terraform-state`";
        check::<KmsKeyId>(&[
            ("alias/state", Ok("alias/state")),
            (
                "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                Ok("arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
            ),
            ("not a key", Err(&format!("`not a key` {fault}"))),
            ("alias/", Err(&format!("`alias/` {fault}"))),
        ]);
        check::<InstanceCategory>(&[("c", Ok("c"))]);
        check::<InstanceFamily>(&[("m7g", Ok("m7g")), ("u-6tb1", Ok("u-6tb1"))]);
        check::<InterfaceEndpoint>(&[("ecr.api", Ok("ecr.api"))]);
        check::<AmiRelease>(&[("1.35.0-20260801", Ok("1.35.0-20260801"))]);
        check::<TableName>(&[("acme_locks.1", Ok("acme_locks.1"))]);
    }

    #[test]
    fn what_people_often_write_is_corrected() {
        let zone = "is not the id of a hosted zone: `Z` and up to 31 capital letters and digits";
        check::<HostedZoneId>(&[(
            "/hostedzone/Z0123456789ABCDEFGHIJ",
            Err(&format!("`/hostedzone/Z0123456789ABCDEFGHIJ` {zone} | write `Z0123456789ABCDEFGHIJ`")),
        )]);
        check::<RuleCode>(&[(
            "cell0413",
            Err("`cell0413` is not the code of a rule: `CELL` and four digits | write `CELL0413`"),
        )]);
        let schedule = "is not a schedule: minute, hour, day, month and weekday with one space between them, in UTC";
        check::<CronSchedule>(&[
            ("0 8 * * 7", Err(&format!("`0 8 * * 7` {schedule} | write `0` for Sunday, or `sun`"))),
            (
                "*/15 25 * 13 mon#1",
                Err(&format!(
                    "`*/15 25 * 13 mon#1` {schedule} | correct the hour `25` (0 to 23), the month `13` (1 to 12, or jan \
                     to dec) and the weekday `mon#1` (0 to 6, or sun to sat)"
                )),
            ),
            (
                "0 8 * * fri-mon",
                Err(&format!(
                    "`0 8 * * fri-mon` {schedule} | correct the weekday `fri-mon`: a range goes up (0 to 6, or sun to sat)"
                )),
            ),
        ]);
    }

    #[test]
    fn rules_of_roles_are_in_the_words_of_kubernetes() {
        check::<ApiGroup>(&[
            ("", Ok("")),
            ("*", Ok("*")),
            ("rbac.authorization.k8s.io", Ok("rbac.authorization.k8s.io")),
            (
                "core",
                Err(
                    "`core` is not an API group: a lower-case DNS name, `*`, or the empty string for the core group | \
                     write `\"\"`, the core group",
                ),
            ),
            (
                "apps/v1",
                Err(
                    "`apps/v1` is not an API group: a lower-case DNS name, `*`, or the empty string for the core group | \
                     write the group without its version",
                ),
            ),
        ]);
        check::<KubernetesResource>(&[
            ("pods", Ok("pods")),
            ("pods/log", Ok("pods/log")),
            ("*/scale", Ok("*/scale")),
            (
                "Pod",
                Err(
                    "`Pod` is not a resource: a plural in lower case, maybe with `/` and a subresource, or `*` | write \
                     `pods`",
                ),
            ),
            (
                "NetworkPolicy",
                Err(
                    "`NetworkPolicy` is not a resource: a plural in lower case, maybe with `/` and a subresource, or `*` \
                     | write `networkpolicies`",
                ),
            ),
        ]);
        check::<ResourceName>(&[
            ("system:coredns", Ok("system:coredns")),
            (
                "team-*",
                Err(
                    "`team-*` is not the name of an object: 1 to 253 letters, digits and `._:@/+=,-`, and no pattern, \
                     since roles know none | write one such as `payments-settings`",
                ),
            ),
        ]);
    }
}
