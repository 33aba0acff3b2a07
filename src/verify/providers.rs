//! Provider configurations: roots declare them, modules that are called say which aliases they need, and calls pass them in.

use std::collections::BTreeSet;

use crate::terraform::{Block, Expression, Key};

use super::{
    blocks::is_identifier,
    context::{Context, suggestion},
    schema,
    scope::{Scope, literal},
};
use crate::terraform::references::{self, Reference};

impl<'t> Context<'_, 't> {
    /// Checks a `provider` block.
    pub(super) fn check_provider(&mut self, block: &'t Block) {
        match block.labels.first().map(String::as_str) {
            Some("aws") => self.check_body(&block.body, schema::aws_provider(), &["alias"]),
            Some(name) => self.report(format_args!("no schema for the provider `{name}`")),
            None => {}
        }
        if let Some(alias) = block.body.attribute("alias") {
            match literal(&alias.value) {
                Some(text) if is_identifier(text) => {}
                Some(text) => self.report(format_args!("`alias` is an identifier, found `{text}`")),
                None => self.report("`alias` is a literal text"),
            }
        }
        if !self.scope.module.is_root() {
            self.report("provider configurations belong to roots, not to modules that are called");
        }
    }

    /// `configuration_aliases` is a list of aliases that callers pass in.
    pub(super) fn check_configuration_aliases(&mut self, terraform: &'t Block) {
        let required = terraform.body.blocks().filter(|block| block.kind == "required_providers");
        for provider in required.flat_map(|block| block.body.attributes()) {
            let Some(aliases) = configuration_aliases(&provider.value) else { continue };
            self.inside("configuration_aliases", |context| context.check_aliases(&provider.name, aliases));
        }
    }

    fn check_aliases(&mut self, provider: &str, aliases: &'t Expression) {
        if self.scope.module.is_root() {
            self.report("aliases are passed in by callers, and nobody calls a root");
        }
        let Expression::List(aliases) = aliases else {
            self.report(format_args!("expected a list of aliases, as in `[{provider}.replica]`"));
            return;
        };
        let mut seen = BTreeSet::new();
        for alias in aliases {
            match references::as_reference(alias).as_ref().and_then(name_and_alias) {
                Some((name, alias)) if name == provider && !alias.is_empty() => {
                    if !seen.insert(alias) {
                        self.report(format_args!("`{name}.{alias}` is named twice"));
                    }
                }
                _ => self.report(format_args!("expected an alias of the provider, as in `{provider}.replica`")),
            }
        }
    }

    /// `provider` names a configuration that the module has: `aws` or `aws.alias`.
    pub(super) fn check_provider_argument(&mut self, block: &'t Block) {
        if let Some(attribute) = block.body.attribute("provider") {
            self.inside("provider", |context| context.check_configuration(&attribute.value));
        }
    }

    /// A call passes in the configurations that the module needs, and no others.
    pub(super) fn check_providers(&mut self, call: &'t Block, target: &Scope<'t>) {
        let mut given = BTreeSet::new();
        if let Some(providers) = call.body.attribute("providers") {
            self.inside("providers", |context| match &providers.value {
                Expression::Object(_) => {
                    for (key, configuration) in passed(call) {
                        given.extend(context.check_passed(key, target));
                        context.check_configuration(configuration);
                    }
                }
                _ => context.report("expected provider configurations in braces, as in `{ aws = aws.replica }`"),
            });
        }
        for (name, alias) in target.passed_in.difference(&given) {
            let module = &target.module.path;
            self.report(format_args!(
                "module `{module}` needs the provider configuration `{name}.{alias}`, as in `providers = {{ {name}.{alias} = {name} }}`"
            ));
        }
    }

    /// What a key of `providers` names in the called module.
    fn check_passed(&mut self, key: &'t Key, target: &Scope<'t>) -> Option<(&'t str, &'t str)> {
        let (name, alias) = match key {
            Key::Literal(name) if is_identifier(name) => return Some((name, "")),
            Key::Path(names) => {
                let [name, alias] = names.as_slice() else {
                    self.report("expected the name of a provider, or its name and an alias, as in `aws.replica`");
                    return None;
                };
                (name.as_str(), alias.as_str())
            }
            Key::Literal(name) => {
                self.report(format_args!("the configuration `{name}` is written without quotes"));
                return None;
            }
            Key::Template(_) => {
                self.report("the names of providers are literals");
                return None;
            }
        };
        if !target.passed_in.contains(&(name, alias)) {
            let known = target.passed_in.iter().filter(|(known, _)| *known == name).map(|(_, alias)| *alias);
            let near = suggestion(alias, known);
            let module = &target.module.path;
            self.report(format_args!("module `{module}` takes no provider configuration `{name}.{alias}`{near}"));
        }
        Some((name, alias))
    }

    /// The expression names a provider configuration of this module.
    fn check_configuration(&mut self, value: &'t Expression) {
        let Some((name, alias)) = references::as_reference(value).as_ref().and_then(name_and_alias) else {
            self.report("expected a provider configuration, as in `aws.replica`");
            return;
        };
        if !alias.is_empty() && !self.scope.providers.contains(&(name, alias)) {
            let known = self.scope.providers.iter().filter(|(known, _)| *known == name).map(|(_, alias)| *alias);
            let near = suggestion(alias, known);
            self.report(format_args!("no provider configuration `{name}.{alias}` in this module{near}"));
        }
    }
}

/// What a call passes in: what the called module calls it, and what the caller does.
pub(super) fn passed(call: &Block) -> impl Iterator<Item = (&Key, &Expression)> {
    let items = match call.body.attribute("providers").map(|providers| &providers.value) {
        Some(Expression::Object(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().map(|item| (&item.key, &item.value))
}

/// The list of aliases in an entry of `required_providers`.
pub(super) fn configuration_aliases(provider: &Expression) -> Option<&Expression> {
    let Expression::Object(items) = provider else { return None };
    let is_it = |key: &Key| matches!(key, Key::Literal(name) if name == "configuration_aliases");
    items.iter().find(|item| is_it(&item.key)).map(|item| &item.value)
}

/// The name and the alias of a configuration; the alias of `aws` alone is empty.
fn name_and_alias<'t>(reference: &Reference<'t>) -> Option<(&'t str, &'t str)> {
    match reference.steps {
        [] => Some((reference.root, "")),
        [_] => Some((reference.root, reference.first()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::RootKind;
    use crate::terraform::{BodyBuilder, Expression, File, Key, Module, Tree, block, list, object, path, resource};
    use crate::verify::verify;

    fn file(blocks: Vec<BodyBuilder>) -> File {
        File { name: "main.tf".to_owned(), lowered_by: "", header: Vec::new(), body: blocks.into() }
    }

    fn terraform(aliases: impl Into<Expression>) -> BodyBuilder {
        let aws = object([("source", "hashicorp/aws".into()), ("configuration_aliases", aliases.into())]);
        block("terraform").nest(block("required_providers").set("aws", aws))
    }

    fn configuration(alias: Option<&str>) -> BodyBuilder {
        block("provider").label("aws").set_if_some("alias", alias).set("region", "us-east-1")
    }

    fn topic(provider: Option<Expression>) -> BodyBuilder {
        resource("aws_cloudwatch_log_group", "this").set_if_some("provider", provider).set("name", "x")
    }

    fn call(providers: Option<Expression>) -> BodyBuilder {
        block("module").label("front").set("source", "../../../modules/front").set_if_some("providers", providers)
    }

    fn passed<const N: usize>(providers: [(&[&str], &str); N]) -> Option<Expression> {
        let key = |names: &[&str]| match names {
            [name] => Key::from(*name),
            names => Key::Path(names.iter().map(|name| (*name).to_owned()).collect()),
        };
        Some(object(providers.map(|(names, configuration)| (key(names), path(configuration)))))
    }

    /// What is said about a module and a root.
    fn faults(child: Vec<BodyBuilder>, root: Vec<BodyBuilder>) -> Vec<String> {
        let kind = RootKind::of_folder("environments/prod/router").unwrap();
        let modules = vec![Module::child("front", vec![file(child)]), Module::root(kind, vec![file(root)])];
        let faults = verify(&Tree { modules });
        faults.iter().map(|fault| format!("{}: {}", fault.block, fault.message)).collect()
    }

    /// A module that needs `aws.edge`.
    fn child() -> Vec<BodyBuilder> {
        vec![terraform(list([path("aws.edge")])), topic(Some(path("aws.edge")))]
    }

    /// A root that has `aws` and `aws.us_east_1`.
    fn root(providers: Option<Expression>) -> Vec<BodyBuilder> {
        vec![configuration(None), configuration(Some("us_east_1")), call(providers)]
    }

    #[test]
    fn a_call_passes_in_what_the_module_needs() {
        let needs = "module.front: module `modules/front` needs the provider configuration `aws.edge`, as in `providers = \
                     { aws.edge = aws }`";
        let edge: &[&str] = &["aws", "edge"];
        for (providers, expected) in [
            (passed([(&["aws"], "aws"), (edge, "aws.us_east_1")]), vec![]),
            (passed([(edge, "aws.us_east_1")]), vec![]),
            (None, vec!["provider.aws.us_east_1: dead provider configuration: nothing in the module uses it", needs]),
            (passed([(&["aws"], "aws.us_east_1")]), vec![needs]),
            (
                passed([(edge, "aws.us_east_1"), (&["aws", "edgy"], "aws")]),
                vec![
                    "module.front: `providers`: module `modules/front` takes no provider configuration `aws.edgy`; did you \
                     mean `edge`?",
                ],
            ),
            (
                passed([(edge, "aws.us_east_2"), (&["aws"], "aws.us_east_1")]),
                vec![
                    "module.front: `providers`: no provider configuration `aws.us_east_2` in this module; did you mean \
                     `us_east_1`?",
                ],
            ),
            (
                Some(object([(Key::from("aws.edge"), path("aws.us_east_1"))])),
                vec!["module.front: `providers`: the configuration `aws.edge` is written without quotes", needs],
            ),
            (
                passed([(edge, "aws.us_east_1"), (&["aws", "edge", "x"], "aws")]),
                vec![
                    "module.front: `providers`: expected the name of a provider, or its name and an alias, as in \
                     `aws.replica`",
                ],
            ),
        ] {
            let mut found = faults(child(), root(providers.clone()));
            found.sort_by_key(|fault| fault.starts_with("module"));
            assert_eq!(found, expected, "{providers:?}");
        }
    }

    #[test]
    fn a_module_names_the_aliases_that_it_needs() {
        let aliases = |aliases: Expression| vec![terraform(aliases), topic(None)];
        let here = "terraform: `configuration_aliases`";
        for (child, expected) in [
            (aliases(path("aws.edge")), format!("{here}: expected a list of aliases, as in `[aws.replica]`")),
            (aliases(list([path("aws")])), format!("{here}: expected an alias of the provider, as in `aws.replica`")),
            (
                aliases(list([path("random.edge")])),
                format!("{here}: expected an alias of the provider, as in `aws.replica`"),
            ),
            (aliases(list([path("aws.edge"), path("aws.edge")])), format!("{here}: `aws.edge` is named twice")),
        ] {
            let found = faults(child, root(passed([(&["aws", "edge"], "aws.us_east_1")])));
            assert!(found.contains(&expected), "{found:#?}");
        }
    }

    #[test]
    fn a_root_declares_its_configurations_itself() {
        let root = vec![terraform(list([path("aws.edge")])), call(passed([(&["aws", "edge"], "aws.edge")]))];
        let expected = "terraform: `configuration_aliases`: aliases are passed in by callers, and nobody calls a root";
        assert_eq!(faults(child(), root), [expected]);
    }

    #[test]
    fn an_alias_is_an_identifier_and_is_used() {
        let root = |alias: &str| {
            let edge = passed([(&["aws", "edge"], "aws.us_east_1")]);
            vec![
                configuration(Some("us_east_1")),
                configuration(Some(alias)),
                topic(Some(path("aws.replica"))),
                call(edge),
            ]
        };
        assert_eq!(faults(child(), root("replica")), Vec::<String>::new());
        let found = faults(child(), root("us east"));
        assert_eq!(found.first().unwrap(), "provider.aws: `alias` is an identifier, found `us east`", "{found:#?}");
        let found = faults(child(), root("us_east_1"));
        assert!(found.contains(&"provider.aws.us_east_1: declared twice: `main.tf` declares it too".to_owned()));
    }

    #[test]
    fn a_configuration_that_waits_for_what_it_makes_is_a_cycle() {
        let output = block("output").label("region").set("description", "Where.").set("value", "us-east-1");
        let child = [child(), vec![output]].concat();
        let provider = block("provider").label("aws").set("alias", "late").set("region", path("module.front.region"));
        let found = faults(child, vec![provider, call(passed([(&["aws", "edge"], "aws.late")]))]);
        assert!(found.iter().any(|fault| fault.contains("dependency cycle")), "{found:#?}");
    }
}
