//! The fleet block.

use super::Resolver;
use crate::catalog::provider_features;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::model::{Backend, DnsAccount, Fleet, Git, IamDemands, Mirror, S3Backend};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{GitRevision, Name, TagValue, VersionConstraint};

/// The fleet, and what environments inherit from it.
pub(super) struct ResolvedFleet {
    pub(super) model: Fleet,
    pub(super) owner: TagValue,
    pub(super) cost_centre: TagValue,
    /// What holds in IAM for environments that say nothing else.
    pub(super) iam: IamDemands,
    /// The mirror of environments that name none.
    pub(super) mirror: Option<Mirror>,
    /// The revision that cells follow which name none.
    pub(super) revision: Option<Spanned<GitRevision>>,
}

impl Resolver<'_> {
    pub(super) fn fleet(&mut self) -> ResolvedFleet {
        let spec = self.spec;
        let mut fleets = spec.fleet.iter();
        let Some((name, entry)) = fleets.next() else {
            if !spec.fleet.has_poison() {
                let error = Diagnostic::error(codes::ONE_FLEET, Span::NONE, "the specification has no `fleet` block");
                let help =
                    "add `fleet \"name\" { … }` with `owner` and `cost_centre`; `cellc init` writes a first spec";
                self.report(error.help(help));
            }
            return stand_in();
        };
        for (_, again) in fleets {
            let headline = "the specification has more than one `fleet` block";
            let error = Diagnostic::error(codes::ONE_FLEET, again.span(), headline).label("again here");
            self.report(error.also(entry.span(), "first here").help("describe each fleet in a folder of its own"));
        }
        let mut fleet = resolve(&Spanned::new(name.clone(), entry.span()), &entry.block);
        fleet.model.dns = entry.block.dns.as_ref().map(|dns| self.dns_account(dns, &fleet.iam));
        // What the one lacks, the other may have.
        fleet.model.is_stand_in = spec.fleet.len() > 1;
        fleet.model.origin = self.origin(entry.span());
        fleet
    }
}

impl Resolver<'_> {
    /// The account of the zones demands in IAM what its own block says, or else the fleet.
    fn dns_account(&self, dns: &Spanned<spec::DnsAccount>, fleet: &IamDemands) -> DnsAccount {
        let own = self.spec.account.get(&dns.account.value).map(|entry| &entry.block);
        let path = own.and_then(|block| block.iam_path.as_ref()).or(fleet.path.as_ref());
        let boundary = own.and_then(|block| block.permissions_boundary.as_ref()).or(fleet.boundary.as_ref());
        DnsAccount {
            header: Spanned::new((), dns.span),
            account: dns.account.clone(),
            region: dns.region.clone(),
            deploy_role: dns.deploy_role.clone(),
            iam: IamDemands { path: path.filter(|path| !path.is_usual()).cloned(), boundary: boundary.cloned() },
        }
    }
}

/// Stands for a fleet that was reported as missing or wrong, so that the rest can still be checked.
fn stand_in() -> ResolvedFleet {
    let word = |text: &str| text.parse::<TagValue>().expect("invariant: a word is a tag value");
    let name = "fleet".parse::<Name>().expect("invariant: a word is a name");
    let mut fleet = resolve(&Spanned::from(name), &spec::Fleet::new(word("owner"), word("cost-centre")));
    fleet.model.is_stand_in = true;
    fleet
}

fn resolve(name: &Spanned<Name>, fleet: &spec::Fleet) -> ResolvedFleet {
    let terraform = fleet.terraform.as_ref();
    let constraint = |written: Option<&Spanned<VersionConstraint>>, default: &str| {
        let default = || default.parse().expect("invariant: the default is a version constraint");
        written.cloned().unwrap_or_else(|| Spanned::default_of(default(), name.span))
    };
    let required = terraform.and_then(|terraform| terraform.required_version.as_ref());
    let provider = terraform.and_then(|terraform| terraform.aws_provider.as_ref());
    let required_version = constraint(required, ">= 1.7");
    let model = Fleet {
        name: name.clone(),
        domain: fleet.domain.clone().map(|domain| domain.value),
        dns: None,
        organization_id: fleet.organization_id.clone(),
        max_blast_radius: fleet.max_blast_radius,
        aws_provider: constraint(provider, "~> 5.40"),
        tags: fleet.tags.as_ref().map(|tags| tags.value.clone()).unwrap_or_default(),
        origin: String::new(),
        is_stand_in: false,
        git: fleet.git.as_ref().map(git),
        backend: backend(terraform.and_then(|terraform| terraform.backend.as_ref()), name, &required_version),
        required_version,
    };
    let (owner, cost_centre) = (fleet.owner.value.clone(), fleet.cost_centre.value.clone());
    let revision = fleet.git.as_ref().and_then(|git| git.revision.clone());
    let iam = IamDemands { path: fleet.iam_path.clone(), boundary: fleet.permissions_boundary.clone() };
    let mirror = fleet.mirror.as_ref().map(mirror);
    ResolvedFleet { model, owner, cost_centre, iam, mirror, revision }
}

/// The mirror of a fleet or of an environment.
pub(super) fn mirror(mirror: &Spanned<spec::Mirror>) -> Mirror {
    let prefixes = mirror.prefixes.iter().flat_map(|prefixes| prefixes.value.iter());
    let prefixes = prefixes.map(|(host, prefix)| (host.clone(), prefix.value.clone())).collect();
    Mirror { registry: mirror.registry.clone(), prefixes }
}

fn git(git: &Spanned<spec::Git>) -> Git {
    let main = || Spanned::default_of("main".parse().expect("invariant: the default is a branch"), git.span);
    let path = git.path.clone().map(|path| path.value);
    let usual = || "out/gitops".parse().expect("invariant: the default is a folder");
    Git {
        repository: git.repository.clone(),
        branch: git.branch.clone().unwrap_or_else(main),
        path: path.unwrap_or_else(usual),
    }
}

fn backend(backend: Option<&spec::Backend>, fleet: &Name, terraform: &VersionConstraint) -> Backend {
    match backend {
        Some(spec::Backend::S3(s3)) => Backend::S3(Box::new(S3Backend {
            bucket: s3.bucket.clone(),
            region: s3.region.clone(),
            use_lockfile: use_lockfile(s3, terraform),
            dynamodb_table: s3.dynamodb_table.clone(),
            kms_key_id: s3.kms_key_id.clone(),
            role_arn: s3.role_arn.clone(),
            key_prefix: s3.key_prefix.clone().map_or_else(|| fleet.clone(), |prefix| prefix.value),
        })),
        Some(spec::Backend::Local(_)) | None => Backend::Local,
    }
}

/// A fleet that names a lock table keeps it until its spec says otherwise.
fn use_lockfile(s3: &spec::S3Backend, terraform: &VersionConstraint) -> Spanned<bool> {
    let is_known = provider_features::lock_file().is_in_all_of(terraform);
    let default = || Spanned::default_of(is_known && s3.dynamodb_table.is_none(), s3.bucket.span);
    s3.use_lockfile.unwrap_or_else(default)
}
