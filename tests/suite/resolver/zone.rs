//! What emitted Terraform puts into Route 53 and CloudWatch: records, health checks and alarms, read back from its text.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cellc::evaluate::{Budget, Configuration, Content, Instance, Module, Value};
use cellc::read::{ReadModule, read_module};

/// Everything that answers for an environment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zone {
    pub(crate) records: Vec<Record>,
    /// By the address of the resource, as records and other checks refer to them.
    pub(crate) checks: BTreeMap<String, Check>,
    /// By name.
    pub(crate) alarms: BTreeMap<String, Alarm>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) leads_to: Target,
    /// Seconds; [`None`] of an alias, which has that of its target.
    pub(crate) ttl: Option<u64>,
    pub(crate) identifier: Option<String>,
    pub(crate) policy: Policy,
    pub(crate) check: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A CNAME.
    Name(String),
    /// The load balancer of a root, and whether the record is as healthy as its targets.
    LoadBalancer { root: String, evaluates_health: bool },
    /// Something that leads to no cell, such as a delegation.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Policy {
    Simple,
    Weighted(u64),
    Primary,
    Secondary,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Check {
    /// Asks an endpoint.
    Endpoint { name: String, interval: u64, failures: u64 },
    /// Follows an alarm.
    OfAlarm { alarm: String, without_data: String },
    /// Counts healthy checks.
    Calculated { threshold: u64, children: Vec<String> },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alarm {
    pub(crate) namespace: String,
    pub(crate) comparison: String,
    pub(crate) threshold: f64,
    pub(crate) period: u64,
    pub(crate) missing: String,
}

impl Zone {
    /// What these files make, all roots together.
    pub(crate) fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (path, text) in
            files.into_iter().filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "tf"))
        {
            let (folder, name) = path.rsplit_once('/').unwrap();
            folders.entry(folder).or_default().push((name, text));
        }
        let read: BTreeMap<&str, ReadModule> =
            folders.into_iter().map(|(folder, files)| (folder, read_module(folder, files))).collect();
        let modules: BTreeMap<String, Rc<Module<'_>>> =
            read.iter().map(|(folder, module)| ((*folder).to_owned(), Rc::new(Module::of_read(module)))).collect();
        let mut zone = Self::default();
        for (folder, module) in modules.iter().filter(|(folder, _)| !folder.starts_with("modules/")) {
            assert!(read[folder.as_str()].unreadable.is_empty(), "{folder}: {:?}", read[folder.as_str()].unreadable);
            let (nothing, budget) = (BTreeMap::new(), Budget::default());
            let instances = Configuration::new(&modules, Rc::clone(module), "", &nothing, &budget).instances();
            assert!(instances.gaps.is_empty(), "{folder}: {:?}", instances.gaps);
            instances.by_address.values().for_each(|instance| zone.add(folder, instance));
        }
        zone
    }

    fn add(&mut self, root: &str, instance: &Instance) {
        let content = &instance.content;
        match instance.kind.as_str() {
            "aws_route53_record" => self.records.extend(record(root, content)),
            "aws_route53_health_check" => _ = self.checks.insert(instance.address.clone(), check(content)),
            "aws_cloudwatch_metric_alarm" => {
                self.alarms.insert(text(content, "alarm_name"), alarm(content));
            }
            _ => {}
        }
    }

    /// The records under a name that answer with an address, or with another name.
    pub(crate) fn under(&self, name: &str) -> Vec<&Record> {
        self.records.iter().filter(|record| record.name == name && record.leads_to != Target::Other).collect()
    }

    /// What Route 53 would refuse, or what would not work as it reads.
    pub(crate) fn faults(&self) -> Vec<String> {
        let names: BTreeSet<&str> = self.records.iter().map(|record| record.name.as_str()).collect();
        let mut faults: Vec<String> = names.into_iter().flat_map(|name| self.faults_under(name)).collect();
        let children = self.checks.values().flat_map(|check| match check {
            Check::Calculated { children, .. } => children.as_slice(),
            Check::Endpoint { .. } | Check::OfAlarm { .. } => &[],
        });
        let asked = self.records.iter().filter_map(|record| record.check.as_ref()).chain(children);
        faults.extend(asked.filter(|check| !self.checks.contains_key(*check)).map(|check| format!("no check {check}")));
        let alarms = self.checks.values().filter_map(|check| match check {
            Check::OfAlarm { alarm, .. } => Some(alarm),
            Check::Endpoint { .. } | Check::Calculated { .. } => None,
        });
        faults
            .extend(alarms.filter(|alarm| !self.alarms.contains_key(*alarm)).map(|alarm| format!("no alarm {alarm}")));
        faults
    }

    fn faults_under(&self, name: &str) -> Vec<String> {
        let records = self.under(name);
        let mut faults = Vec::new();
        let mut fault = |is_one: bool, what: &str| faults.extend(is_one.then(|| format!("{name}: {what}")));
        let kinds: BTreeSet<&str> = records.iter().map(|record| record.kind.as_str()).collect();
        fault(kinds.contains("CNAME") && kinds.len() > 1, "a CNAME is alone under its name");
        for kind in kinds {
            let records: Vec<&&Record> = records.iter().filter(|record| record.kind == kind).collect();
            let policies: BTreeSet<u8> = records.iter().map(|record| record.policy.kind()).collect();
            fault(policies.len() > 1, "records of one name and type share one routing policy");
            let identifiers: BTreeSet<_> = records.iter().map(|record| record.identifier.as_ref()).collect();
            fault(identifiers.len() < records.len(), "two records have the same identifier");
            let count = |policy| records.iter().filter(|record| record.policy == policy).count();
            let pair = (count(Policy::Primary), count(Policy::Secondary));
            // A primary may be alone: it answers whatever its check says, and a secondary can join it.
            fault(!matches!(pair, (0, 0) | (1, 0 | 1)), "a pair has one primary, and at most one secondary");
            let heavy = |record: &&&&Record| matches!(record.policy, Policy::Weighted(weight) if weight > 255);
            fault(records.iter().any(|record| heavy(&record)), "a weight is above 255");
        }
        faults
    }
}

impl Policy {
    const fn kind(&self) -> u8 {
        match self {
            Self::Simple => 0,
            Self::Weighted(_) => 1,
            Self::Primary | Self::Secondary => 2,
        }
    }
}

/// What is known of a record; [`None`] where its name is known to AWS only, as that of a validation record is.
fn record(root: &str, content: &Content) -> Option<Record> {
    let Some(Value::Text(name)) = content.attributes.get("name") else { return None };
    let block = |kind: &str| content.blocks.get(kind).and_then(|blocks| blocks.first());
    let policy = match (block("weighted_routing_policy"), block("failover_routing_policy")) {
        (Some(weighted), _) => Policy::Weighted(number(weighted, "weight")),
        (None, Some(failover)) if text(failover, "type") == "PRIMARY" => Policy::Primary,
        (None, Some(failover)) if text(failover, "type") == "SECONDARY" => Policy::Secondary,
        (None, Some(_)) => panic!("{name}: neither PRIMARY nor SECONDARY"),
        (None, None) => Policy::Simple,
    };
    let kind = text(content, "type");
    let leads_to = match (block("alias"), content.attributes.get("records")) {
        (Some(alias), _) => Target::LoadBalancer {
            root: root.to_owned(),
            evaluates_health: alias.attributes.get("evaluate_target_health") == Some(&Value::Bool(true)),
        },
        (None, Some(Value::List(records))) if kind == "CNAME" => match records.as_slice() {
            [Value::Text(target)] => Target::Name(target.clone()),
            other => panic!("{name}: a CNAME leads to one name, not to {other:?}"),
        },
        (None, _) => Target::Other,
    };
    Some(Record {
        name: name.clone(),
        kind,
        leads_to,
        ttl: content.attributes.get("ttl").map(|_| number(content, "ttl")),
        identifier: content.attributes.get("set_identifier").map(|_| text(content, "set_identifier")),
        policy,
        check: content.attributes.get("health_check_id").map(referred),
    })
}

fn check(content: &Content) -> Check {
    match text(content, "type").as_str() {
        "HTTPS" => Check::Endpoint {
            name: text(content, "fqdn"),
            interval: number(content, "request_interval"),
            failures: number(content, "failure_threshold"),
        },
        "CLOUDWATCH_METRIC" => Check::OfAlarm {
            alarm: text(content, "cloudwatch_alarm_name"),
            without_data: text(content, "insufficient_data_health_status"),
        },
        "CALCULATED" => {
            let Some(Value::List(children)) = content.attributes.get("child_healthchecks") else {
                panic!("no children")
            };
            let children = children.iter().map(referred).collect();
            Check::Calculated { threshold: number(content, "child_health_threshold"), children }
        }
        other => panic!("a check of type {other}"),
    }
}

fn alarm(content: &Content) -> Alarm {
    Alarm {
        namespace: text(content, "namespace"),
        comparison: text(content, "comparison_operator"),
        threshold: text(content, "threshold").parse().unwrap(),
        period: number(content, "period") * number(content, "evaluation_periods"),
        missing: content.attributes.get("treat_missing_data").map_or("missing".to_owned(), spelled),
    }
}

/// The resource whose id this is.
fn referred(value: &Value) -> String {
    match value {
        Value::Attribute { of, name } if name == "id" => of.clone(),
        other => panic!("{other} is not the id of a resource"),
    }
}

fn text(content: &Content, name: &str) -> String {
    content.attributes.get(name).map_or_else(|| panic!("no `{name}` in {content:?}"), spelled)
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        other => panic!("{other} is not known before an apply"),
    }
}

fn number(content: &Content, name: &str) -> u64 {
    text(content, name).parse().unwrap()
}
