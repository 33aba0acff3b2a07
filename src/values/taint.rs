//! What a taint does to pods.

use super::variant::spec_enum;

spec_enum! {
    /// What a taint does to pods that do not tolerate it, as Kubernetes spells it.
    pub enum TaintEffect: "taint effect" {
        /// New pods are not placed on the node.
        NoSchedule = "NoSchedule",
        /// New pods are placed elsewhere when possible.
        PreferNoSchedule = "PreferNoSchedule",
        /// New pods are not placed, and running ones are evicted.
        NoExecute = "NoExecute",
    }
}

impl TaintEffect {
    /// The spelling of Kubernetes and Karpenter.
    pub const fn kubernetes(self) -> &'static str {
        self.as_str()
    }

    /// The spelling of the EKS API (`taint` of a managed node group).
    pub const fn eks_api(self) -> &'static str {
        match self {
            Self::NoSchedule => "NO_SCHEDULE",
            Self::PreferNoSchedule => "PREFER_NO_SCHEDULE",
            Self::NoExecute => "NO_EXECUTE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, survives_any_text};

    #[test]
    fn the_spelling_of_the_eks_api_is_translated_in_the_help() {
        let expected = "is not a taint effect: expected `NoSchedule`, `PreferNoSchedule` or `NoExecute`";
        for effect in TaintEffect::ALL {
            let (written, meant) = (effect.eks_api(), effect.kubernetes());
            check::<TaintEffect>(&[
                (meant, Ok(meant)),
                (written, Err(&format!("`{written}` {expected} | did you mean `{meant}`?"))),
            ]);
        }
        check::<TaintEffect>(&[("Never", Err(&format!("`Never` {expected}")))]);
        survives_any_text::<TaintEffect>("(No|Prefer)?[A-Z]?[a-z]{0,8}");
    }
}
