//! What load balancers reach has ports, and there are subnets for them.
//!
//! ## Why
//! `exposure` admits load balancers to the `ports` of a namespace: without ports it would admit nothing, or in the language of
//! network policies everything, and ports alone admit nobody. Load balancers of the internet stand in the public subnets of a
//! cell, and a cell with `nat = "none"` has none. What makes them is the AWS load balancer controller: where it is turned off, an
//! `allow` block names what does it instead.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "shop" {
//!     exposure = "internal"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "shop" {
//!     exposure = "internal"
//!     ports    = [8080]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::EXPOSURE;
use crate::model::{Class, Environment, Exposed, Namespace};
use crate::values::{ApplicationName, Exposure};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        diagnostics.extend(namespace.exposed.as_ref().and_then(|exposed| without_ports(namespace, exposed)));
        diagnostics.extend(ports_alone(namespace));
    }
    if model.fleet.git.is_some() {
        let runs_another = |environment: &&Environment| {
            !environment.applications.is_empty() && !environment.runs(ApplicationName::LoadBalancerController)
        };
        let without = model.environments.values().filter(runs_another);
        diagnostics.extend(without.flat_map(|environment| &environment.namespaces).filter_map(without_controller));
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.classes().filter(|(_, class)| class.is_isolated()) {
        diagnostics.extend(environment.namespaces.iter().filter_map(|namespace| without_subnets(class, namespace)));
    }
}

/// Nothing makes a load balancer. Another controller may, of which cellc knows nothing.
fn without_controller(namespace: &Namespace) -> Option<Diagnostic> {
    let exposure = namespace.exposed.as_ref()?.exposure;
    let headline = format!("nothing makes load balancers for namespace `{}`", namespace.name.value);
    let error = Diagnostic::error(EXPOSURE, exposure.span, headline).label("needs the load balancer controller");
    let error = error.note("`aws-load-balancer-controller` is turned off");
    Some(
        error
            .help("remove its `enabled = false`; where another controller does it, say so in an `allow` block")
            .unless_helped(),
    )
}

fn without_ports(namespace: &Namespace, exposed: &Exposed) -> Option<Diagnostic> {
    exposed.ports.is_empty().then(|| {
        let headline = format!("namespace `{}` is exposed without ports", namespace.name.value);
        let error = Diagnostic::error(EXPOSURE, exposed.exposure.span, headline).label("which ports?");
        error.help("add the ports that load balancers reach, such as `ports = [8080]`")
    })
}

fn ports_alone(namespace: &Namespace) -> Option<Diagnostic> {
    let ports = namespace.unexposed_ports?;
    let headline = format!("the ports of namespace `{}` are open to nobody", namespace.name.value);
    let error = Diagnostic::error(EXPOSURE, ports.span, headline).label("no `exposure`");
    Some(error.help("add `exposure = \"internal\"` or `exposure = \"public\"`, or remove the ports"))
}

fn without_subnets(class: &Class, namespace: &Namespace) -> Option<Diagnostic> {
    let exposure = namespace.exposed.as_ref()?.exposure;
    (exposure.value == Exposure::Public).then(|| {
        let headline = format!("the internet cannot reach namespace `{}`", namespace.name.value);
        let error = Diagnostic::error(EXPOSURE, exposure.span, headline).label("needs public subnets");
        let error = error.also(class.nat.span, "cells without a way out have none");
        error.help("write `exposure = \"internal\"`, or give the cells a way out: `nat = \"single\"`")
    })
}
