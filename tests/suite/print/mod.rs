//! The printer: its layout, what reads its text back, and what Terraform itself says about it.

mod canonical;
mod comments;
mod expressions;
mod generate;
mod generated;
mod hand_written;
mod hostile;
mod layout;
mod line_breaks;
mod round_trip;
mod terraform_binary;
