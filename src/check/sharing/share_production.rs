//! Production shares its cells with no other environment.
//!
//! ## Why
//! Namespaces of one cell share its nodes, its control plane, its quotas and its network. What runs on a node can reach what
//! else runs there when the kernel or the runtime has a flaw, and a load test takes capacity from whoever is beside it. Two
//! environments that are no production may live with that. An environment whose name says no profile counts as
//! production; `profile` says otherwise.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {}
//! environment "staging" {
//!   shares = "prod"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {}
//! environment "staging" {
//!   shares = "dev"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SHARE_PRODUCTION;
use crate::model::{Environment, Model, Obstacle, Share};
use crate::values::Profile;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let shares = model.shares.values().filter(|share| share.obstacle == Some(Obstacle::Production));
    for share in shares {
        let is_guest = share.profile.value == Profile::Production;
        let error = if is_guest { guest(share) } else { host(model, share) };
        diagnostics.push(error.note("namespaces of one cell share its nodes, its quotas and its network"));
    }
}

fn guest(share: &Share) -> Diagnostic {
    let (name, host) = (&share.environment.value, &share.host.value);
    let headline = format!("production environment `{name}` shares the cells of `{host}`");
    let error = Diagnostic::error(SHARE_PRODUCTION, share.host.span, headline).label("production has cells of its own");
    let own = "write `account` and `region` in place of `shares`, and declare cells";
    if crate::check::fleet::profile_name::is_called_production(name) {
        return error.also(share.span(), "production").help(own);
    }
    if !share.profile.is_written() {
        let error = error.also(share.span(), "production, because the name says no other profile");
        return error.help(format!("{own}; or say what it is: `profile = \"staging\"`"));
    }
    error.also(share.profile.span, "production").help(own)
}

fn host(model: &Model, share: &Share) -> Diagnostic {
    let (name, host) = (&share.environment.value, &share.host.value);
    let headline = format!("environment `{name}` shares the cells of production environment `{host}`");
    let error = Diagnostic::error(SHARE_PRODUCTION, share.host.span, headline).label("production");
    let place = model.environments.get(host).map_or(share.host.span, Environment::span);
    let error = error.also(place, "its profile is `production`");
    error.help("share the cells of an environment that is no production, or write `account` and `region` instead")
}
