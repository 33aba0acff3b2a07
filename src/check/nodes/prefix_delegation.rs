use crate::catalog::instance_types;
use crate::catalog::pods::AddressMode;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::platform::AddOnName;

/// Prefixes for instances that cannot have them.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0416"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("prefix_delegation.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes().filter(|(_, class)| class.address_mode() == AddressMode::Prefix) {
        let setting = class.add_ons.get(&AddOnName::VpcCni).map_or(class.span(), |cni| cni.prefix_delegation.span);
        for kind in class.system.instance_types.iter() {
            let has_none = instance_types::get(&kind.to_string()).is_some_and(|facts| !facts.supports_prefixes());
            if has_none {
                let headline = format!("`{}` does not support prefix delegation", kind.value);
                let warning = RULE.finding(kind.span, headline).label("not a Nitro instance");
                let warning = warning.also(setting, "enabled here").help("use a Nitro type, such as `m7g.large`");
                diagnostics.push(warning);
            }
        }
    }
}
