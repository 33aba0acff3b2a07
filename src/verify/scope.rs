//! What each module declares, indexed once so that references and calls are looked up instead of searched.

use std::{
    cell::{Cell, OnceCell},
    collections::{BTreeMap, BTreeSet},
};

use crate::evaluate::Configuration;
use crate::terraform::references;
use crate::terraform::{Block, Expression, File, Module};

use super::{
    evaluated::Evaluated,
    schema::{self, Resource as ResourceSchema},
    type_expressions,
    types::Type,
};

/// All modules of a tree.
pub(super) struct Index<'t> {
    /// In the order of the tree.
    pub(super) scopes: Vec<Scope<'t>>,
    by_path: BTreeMap<&'t str, usize>,
}

/// The declarations of one module.
pub(super) struct Scope<'t> {
    pub(super) module: &'t Module,
    pub(super) variables: BTreeMap<&'t str, Variable<'t>>,
    pub(super) locals: BTreeMap<&'t str, Local<'t>>,
    pub(super) resources: BTreeMap<(&'t str, &'t str), Resource<'t>>,
    pub(super) calls: BTreeMap<&'t str, ModuleCall<'t>>,
    pub(super) outputs: BTreeMap<&'t str, Output<'t>>,
    /// Provider configurations by name and alias (empty for the one without), declared here or passed in.
    pub(super) providers: BTreeSet<(&'t str, &'t str)>,
    /// Those of them that callers must pass in, by name and alias.
    pub(super) passed_in: BTreeSet<(&'t str, &'t str)>,
    /// How often `moved` blocks name an address, by argument and address.
    pub(super) moved: BTreeMap<(&'static str, String), usize>,
    evaluated: OnceCell<Evaluated<'t>>,
}

/// A `variable` block.
pub(super) struct Variable<'t> {
    pub(super) file: &'t File,
    /// `Any` when the type is missing or wrong, which is a fault of its own.
    pub(super) ty: Type,
    pub(super) required: bool,
}

/// One attribute of a `locals` block.
pub(super) struct Local<'t> {
    pub(super) file: &'t File,
    pub(super) value: &'t Expression,
    pub(super) ty: Lazy,
}

/// A `resource` block.
pub(super) struct Resource<'t> {
    pub(super) schema: Option<&'static ResourceSchema>,
    pub(super) for_each: Option<&'t Expression>,
}

/// A `module` block.
pub(super) struct ModuleCall<'t> {
    /// Path of the called module; none when `source` is missing or no local path.
    pub(super) target: Option<String>,
    pub(super) for_each: Option<&'t Expression>,
}

/// An `output` block.
pub(super) struct Output<'t> {
    pub(super) value: Option<&'t Expression>,
    pub(super) ty: Lazy,
}

/// A type that is inferred when first asked for. While it is being inferred it is `Any`, so that a cycle ends.
#[derive(Default)]
pub(super) struct Lazy {
    ty: OnceCell<Type>,
    busy: Cell<bool>,
}

impl Lazy {
    /// The type, made by `infer` the first time.
    pub(super) fn get(&self, infer: impl FnOnce() -> Type) -> Type {
        if let Some(ty) = self.ty.get() {
            return ty.clone();
        }
        if self.busy.replace(true) {
            return Type::Any;
        }
        let ty = infer();
        self.busy.set(false);
        self.ty.get_or_init(|| ty).clone()
    }
}

impl<'t> Index<'t> {
    /// Reads the declarations of these modules.
    pub(super) fn of(modules: impl IntoIterator<Item = &'t Module>) -> Self {
        let scopes: Vec<Scope<'t>> = modules.into_iter().map(Scope::of).collect();
        let by_path = scopes.iter().enumerate().map(|(index, scope)| (scope.module.path.as_str(), index)).collect();
        Self { scopes, by_path }
    }

    /// All modules.
    pub(super) fn modules(&self) -> impl Iterator<Item = &'t Module> {
        self.scopes.iter().map(|scope| scope.module)
    }

    /// The module in that folder.
    pub(super) fn module(&self, path: &str) -> Option<&Scope<'t>> {
        self.scopes.get(*self.by_path.get(path)?)
    }

    /// All module folders.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'t str> {
        self.by_path.keys().copied()
    }
}

impl<'t> Scope<'t> {
    fn of(module: &'t Module) -> Self {
        let mut scope = Self {
            module,
            variables: BTreeMap::new(),
            locals: BTreeMap::new(),
            resources: BTreeMap::new(),
            calls: BTreeMap::new(),
            outputs: BTreeMap::new(),
            providers: BTreeSet::new(),
            passed_in: BTreeSet::new(),
            moved: BTreeMap::new(),
            evaluated: OnceCell::new(),
        };
        for file in &module.files {
            file.body.blocks().for_each(|block| scope.declare(file, block));
        }
        scope
    }

    fn declare(&mut self, file: &'t File, block: &'t Block) {
        let value = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
        let for_each = value("for_each");
        match (block.kind.as_str(), block.labels.as_slice()) {
            ("variable", [name]) => {
                let ty = value("type").and_then(|ty| type_expressions::parse(ty).ok()).unwrap_or(Type::Any);
                self.variables.entry(name).or_insert(Variable { file, ty, required: value("default").is_none() });
            }
            ("locals", []) => block.body.attributes().for_each(|local| {
                let declared = Local { file, value: &local.value, ty: Lazy::default() };
                self.locals.entry(&local.name).or_insert(declared);
            }),
            ("resource", [kind, name]) => {
                let declared = Resource { schema: schema::resource(kind), for_each };
                self.resources.entry((kind, name)).or_insert(declared);
            }
            ("module", [name]) => {
                let target = value("source").and_then(|source| self.target(source));
                self.calls.entry(name).or_insert(ModuleCall { target, for_each });
            }
            ("output", [name]) => {
                self.outputs.entry(name).or_insert(Output { value: value("value"), ty: Lazy::default() });
            }
            ("provider", [name]) => {
                let alias = value("alias").and_then(literal).unwrap_or_default();
                self.providers.insert((name, alias));
            }
            ("terraform", []) => self.passed_in_providers(block),
            ("moved", []) => {
                for argument in ["from", "to"] {
                    let address = value(argument).and_then(references::as_reference);
                    let address = address.map(|address| references::spelled(address.root, address.steps));
                    *self.moved.entry((argument, address.unwrap_or_default())).or_default() += 1;
                }
            }
            _ => {}
        }
    }

    /// Provider configurations that the caller passes in: `configuration_aliases = [aws.name]`.
    fn passed_in_providers(&mut self, terraform: &'t Block) {
        let required = terraform.body.blocks().filter(|block| block.kind == "required_providers");
        for provider in required.flat_map(|block| block.body.attributes()) {
            references::in_expression(&provider.value, &mut |reference| {
                self.passed_in.extend(reference.first().map(|alias| (reference.root, alias)));
            });
        }
        self.providers.extend(&self.passed_in);
    }

    fn target(&self, source: &Expression) -> Option<String> {
        let source = literal(source)?;
        if !(source.starts_with("./") || source.starts_with("../")) {
            return None;
        }
        let mut parts: Vec<&str> = self.module.path.split('/').filter(|part| !part.is_empty()).collect();
        for part in source.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                name => parts.push(name),
            }
        }
        Some(parts.join("/"))
    }

    /// What works out the values of the module. It is made when it is first asked for: most roots never need it.
    pub(super) fn configuration(&self) -> Configuration<'_, 't> {
        self.evaluated.get_or_init(|| Evaluated::of(self.module)).configuration()
    }

    /// The addresses of everything that a reference can name, for "did you mean".
    pub(super) fn addresses(&self) -> impl Iterator<Item = String> {
        let resources = self.resources.keys().map(|(kind, name)| format!("{kind}.{name}"));
        let variables = self.variables.keys().map(|name| format!("var.{name}"));
        let locals = self.locals.keys().map(|name| format!("local.{name}"));
        let calls = self.calls.keys().map(|name| format!("module.{name}"));
        resources.chain(variables).chain(locals).chain(calls)
    }
}

/// The text of a string literal.
pub(super) fn literal(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::String(text) => Some(text),
        _ => None,
    }
}
