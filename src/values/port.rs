//! Ports of TCP and UDP.

use schemars::JsonSchema;
use serde::Serialize;

use super::ValueError;

/// A port from 1 to 65535, written as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Port(u16);

impl Port {
    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl TryFrom<u32> for Port {
    type Error = ValueError;

    fn try_from(number: u32) -> Result<Self, ValueError> {
        let port = u16::try_from(number).ok().filter(|port| *port > 0);
        let text = number.to_string();
        port.map(Self).ok_or_else(|| ValueError::of(&text, "is not a port: ports are 1 to 65535"))
    }
}

impl std::fmt::Display for Port {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl JsonSchema for Port {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Port".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "description": "A port.", "minimum": 1, "maximum": 65535 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_numbers_from_1_to_65535() {
        for (number, expected) in [(0, None), (1, Some(1)), (65_535, Some(65_535)), (65_536, None), (u32::MAX, None)] {
            assert_eq!(Port::try_from(number).ok().map(Port::number), expected, "{number}");
        }
    }
}
