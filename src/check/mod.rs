//! Stage `check`.
