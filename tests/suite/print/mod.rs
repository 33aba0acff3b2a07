//! The printer: its layout, what reads its text back, and what Terraform itself says about it.

mod comments;
mod expressions;
mod generate;
mod layout;
mod line_breaks;
mod read_back;
mod round_trip;
mod terraform_binary;
