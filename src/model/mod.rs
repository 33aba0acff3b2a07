//! Stage `model`.
