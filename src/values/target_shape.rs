//! What AWS cannot change in a target group.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{HttpProtocol, Port};

/// What a target group has for ever: with another port or protocol it is another group. All of cellc's are of type `ip`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TargetShape {
    /// The port of the pods.
    pub port: Port,
    /// What the load balancer speaks with them.
    pub protocol: HttpProtocol,
}

impl fmt::Display for TargetShape {
    /// `8080 http`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.port, self.protocol)
    }
}

impl FromStr for TargetShape {
    type Err = ();

    /// The inverse of `Display`. The error says nothing: who reads such a text knows where it comes from.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (port, protocol) = text.split_once(' ').ok_or(())?;
        let port = port.parse::<u32>().map_err(drop)?;
        Ok(Self { port: Port::try_from(port).map_err(drop)?, protocol: protocol.parse().map_err(drop)? })
    }
}

/// How far the replacement of a target group has come. Both groups are in one rule of the listener all the time, so that AWS asks
/// the pods of both whether they work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplacementStep {
    /// The group before gets all requests; pods join the new one.
    Filling,
    /// The new group gets all requests; the one before is still there for the way back.
    Shifted,
}

impl ReplacementStep {
    /// Counted from 1.
    pub const fn number(self) -> u8 {
        match self {
            Self::Filling => 1,
            Self::Shifted => 2,
        }
    }

    /// The step of that number, if there is one.
    pub const fn of_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Filling),
            2 => Some(Self::Shifted),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_read_as_it_is_written() {
        for text in ["8080 http", "443 https", "50051 grpc", "1 http2"] {
            assert_eq!(text.parse::<TargetShape>().unwrap().to_string(), text);
        }
        for text in ["", "8080", "http", "0 http", "65536 http", "8080 tls", "8080  http", "8080 http ", "8080 HTTP"] {
            assert!(text.parse::<TargetShape>().is_err(), "{text}");
        }
    }
}
