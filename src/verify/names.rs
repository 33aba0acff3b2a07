//! Resolves references: what a name stands for, and what the steps after it lead to.

use crate::terraform::{Expression, Step, Traversal};

use super::{
    context::{Context, suggestion},
    scope::{Index, ModuleCall, Output, Scope},
    types::{Fields, Type},
};
use crate::terraform::references::spelled;

/// The names under a root whose members are fixed.
const FIXED: [(&str, &[&str]); 2] = [("path", &["cwd", "module", "root"]), ("terraform", &["workspace"])];

impl<'t> Context<'_, 't> {
    /// Type of a name without steps: only names that a `for` binds can stand alone.
    pub(super) fn name(&mut self, name: &'t str) -> Type {
        if let Some(ty) = self.bound(name) {
            return ty;
        }
        if name == "self" {
            return self.own();
        }
        self.report(format_args!("`{name}` alone is no reference"));
        Type::Any
    }

    /// Type of a path into a value.
    pub(super) fn traversal(&mut self, traversal: &'t Traversal) -> Type {
        let (start, rest) = match &traversal.base {
            Expression::Variable(name) => match self.bound(name) {
                Some(ty) => (ty, traversal.steps.as_slice()),
                None if name == "self" => (self.own(), traversal.steps.as_slice()),
                None => self.root(name, &traversal.steps),
            },
            base => (self.infer(base), traversal.steps.as_slice()),
        };
        self.walk(start, rest)
    }

    /// Type of the declared thing, and the steps into it.
    fn root(&mut self, root: &'t str, steps: &'t [Step]) -> (Type, &'t [Step]) {
        let Some((Step::Attribute(name), rest)) = steps.split_first() else {
            self.report(format_args!("`{root}` needs a name after it, as in `{root}.name`"));
            return (Type::Any, steps);
        };
        if let Some(variable) = self.setting.only_variable
            && (root, name.as_str()) != ("var", variable)
        {
            let reference = spelled(root, steps);
            self.report(format_args!("a validation can refer to its own variable only, not to `{reference}`"));
            return (Type::Any, rest);
        }
        if self.setting.names_aliases && self.scope.passed_in.contains(&(root, name.as_str())) {
            return (Type::Any, rest);
        }
        match root {
            "var" => (self.variable(name), rest),
            "local" => (self.local(name), rest),
            "module" => self.module_call(name, rest),
            "each" => (self.each(name), rest),
            "path" | "terraform" => (self.fixed(root, name), rest),
            "data" => (self.refuse("data sources are not allowed: the compiler computes names and ARNs"), rest),
            "count" => (self.refuse("`count` is not allowed: write `for_each`"), rest),
            kind => self.resource(kind, name, rest),
        }
    }

    fn refuse(&mut self, message: &str) -> Type {
        self.report(message);
        Type::Any
    }

    fn variable(&mut self, name: &str) -> Type {
        match self.scope.variables.get(name) {
            Some(variable) => variable.ty.clone(),
            None => self.undeclared(&format!("var.{name}")),
        }
    }

    fn local(&mut self, name: &str) -> Type {
        match self.scope.locals.get(name) {
            Some(local) => local.ty.get(|| Context::silent(self.index, self.scope).infer(local.value)),
            None => self.undeclared(&format!("local.{name}")),
        }
    }

    fn undeclared(&mut self, address: &str) -> Type {
        let addresses: Vec<String> = self.scope.addresses().collect();
        let near = suggestion(address, addresses.iter().map(String::as_str));
        self.report(format_args!("`{address}` is not declared in this module{near}"));
        Type::Any
    }

    fn each(&mut self, name: &str) -> Type {
        match (name, &self.setting.each_value) {
            ("key", Some(_)) => Type::String,
            ("value", Some(value)) => value.clone(),
            ("key" | "value", None) => {
                self.report(format_args!("`each.{name}` has a meaning in blocks with `for_each` only"));
                Type::Any
            }
            _ => {
                self.report(format_args!("`each` has `key` and `value`, not `{name}`"));
                Type::Any
            }
        }
    }

    fn own(&mut self) -> Type {
        match &self.setting.own {
            Some(ty) => ty.clone(),
            None => self.refuse("`self` has a meaning in postconditions only"),
        }
    }

    fn fixed(&mut self, root: &str, name: &str) -> Type {
        let names = FIXED.iter().find(|(fixed, _)| *fixed == root).map_or(&[][..], |(_, names)| names);
        if !names.contains(&name) {
            let near = suggestion(name, names.iter().copied());
            self.report(format_args!("`{root}` has no `{name}`{near}"));
        }
        Type::String
    }

    fn module_call(&mut self, name: &'t str, rest: &'t [Step]) -> (Type, &'t [Step]) {
        let address = format!("module.{name}");
        let (index, scope) = (self.index, self.scope);
        let Some(call) = scope.calls.get(name) else {
            return (self.undeclared(&address), rest);
        };
        let all_instances = call.for_each.is_some() && rest.is_empty();
        let Some(rest) = self.instance(&address, call.for_each, rest) else {
            return (Type::Any, &[]);
        };
        let Some(target) = called(index, call) else { return (Type::Any, rest) };
        if let Some((Step::Attribute(output), rest)) = rest.split_first() {
            return (self.output(target, output), rest);
        }
        let outputs = target.outputs.iter();
        let whole = outputs.map(|(name, output)| ((*name).to_owned(), output_type(index, target, output)));
        let whole = Type::object(whole);
        (if all_instances { Type::map(whole) } else { whole }, rest)
    }

    fn output(&mut self, target: &Scope<'t>, name: &str) -> Type {
        if let Some(output) = target.outputs.get(name) {
            return output_type(self.index, target, output);
        }
        let near = suggestion(name, target.outputs.keys().copied());
        self.report(format_args!("module `{}` has no output `{name}`{near}", target.module.path));
        Type::Any
    }

    fn resource(&mut self, kind: &'t str, name: &'t str, rest: &'t [Step]) -> (Type, &'t [Step]) {
        let address = format!("{kind}.{name}");
        let Some(resource) = self.scope.resources.get(&(kind, name)) else {
            return (self.undeclared(&address), rest);
        };
        let object = resource.schema.map_or(Type::Any, |schema| schema.object.clone());
        match self.instance(&address, resource.for_each, rest) {
            Some([]) if resource.for_each.is_some() && rest.is_empty() => (Type::map(object), rest),
            Some(rest) => (object, rest),
            None => (Type::Any, &[]),
        }
    }

    /// The steps after the choice of an instance; none when the choice is missing, wrong or impossible. A whole
    /// `for_each` block, as `values(…)` takes it, has no steps.
    fn instance(&mut self, address: &str, for_each: Option<&'t Expression>, steps: &'t [Step]) -> Option<&'t [Step]> {
        let fault = match (for_each, steps.split_first()) {
            (Some(for_each), Some((Step::Index(key), rest))) => {
                self.check(key, &Type::String);
                self.check_known_key(address, for_each, key);
                return Some(rest);
            }
            (Some(_), None) | (None, None | Some((Step::Attribute(_), _))) => return Some(steps),
            (Some(_), Some((Step::Attribute(attribute), _))) => {
                format!("`{address}` has `for_each`, so an instance must be chosen: `{address}[each.key].{attribute}`")
            }
            (Some(_), Some((Step::Splat, _))) => {
                format!("`{address}` has `for_each`, so a splat needs its values: `values({address})[*]`")
            }
            (None, Some((Step::Index(_) | Step::Splat, _))) => {
                format!("`{address}` has no `for_each`, so there is no instance to choose")
            }
        };
        self.report(fault);
        None
    }

    pub(super) fn check_known_key(&mut self, address: &str, for_each: &'t Expression, key: &'t Expression) {
        let Expression::String(key) = key else { return };
        let Some(keys) = self.scope.configuration().known_keys(for_each) else { return };
        if !keys.contains(key) {
            let near = suggestion(key, keys.iter().map(String::as_str));
            self.report(format_args!("`{address}` has no instance `{key}`{near}"));
        }
    }

    /// Type of what the steps lead to.
    pub(super) fn walk(&mut self, start: Type, steps: &'t [Step]) -> Type {
        let Some((step, rest)) = steps.split_first() else { return start };
        let next = match (step, &start) {
            (Step::Splat, Type::List(element) | Type::Set(element)) => {
                return Type::list(self.walk(element.as_ref().clone(), rest));
            }
            (Step::Splat, Type::Any | Type::Tuple(_)) => return Type::list(self.walk(start.element(), rest)),
            (Step::Attribute(name), Type::Object(fields)) => self.field(fields, name),
            (Step::Attribute(_), Type::Map(element)) => element.as_ref().clone(),
            (Step::Index(index), _) => self.indexed(&start, index),
            (_, Type::Any) => Type::Any,
            (Step::Splat, _) => {
                self.report(format_args!("`[*]` walks lists and sets, found `{start}`"));
                Type::Any
            }
            (Step::Attribute(name), _) => {
                self.report(format_args!("`.{name}` needs an object, found `{start}`"));
                Type::Any
            }
        };
        self.walk(next, rest)
    }

    fn field(&mut self, fields: &Fields, name: &str) -> Type {
        if let Some(field) = fields.get(name) {
            return field.ty.clone();
        }
        let near = suggestion(name, fields.keys().map(String::as_str));
        self.report(format_args!("no attribute `{name}`{near}"));
        Type::Any
    }

    fn indexed(&mut self, collection: &Type, index: &'t Expression) -> Type {
        match (collection, index) {
            (Type::Object(fields), Expression::String(name)) => self.field(fields, name),
            (Type::Map(_) | Type::Object(_), _) => {
                self.check(index, &Type::String);
                collection.element()
            }
            (Type::Tuple(elements), Expression::Number(number)) => {
                let position = number.as_u64().and_then(|position| usize::try_from(position).ok());
                position.and_then(|position| elements.get(position)).cloned().unwrap_or_else(|| {
                    self.report(format_args!("the index {number} is out of range of `{collection}`"));
                    Type::Any
                })
            }
            (Type::List(_) | Type::Tuple(_), _) => {
                self.check(index, &Type::Number);
                collection.element()
            }
            (Type::Any, _) => {
                self.infer(index);
                Type::Any
            }
            (Type::Set(_) | Type::String | Type::Number | Type::Bool, _) => {
                self.infer(index);
                self.report(format_args!("an index needs a list or a map, found `{collection}`"));
                Type::Any
            }
        }
    }
}

/// The module that a call leads to.
fn called<'a, 't>(index: &'a Index<'t>, call: &ModuleCall<'t>) -> Option<&'a Scope<'t>> {
    index.module(call.target.as_deref()?)
}

fn output_type<'t>(index: &Index<'t>, scope: &Scope<'t>, output: &Output<'t>) -> Type {
    let infer = || output.value.map_or(Type::Any, |value| Context::silent(index, scope).infer(value));
    output.ty.get(infer)
}
