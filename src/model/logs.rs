//! Logs of the control plane and of the network.

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{FlowTraffic, LogType, RetentionDays};

/// Control-plane logs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Logs {
    /// Which, in EKS's own order.
    pub types: Spanned<Vec<LogType>>,
    /// For how long.
    pub retention_days: Spanned<RetentionDays>,
}

/// VPC flow logs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowLogs {
    /// Which packets.
    pub traffic: FlowTraffic,
    /// For how long.
    pub retention_days: RetentionDays,
}
