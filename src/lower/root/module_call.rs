//! Calls of modules.

use crate::layout::{RootKind, module_folder};
use crate::terraform::{BodyBuilder, Expression, Key, block, object, path};

/// A call of a module, by the module's name, with the provider configurations that it needs beside the default one: those
/// with these aliases. The root has them under the same aliases.
pub(super) fn module_call(root: &RootKind, label: &str, module: &str, aliases: &[&str]) -> BodyBuilder {
    block("module")
        .label(label)
        .set("source", root.path_to(&module_folder(module)))
        .set_if_some("providers", (!aliases.is_empty()).then(|| providers(aliases)))
}

/// Once a call passes one configuration, it has to pass all of them.
fn providers(aliases: &[&str]) -> Expression {
    let passed = |alias: &&str| {
        let key = Key::Path(vec!["aws".to_owned(), (*alias).to_owned()]);
        (key, path("aws").attribute(alias))
    };
    object([(Key::from("aws"), path("aws"))].into_iter().chain(aliases.iter().map(passed)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::module_call;
    use crate::layout::RootKind;
    use crate::lower::header::FileMaker;
    use crate::lower::root::{RootContext, provider, provider::AssumedRole, provider::ProviderSettings};
    use crate::lower::terraform_block;
    use crate::model::{Backend, Fleet};
    use crate::print;
    use crate::source::{Span, Spanned};
    use crate::terraform::{Module, Tree, path, resource};
    use crate::values::Region;
    use crate::verify::verify;

    fn fleet() -> Fleet {
        Fleet {
            name: Spanned::new("platform".parse().unwrap(), Span::NONE),
            domain: None,
            dns: None,
            organization_id: None,
            max_blast_radius: None,
            required_version: Spanned::new(">= 1.7.0".parse().unwrap(), Span::NONE),
            aws_provider: Spanned::new("~> 5.40".parse().unwrap(), Span::NONE),
            backend: Backend::Local,
            git: None,
            tags: indexmap::IndexMap::new(),
            origin: String::new(),
            is_stand_in: false,
        }
    }

    /// A root in two regions that passes one of them to a module.
    #[test]
    fn a_root_passes_the_configurations_that_a_module_needs() {
        let fleet = fleet();
        let files = FileMaker::new([]);
        let certificate =
            resource("aws_cloudwatch_log_group", "this").set("provider", path("aws.us_east_1")).set("name", "front");
        let needs = terraform_block::versions(&fleet, &["us_east_1"]);
        let front = Module::child("front", vec![files.file("main.tf", "Front.", file!(), vec![needs, certificate])]);

        let kind = RootKind::of_folder("environments/prod/router").unwrap();
        let call = module_call(&kind, "front", "front", &["us_east_1"]);
        let context = RootContext { fleet: &fleet, kind, files };
        let account = "222222222222".parse().unwrap();
        let regions: [(Option<&str>, Region); 2] =
            [(None, "eu-west-1".parse().unwrap()), (Some("us_east_1"), "us-east-1".parse().unwrap())];
        let providers = regions.iter().map(|(alias, region)| ProviderSettings {
            alias: alias.map(str::to_owned),
            region: region.clone(),
            account: &account,
            role: Some(AssumedRole {
                arn: "arn:aws:iam::222222222222:role/deploy".into(),
                session: "router".to_owned(),
                after: None,
            }),
            tags: BTreeMap::from([("Owner".to_owned(), "platform".to_owned())]),
        });
        let files = vec![
            context.files.file("main.tf", "Router.", file!(), vec![call]),
            provider::file(&context, providers),
            context.versions(),
        ];
        let tree = Tree { modules: vec![front, context.into_module(files)] };

        assert_eq!(verify(&tree), []);
        let texts = tree.modules.iter().flat_map(|module| &module.files).map(print::print);
        insta::assert_snapshot!(texts.collect::<Vec<_>>().join("\n"));
    }
}
