//! Proofs over emitted text: what the files that Terraform and Argo CD read allow, whoever wrote them.
//!
//! Nothing here may use `lower`, `resolve` or `model`: a proof that shared the compiler's view of its output would repeat
//! the compiler's mistakes. What is trusted are the fact tables of [`crate::catalog`] and the layout of folders, which says
//! what belongs to which cell.

pub mod policy;
