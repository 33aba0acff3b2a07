//! Stage `evaluate`: a Terraform representation and a root become resource instances with values.
//!
//! Variables have the values of their calls or their defaults, locals and references are followed, also through calls and
//! outputs of modules, and functions and operators are worked out. What only the provider knows is an
//! [attribute](Value::Attribute); what a run passes is a [symbol](Value::Symbol); what is worked out only in part is a call or an
//! operation over such values. So two configurations can be compared without a provider: what is equal here will be equal
//! there. What no file tells, such as the content of a file that is read or a name that nobody declares, is
//! [unknown](Value::Unknown) with the reason, and so are resources whose keys depend on it.
//!
//! Nothing is read here: the representation comes from `lower` or from `read`, and modules are found through a [`Library`].

mod body;
mod calls;
mod configuration;
mod expression;
mod functions;
mod gaps;
mod instances;
mod known_functions;
mod module;
mod operators;
mod scope;
mod spelled;
mod value;

pub use body::{Content, Lifecycle, dotted};
pub use calls::resolved;
pub use configuration::{Budget, Configuration, Library};
pub use gaps::Gap;
pub use instances::{Instance, Instances};
pub use module::{Declared, Module, Place, may_be_hidden_in};
pub use spelled::address;
pub(crate) use spelled::{is_identifier, place};
pub use value::{Input, Inputs, Key, ObjectKey, Operator, Side, Value};
