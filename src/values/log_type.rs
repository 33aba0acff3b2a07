//! Logs of the EKS control plane.

use super::variant::spec_enum;

spec_enum! {
    /// A log of the EKS control plane, as the EKS API spells it.
    pub enum LogType: "log type" {
        /// Requests to the API server, and its own messages.
        Api = "api",
        /// Who did what to which object.
        Audit = "audit",
        /// Authentication of IAM principals.
        Authenticator = "authenticator",
        /// The loops that keep the cluster in its wanted state.
        ControllerManager = "controllerManager",
        /// Where pods were placed.
        Scheduler = "scheduler",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, survives_any_text};

    #[test]
    fn log_types_are_those_of_eks() {
        let expected =
            "is not a log type: expected `api`, `audit`, `authenticator`, `controllerManager` or `scheduler`";
        check::<LogType>(&[
            ("api", Ok("api")),
            ("controllerManager", Ok("controllerManager")),
            (
                "controller-manager",
                Err(&format!("`controller-manager` {expected} | did you mean `controllerManager`?")),
            ),
            ("kubelet", Err(&format!("`kubelet` {expected}"))),
        ]);
        assert_eq!(LogType::ALL.len(), 5);
        survives_any_text::<LogType>("[a-zA-Z]{0,12}");
    }
}
