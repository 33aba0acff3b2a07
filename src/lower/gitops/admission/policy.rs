//! A policy with its binding, in the form in which the API server stores them: with every default written out, Argo CD
//! finds no difference.

use std::collections::BTreeMap;

use k8s_openapi::api::admissionregistration::v1::{
    MatchCondition, MatchResources, NamedRuleWithOperations, ValidatingAdmissionPolicy,
    ValidatingAdmissionPolicyBinding, ValidatingAdmissionPolicyBindingSpec, ValidatingAdmissionPolicySpec, Validation,
    Variable,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement, ObjectMeta};

use crate::kubernetes::Object;
use crate::kubernetes::argo_cd::SYNC_WAVE;
use crate::lower::gitops::names::named;

/// What every policy's name ends with, so that a refusal says where it comes from.
const DOMAIN: &str = "cellc.io";
/// The label by which cellc's own namespaces are known. Only cellc sets it.
const NAMESPACE_LABEL: &str = "cellc.io/environment";
/// The label that the API server itself keeps on every namespace.
const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// One thing that is refused, and where.
pub(super) struct Policy {
    name: String,
    because: Vec<String>,
    rules: Vec<NamedRuleWithOperations>,
    conditions: Vec<MatchCondition>,
    variables: Vec<Variable>,
    validations: Vec<Validation>,
    binding: Vec<String>,
    namespaces: LabelSelector,
    wave: Option<&'static str>,
}

impl Policy {
    /// A policy that holds in every namespace of the spec; refusals name it as `<name>.cellc.io`.
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: format!("{name}.{DOMAIN}"),
            because: Vec::new(),
            rules: Vec::new(),
            conditions: Vec::new(),
            variables: Vec::new(),
            validations: Vec::new(),
            binding: Vec::new(),
            namespaces: selector(vec![exists(NAMESPACE_LABEL)]),
            wave: None,
        }
    }

    /// A line of the comment above it: what it prevents.
    pub(super) fn because(mut self, line: impl Into<String>) -> Self {
        self.because.push(line.into());
        self
    }

    /// Judges these resources of an API group at these operations.
    pub(super) fn judges(mut self, (group, version): (&str, &str), resources: &[&str], operations: &[&str]) -> Self {
        self.rules.push(NamedRuleWithOperations {
            api_groups: Some(texts(&[group])),
            api_versions: Some(texts(&[version])),
            operations: Some(texts(operations)),
            resources: Some(texts(resources)),
            scope: Some("*".to_owned()),
            ..NamedRuleWithOperations::default()
        });
        self
    }

    /// Judges nothing for which this is false.
    pub(super) fn when(mut self, name: &str, expression: impl Into<String>) -> Self {
        self.conditions.push(MatchCondition { name: name.to_owned(), expression: expression.into() });
        self
    }

    /// What expressions call `variables.<name>`.
    pub(super) fn variable(mut self, name: &str, expression: impl Into<String>) -> Self {
        self.variables.push(Variable { name: name.to_owned(), expression: expression.into() });
        self
    }

    /// Refuses, with this message, what does not meet the expression.
    pub(super) fn requires(mut self, expression: impl Into<String>, message: impl Into<String>) -> Self {
        self.validations.push(Validation {
            expression: expression.into(),
            message: Some(message.into()),
            ..Validation::default()
        });
        self
    }

    /// Refuses what does not meet the expression, with a message that is an expression too and names what is wrong. The text is
    /// what the API server says where the message cannot be made.
    pub(super) fn requires_naming(
        mut self,
        expression: impl Into<String>,
        message: impl Into<String>,
        naming: impl Into<String>,
    ) -> Self {
        self.validations.push(Validation {
            expression: expression.into(),
            message: Some(message.into()),
            message_expression: Some(naming.into()),
            ..Validation::default()
        });
        self
    }

    /// Leaves out these namespaces, for which the spec opens it with the key. Nothing for none.
    pub(super) fn except<'a>(mut self, key: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        if !names.is_empty() {
            self.binding.push(format!("Open where the spec says `{key}`."));
            let requirement = named_namespaces("NotIn", names);
            self.namespaces.match_expressions.get_or_insert_default().push(requirement);
        }
        self
    }

    /// Holds in these namespaces instead, whoever made them.
    pub(super) fn only_in<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(str::to_owned).collect();
        self.namespaces = selector(vec![named_namespaces("In", names)]);
        self
    }

    /// Holds in every namespace, also in those of the platform.
    pub(super) fn everywhere(mut self) -> Self {
        self.namespaces = LabelSelector::default();
        self
    }

    /// Is synced in this wave of its Application, and pruned in the opposite order.
    pub(super) fn in_wave(mut self, wave: &'static str) -> Self {
        self.wave = Some(wave);
        self
    }

    fn metadata(&self) -> ObjectMeta {
        let wave = self.wave.map(|wave| BTreeMap::from([(SYNC_WAVE.to_owned(), wave.to_owned())]));
        ObjectMeta { annotations: wave, ..named(&self.name) }
    }

    /// The policy and its binding.
    pub(super) fn objects(&self) -> [Object; 2] {
        let policy = ValidatingAdmissionPolicy { metadata: self.metadata(), spec: Some(self.spec()), status: None };
        let binding = ValidatingAdmissionPolicyBinding { metadata: self.metadata(), spec: Some(self.binding()) };
        [comment(Object::new(&policy), &self.because), comment(Object::new(&binding), &self.binding)]
    }

    fn spec(&self) -> ValidatingAdmissionPolicySpec {
        ValidatingAdmissionPolicySpec {
            // What cannot be judged is refused.
            failure_policy: Some("Fail".to_owned()),
            match_constraints: Some(MatchResources {
                match_policy: Some("Equivalent".to_owned()),
                namespace_selector: Some(LabelSelector::default()),
                object_selector: Some(LabelSelector::default()),
                resource_rules: Some(self.rules.clone()),
                ..MatchResources::default()
            }),
            match_conditions: Some(self.conditions.clone()).filter(|conditions| !conditions.is_empty()),
            variables: Some(self.variables.clone()).filter(|variables| !variables.is_empty()),
            validations: Some(self.validations.clone()),
            ..ValidatingAdmissionPolicySpec::default()
        }
    }

    fn binding(&self) -> ValidatingAdmissionPolicyBindingSpec {
        ValidatingAdmissionPolicyBindingSpec {
            policy_name: Some(self.name.clone()),
            validation_actions: Some(vec!["Deny".to_owned()]),
            match_resources: Some(MatchResources {
                match_policy: Some("Equivalent".to_owned()),
                namespace_selector: Some(self.namespaces.clone()),
                object_selector: Some(LabelSelector::default()),
                ..MatchResources::default()
            }),
            ..ValidatingAdmissionPolicyBindingSpec::default()
        }
    }
}

fn comment(object: Object, lines: &[String]) -> Object {
    lines.iter().fold(object, Object::because)
}

fn selector(requirements: Vec<LabelSelectorRequirement>) -> LabelSelector {
    LabelSelector { match_expressions: Some(requirements), ..LabelSelector::default() }
}

fn exists(label: &str) -> LabelSelectorRequirement {
    LabelSelectorRequirement { key: label.to_owned(), operator: "Exists".to_owned(), values: None }
}

fn named_namespaces(operator: &str, names: Vec<String>) -> LabelSelectorRequirement {
    LabelSelectorRequirement { key: NAME_LABEL.to_owned(), operator: operator.to_owned(), values: Some(names) }
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}
