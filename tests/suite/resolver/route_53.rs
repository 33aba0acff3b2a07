//! Route 53 as its guide describes it: from the health of cells and the switches alone, who answers under a name.
//!
//! Sources: Route 53 Developer Guide, "How Amazon Route 53 chooses records when health checking is configured" and "How Amazon
//! Route 53 determines whether a health check is healthy"; API reference, `ResourceRecordSet` (`Failover`, `Weight`) and
//! `HealthCheckConfig` (`HealthThreshold`, `InsufficientDataHealthStatus`); CloudWatch, "Configuring how alarms treat missing
//! data".

use std::collections::BTreeMap;

use super::zone::{Alarm, Check, Policy, Record, Target, Zone};

/// How deep records lead to others; more is a circle.
const DEEPEST: usize = 6;

/// Who gets which share of the requests, in ten-thousandths, by the root whose load balancer answers.
pub(crate) type Answers = BTreeMap<String, u64>;

/// All of the requests.
pub(crate) const WHOLE: u64 = 10_000;

/// The state of everything that Route 53 asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    /// Roots whose load balancer does not answer.
    pub(crate) silent: Vec<String>,
    /// Roots whose load balancer answers and has a target group without a healthy target.
    pub(crate) partly_empty: Vec<String>,
    /// What was sent to each namespace, minute by minute; [`None`] for a minute without data.
    pub(crate) metrics: BTreeMap<String, Vec<Option<f64>>>,
}

/// A zone in some state of the world.
pub(crate) struct Route53<'a> {
    pub(crate) zone: &'a Zone,
    pub(crate) world: &'a World,
}

impl Route53<'_> {
    /// Who answers under a name; nobody where the name leads nowhere.
    pub(crate) fn answers(&self, name: &str) -> Answers {
        let mut answers = Answers::new();
        self.follow(name, WHOLE, DEEPEST, &mut answers);
        answers
    }

    fn follow(&self, name: &str, share: u64, depth: usize, answers: &mut Answers) {
        assert!(depth > 0, "{name} leads in a circle");
        for (record, part) in self.chosen(&self.zone.under(name)) {
            let share = share * part / WHOLE;
            match &record.leads_to {
                Target::Name(next) => self.follow(next, share, depth - 1, answers),
                Target::LoadBalancer { root, .. } => *answers.entry(root.clone()).or_default() += share,
                Target::Other => {}
            }
        }
    }

    /// The records of one name that Route 53 answers with, each with its share.
    fn chosen<'r>(&self, records: &[&'r Record]) -> Vec<(&'r Record, u64)> {
        let healthy: Vec<&Record> = records.iter().copied().filter(|record| self.is_healthy(record)).collect();
        let with = |policy: Policy| records.iter().copied().find(|record| record.policy == policy);
        match records.first().map(|record| &record.policy) {
            None => Vec::new(),
            // A single record has nothing to be chosen from, whatever its check says.
            Some(Policy::Simple) => records.iter().map(|record| (*record, WHOLE)).take(1).collect(),
            Some(Policy::Primary | Policy::Secondary) => {
                let (primary, secondary) = (with(Policy::Primary), with(Policy::Secondary));
                let takes_over = secondary.filter(|record| self.is_healthy(record));
                let answers = primary.filter(|record| self.is_healthy(record)).or(takes_over).or(primary).or(secondary);
                answers.map(|record| (record, WHOLE)).into_iter().collect()
            }
            Some(Policy::Weighted(_)) => {
                // Those of weight 0 count only when all others are out, and all count when nobody is healthy.
                let heavier =
                    |records: &[&'r Record]| records.iter().copied().filter(|it| it.weight() > 0).collect::<Vec<_>>();
                let candidates = [heavier(&healthy), healthy, heavier(records), records.to_vec()];
                by_weight(&candidates.into_iter().find(|candidates| !candidates.is_empty()).unwrap_or_default())
            }
        }
    }

    /// A record without a check is healthy, unless it is an alias that asks its target.
    fn is_healthy(&self, record: &Record) -> bool {
        let is_checked = record.check.as_ref().is_none_or(|check| self.is_passed(check));
        let is_served = match &record.leads_to {
            Target::LoadBalancer { root, evaluates_health: true } => {
                !self.world.silent.contains(root) && !self.world.partly_empty.contains(root)
            }
            _ => true,
        };
        is_checked && is_served
    }

    fn is_passed(&self, check: &str) -> bool {
        match &self.zone.checks[check] {
            Check::Endpoint { name, .. } => {
                let answers = self.answers(name);
                !answers.is_empty() && answers.keys().all(|root| !self.world.silent.contains(root))
            }
            Check::OfAlarm { alarm, without_data } => self.follows(&self.zone.alarms[alarm], without_data),
            Check::Calculated { threshold, children } => {
                let healthy = children.iter().filter(|child| self.is_passed(child)).count();
                u64::try_from(healthy).unwrap() >= *threshold
            }
        }
    }

    /// Whether the check of an alarm is healthy after all minutes.
    fn follows(&self, alarm: &Alarm, without_data: &str) -> bool {
        // "For new health checks that have no last known status, the default status for the health check is healthy."
        let mut is_healthy = true;
        let mut in_alarm = None;
        for datum in self.world.metrics.get(&alarm.namespace).into_iter().flatten() {
            in_alarm = match (datum, alarm.missing.as_str()) {
                (Some(value), _) => Some(alarm.is_raised_by(*value)),
                (None, "missing") => None,
                (None, "breaching") => Some(true),
                (None, "notBreaching") => Some(false),
                (None, "ignore") => in_alarm,
                (None, other) => panic!("treat_missing_data = {other}"),
            };
            is_healthy = match (in_alarm, without_data) {
                (Some(in_alarm), _) => !in_alarm,
                (None, "LastKnownStatus") => is_healthy,
                (None, "Healthy") => true,
                (None, "Unhealthy") => false,
                (None, other) => panic!("insufficient_data_health_status = {other}"),
            };
        }
        is_healthy
    }

    /// Seconds until clients have left a cell that stops answering, at the latest: until the slowest check of the record that
    /// changes has noticed, and then for as long as resolvers keep the old answer.
    pub(crate) fn seconds_until_moved(&self, name: &str) -> Option<u64> {
        let records = self.zone.under(name);
        let below = records.iter().filter_map(|record| match &record.leads_to {
            Target::Name(next) => self.seconds_until_moved(next),
            _ => None,
        });
        let below = below.max();
        let checks = records.iter().filter_map(|record| record.check.as_ref());
        let noticed = checks.filter_map(|check| self.seconds_until_noticed(check)).max();
        let own = noticed.map(|noticed| noticed + records.iter().filter_map(|record| record.ttl).max().unwrap_or(0));
        below.max(own)
    }

    fn seconds_until_noticed(&self, check: &str) -> Option<u64> {
        match &self.zone.checks[check] {
            Check::Endpoint { interval, failures, .. } => Some(interval * failures),
            Check::OfAlarm { .. } => None,
            Check::Calculated { children, .. } => {
                children.iter().filter_map(|child| self.seconds_until_noticed(child)).max()
            }
        }
    }
}

/// Who may still answer some seconds after the world has changed: the old answer is kept until checks have noticed and caches
/// have expired.
pub(crate) fn answers_after(zone: &Zone, name: &str, [before, after]: [&World; 2], seconds: u64) -> Vec<Answers> {
    let old = Route53 { zone, world: before }.answers(name);
    let new = Route53 { zone, world: after };
    let (answers, last) = (new.answers(name), new.seconds_until_moved(name).unwrap_or(0));
    if answers == old || seconds >= last { vec![answers] } else { vec![old, answers] }
}

impl Record {
    const fn weight(&self) -> u64 {
        match self.policy {
            Policy::Weighted(weight) => weight,
            _ => 0,
        }
    }
}

impl Alarm {
    fn is_raised_by(&self, value: f64) -> bool {
        match self.comparison.as_str() {
            "GreaterThanOrEqualToThreshold" => value >= self.threshold,
            "GreaterThanThreshold" => value > self.threshold,
            "LessThanThreshold" => value < self.threshold,
            "LessThanOrEqualToThreshold" => value <= self.threshold,
            other => panic!("comparison_operator = {other}"),
        }
    }
}

fn by_weight<'r>(records: &[&'r Record]) -> Vec<(&'r Record, u64)> {
    let whole: u64 = records.iter().map(|record| record.weight()).sum();
    let count = u64::try_from(records.len()).unwrap();
    let share = |record: &Record| (WHOLE * record.weight()).checked_div(whole).unwrap_or(WHOLE / count);
    records.iter().map(|record| (*record, share(record))).filter(|(_, share)| *share > 0).collect()
}
