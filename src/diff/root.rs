//! A root as it is compared: its backend and providers, and its module calls where they are all that it has.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::flat::flat;
use crate::evaluate::{Budget, Configuration, Content, Declared, Instances, Library, Module, Value, resolved};
use crate::terraform::{Body, Expression, Step};

/// Settings by what they belong to (`backend`, `provider.aws`, `terraform`) and path.
pub(super) type Settings = BTreeMap<(String, String), Value>;

/// A root.
pub(super) struct RootConfiguration<'t> {
    pub(super) module: Rc<Module<'t>>,
    pub(super) settings: Settings,
    /// The module calls by their names, when every one is known and the root has nothing else.
    pub(super) calls: Option<BTreeMap<String, Call<'t>>>,
}

/// A call of a module that is among the files, with values that need nothing else of the root.
#[derive(Clone, Default)]
pub(super) struct Call<'t> {
    pub(super) module: Rc<Module<'t>>,
    /// What the module is called with.
    pub(super) arguments: BTreeMap<String, Value>,
}

impl<'t> RootConfiguration<'t> {
    /// The root of a folder; an empty one when there is none.
    pub(super) fn of(folder: &str, modules: &dyn Library<'t>) -> Self {
        let module = modules.module(folder).unwrap_or_default();
        let (nothing, budget) = (BTreeMap::new(), Budget::default());
        let configuration = Configuration::new(modules, Rc::clone(&module), "", &nothing, &budget);
        let mut settings = Settings::new();
        for declared in &module.settings {
            add_settings(&mut settings, declared, &configuration);
        }
        let calls = calls(&configuration, modules);
        drop(configuration);
        Self { module, settings, calls }
    }

    /// Everything that the root makes.
    pub(super) fn instances(&self, modules: &dyn Library<'t>) -> Instances {
        let (nothing, budget) = (BTreeMap::new(), Budget::default());
        Configuration::new(modules, Rc::clone(&self.module), "", &nothing, &budget).instances()
    }

    /// Where a cell is and what it is called there: two roots with the same identity mean the same cell.
    pub(super) fn identity(&self) -> Option<[Value; 3]> {
        let call = self.calls.as_ref()?.values().next()?;
        let argument = |name: &str| call.arguments.get(name).cloned();
        Some([argument("account_id")?, argument("region")?, argument("vpc_cidr")?])
    }
}

/// The folder that the source of a call means.
pub(super) fn source(module: &Module<'_>, call: &Declared<'_>) -> Option<String> {
    match &call.block.body.attribute("source")?.value {
        Expression::String(source) => resolved(&module.folder, source),
        _ => None,
    }
}

fn calls<'t>(root: &Configuration<'_, 't>, modules: &dyn Library<'t>) -> Option<BTreeMap<String, Call<'t>>> {
    let module = root.module();
    let has_more = !module.resources.is_empty() || !module.others.is_empty() || !module.unreadable.is_empty();
    if has_more || !module.moved.is_empty() || !module.repeated.is_empty() {
        return None;
    }
    let call = |(name, declared): (&&str, &Declared<'t>)| {
        let special = ["for_each", "count", "providers", "version"];
        let is_plain = special.iter().all(|name| declared.block.body.attribute(name).is_none());
        let target = modules.module(&source(module, declared)?).filter(|_| is_plain)?;
        let mut arguments = root.settings(&declared.block.body).attributes;
        arguments.remove("source");
        arguments.values().all(needs_nothing).then(|| ((*name).to_owned(), Call { module: target, arguments }))
    };
    module.calls.iter().map(call).collect()
}

/// Whether a value is the same whatever becomes of the other resources of a root.
fn needs_nothing(value: &Value) -> bool {
    let mut needs_something = value.first_unknown().is_some();
    value.visit(&mut |value| {
        needs_something |= matches!(value, Value::Attribute { .. } | Value::Instance { .. } | Value::Instances(_));
    });
    !needs_something
}

fn add_settings(settings: &mut Settings, declared: &Declared<'_>, root: &Configuration<'_, '_>) {
    let block = declared.block;
    let content = root.settings(&block.body);
    if block.kind == "terraform" {
        add_terraform(settings, &content, &block.body, root);
        return;
    }
    let alias = match content.attributes.get("alias") {
        Some(Value::Text(alias)) => format!(".{alias}"),
        _ => String::new(),
    };
    let provider = format!("provider.{}{alias}", block.labels.join("."));
    add(settings, &provider, "", &content);
    given(&block.body, "", &provider, root.module(), settings);
}

fn add_terraform(settings: &mut Settings, content: &Content, body: &Body, root: &Configuration<'_, '_>) {
    for block in body.blocks() {
        let inner = root.settings(&block.body);
        if let ("backend", [kind]) = (block.kind.as_str(), block.labels.as_slice()) {
            settings.insert(("backend".to_owned(), "type".to_owned()), Value::Text(kind.clone()));
            add(settings, "backend", "", &inner);
        } else {
            let names: Vec<&str> = std::iter::once(&block.kind).chain(&block.labels).map(String::as_str).collect();
            add(settings, "terraform", &format!("{}.", names.join(".")), &inner);
        }
    }
    let own = Content { attributes: content.attributes.clone(), ..Content::default() };
    add(settings, "terraform", "", &own);
}

fn add(settings: &mut Settings, subject: &str, prefix: &str, content: &Content) {
    let settings_of = flat(content).into_iter();
    settings.extend(settings_of.map(|(path, value)| ((subject.to_owned(), format!("{prefix}{path}")), value)));
}

/// What a run may set otherwise than the default says: whoever may start a run decides it, even while the value is the same.
fn given(body: &Body, prefix: &str, subject: &str, root: &Module<'_>, settings: &mut Settings) {
    for attribute in body.attributes() {
        let Some(variable) = variable(&attribute.value).filter(|name| root.variables.contains_key(name)) else {
            continue;
        };
        let path = format!("{prefix}{} (input of a run)", attribute.name);
        settings.insert((subject.to_owned(), path), Value::Symbol(format!("var.{variable}")));
    }
    for block in body.blocks() {
        given(&block.body, &format!("{prefix}{}.", block.kind), subject, root, settings);
    }
}

/// The variable that an expression is.
fn variable(expression: &Expression) -> Option<&str> {
    let Expression::Traversal(traversal) = expression else { return None };
    match (&traversal.base, traversal.steps.as_slice()) {
        (Expression::Variable(root), [Step::Attribute(name)]) if root == "var" => Some(name),
        _ => None,
    }
}
