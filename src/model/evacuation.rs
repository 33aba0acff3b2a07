//! The switch that takes a cell out of service: its names in CloudWatch and IAM, and how many cells one role may name.

use crate::values::{EnvironmentId, Name};

/// The metric of every switch.
pub const METRIC: &str = "Evacuate";

/// Most characters of the namespaces in one managed policy, with their quotes and commas. The policy may have 6,144 (IAM and
/// STS quotas); the rest is for what stands around them.
const MOST_CHARACTERS: usize = 5_800;

/// Most managed policies of a role, unless AWS raises it (the same quotas).
pub const MOST_POLICIES: usize = 10;

/// The namespace of a cell's switch. IAM narrows the right to send metrics by namespace and by nothing else, so each cell has
/// its own.
pub fn namespace(cluster: &str) -> String {
    format!("Cellc/Evacuate/{cluster}")
}

/// The alarm that turns the metric into a state.
pub fn alarm(cluster: &str) -> String {
    format!("{cluster}-evacuate")
}

/// The role that may use the switches of an environment.
pub fn role(fleet: &Name, environment: &EnvironmentId) -> String {
    format!("{fleet}-evacuate-{environment}")
}

/// The namespaces of these clusters, in parts that each fit into one managed policy.
pub fn policies<'a>(clusters: impl IntoIterator<Item = &'a str>) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut characters = 0;
    for namespace in clusters.into_iter().map(namespace) {
        let more = namespace.len() + "\"\",".len();
        match parts.last_mut().filter(|_| characters + more <= MOST_CHARACTERS) {
            Some(part) => part.push(namespace),
            None => parts.push(vec![namespace]),
        }
        characters = if parts.last().is_some_and(|part| part.len() == 1) { more } else { characters + more };
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_in_one_policy_and_none_is_too_long() {
        for (cells, length, expected) in
            [(0, 10, 0), (1, 10, 1), (200, 10, 1), (210, 10, 2), (40, 100, 1), (500, 100, 11)]
        {
            let clusters: Vec<String> = (0..cells).map(|number| format!("{number:0>length$}")).collect();
            let parts = policies(clusters.iter().map(String::as_str));
            assert_eq!(parts.len(), expected, "{cells} of {length}");
            assert!(parts.iter().all(|part| serde_json::to_string(part).unwrap().len() <= MOST_CHARACTERS + 2));
            assert_eq!(parts.concat(), clusters.iter().map(|cluster| namespace(cluster)).collect::<Vec<_>>());
        }
    }
}
