use crate::check::Context;
use crate::check::facts::quota_units::{is_cpu, is_memory};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, Namespace};
use crate::source::Spanned;
use crate::values::Quantity;

/// An amount of CPU or memory in the unit of the other.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0646"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("resource_units.md"),
    yields_to: &[],
    check,
};

/// CPU and memory that stand beside each other, and whose they are.
struct Pair<'a> {
    whose: String,
    cpu: &'a Spanned<Quantity>,
    memory: &'a Spanned<Quantity>,
    /// Whether it is of many pods, so that a number without a unit means gibibytes.
    is_sum: bool,
}

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for pair in namespaces(model).chain(tiers(model)) {
        match swapped(&pair) {
            Some(swapped) => diagnostics.push(swapped),
            None => diagnostics.extend(cpu(&pair).into_iter().chain(memory(&pair))),
        }
    }
}

fn namespaces(model: &Model) -> impl Iterator<Item = Pair<'_>> {
    model.namespaces().flat_map(|(_, namespace)| pairs(namespace))
}

fn pairs(namespace: &Namespace) -> Vec<Pair<'_>> {
    let (name, quota, container) = (&namespace.name.value, &namespace.quota, &namespace.container);
    let of_quota =
        [&quota.requests, &quota.limits].map(|resources| (format!("the quota of namespace `{name}`"), resources, true));
    let of_container = [&container.requests, &container.limits, &container.max];
    let of_container = of_container.map(|resources| (format!("a container of namespace `{name}`"), resources, false));
    let of_pod = (format!("a pod of namespace `{name}`"), &namespace.pod_max, false);
    let of_workloads = namespace.workloads.iter().flat_map(|workload| {
        let whose = format!("workload `{}`", workload.name.value);
        [(whose.clone(), &workload.requests, false), (whose, &workload.limits, false)]
    });
    let all = of_quota.into_iter().chain(of_container).chain([of_pod]).chain(of_workloads);
    all.map(|(whose, resources, is_sum)| Pair { whose, cpu: &resources.cpu, memory: &resources.memory, is_sum })
        .collect()
}

fn tiers(model: &Model) -> impl Iterator<Item = Pair<'_>> {
    model.karpenter_tiers().map(|tier| Pair {
        whose: format!("node tier `{}`", tier.name.value),
        cpu: &tier.limits.cpu,
        memory: &tier.limits.memory,
        is_sum: true,
    })
}

/// CPU in a unit of memory beside memory in a unit of CPU.
fn swapped(pair: &Pair<'_>) -> Option<Diagnostic> {
    let (cpu, memory) = (pair.cpu, pair.memory);
    let is_written = cpu.is_written() && memory.is_written();
    if !is_written || is_cpu(cpu) || is_memory(memory) || !is_cpu(memory) || !is_memory(cpu) {
        return None;
    }
    let headline = format!("amounts of CPU and memory are swapped in {}", pair.whose);
    let error = RULE.finding(cpu.span, headline).label("an amount of memory");
    let error = error.also(memory.span, "an amount of CPU");
    let edits = [(cpu.span, format!("\"{}\"", memory.value)), (memory.span, format!("\"{}\"", cpu.value))];
    Some(error.help_editing(format!("write `cpu = \"{}\", memory = \"{}\"`", memory.value, cpu.value), edits))
}

fn cpu(pair: &Pair<'_>) -> Option<Diagnostic> {
    let cpu = pair.cpu;
    if !cpu.is_written() || is_cpu(cpu) {
        return None;
    }
    let headline = format!("`{}` is not a CPU quantity", cpu.value);
    let error = RULE.finding(cpu.span, headline).label("has a unit of memory");
    let error = error.note(format!("{} would have {} CPUs", pair.whose, cpu.units()));
    Some(error.help("use a number of CPUs, such as `4` or `500m`"))
}

fn memory(pair: &Pair<'_>) -> Option<Diagnostic> {
    let memory = pair.memory;
    // What is derived from a wrong amount, or taken over from the namespace, is written elsewhere.
    if !memory.is_written() || is_memory(memory) {
        return None;
    }
    let amount = match memory.thousandths() {
        part @ ..1000 => format!("{part} thousandths of a byte"),
        1000 => "1 byte".to_owned(),
        _ => format!("{} bytes", memory.units()),
    };
    let headline = format!("`{}` of memory is {amount}", memory.value);
    let error = RULE.finding(memory.span, headline).label("too little for any container");
    let error = error.note(format!("in {}", pair.whose));
    Some(match meant(memory, pair.is_sum) {
        Some(meant) => error.help_replacing(format!("did you mean `{meant}`?"), memory.span, format!("\"{meant}\"")),
        None => error.help("use an amount such as `512Mi` or `16Gi`"),
    })
}

/// The number in the unit that people leave out: of a container a few gibibytes or some hundred mebibytes, and of many pods
/// gibibytes.
fn meant(memory: &Quantity, is_sum: bool) -> Option<String> {
    /// Numbers from here on are mebibytes.
    const MEBIBYTES: u32 = 32;
    const MEBIBYTES_OF_MANY: u32 = 4096;
    let written = memory.to_string();
    let number = written.strip_suffix('m').unwrap_or(&written);
    let value: u32 = number.parse().ok()?;
    let is_mebibytes = written.ends_with('m') || value >= if is_sum { MEBIBYTES_OF_MANY } else { MEBIBYTES };
    Some(format!("{value}{}", if is_mebibytes { "Mi" } else { "Gi" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_guessed_from_the_number() {
        for (written, is_sum, expected) in [
            ("512m", false, Some("512Mi")),
            ("64m", true, Some("64Mi")),
            ("512", false, Some("512Mi")),
            ("4", false, Some("4Gi")),
            ("256", true, Some("256Gi")),
            ("65536", true, Some("65536Mi")),
            ("512k", false, None),
            ("1.5", false, None),
        ] {
            let quantity: Quantity = written.parse().unwrap();
            assert_eq!(meant(&quantity, is_sum).as_deref(), expected, "{written}");
        }
    }
}
