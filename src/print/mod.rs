//! Stage `print`.
