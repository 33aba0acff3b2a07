//! The functions that generated code may call: those of Terraform 1.7 that read neither files nor the clock.

use crate::terraform::Call;

use super::{
    context::{Context, suggestion},
    results,
    types::Type,
};

/// What a function takes and gives.
struct Function {
    name: &'static str,
    /// Parameters that must be given.
    required: &'static [Parameter],
    /// Parameters that may follow.
    rest: Rest,
    result: Outcome,
}

/// What a parameter accepts.
#[derive(Clone, Copy)]
enum Parameter {
    Anything,
    Text,
    Number,
    Texts,
    /// A list, set or tuple.
    Sequence,
    /// A map or object.
    Mapping,
}

/// Parameters after the required ones.
#[derive(Clone, Copy)]
enum Rest {
    None,
    Optional(Parameter),
    Many(Parameter),
}

/// The type of the result.
#[derive(Clone, Copy)]
enum Outcome {
    Text,
    Number,
    Bool,
    Texts,
    Unknown,
    /// Depends on the types of the arguments.
    Of(fn(&[Type]) -> Type),
}

use Outcome::{Bool, Of, Texts, Unknown};
use Parameter::{Anything, Mapping, Number, Sequence, Text};
use Rest::{Many, None as Nothing, Optional};

const STRINGS: Parameter = Parameter::Texts;
const TO_TEXT: Outcome = Outcome::Text;
const TO_NUMBER: Outcome = Outcome::Number;

const fn function(name: &'static str, required: &'static [Parameter], rest: Rest, result: Outcome) -> Function {
    Function { name, required, rest, result }
}

/// Sorted by name.
const FUNCTIONS: [Function; 82] = [
    function("abs", &[Number], Nothing, TO_NUMBER),
    function("alltrue", &[Sequence], Nothing, Bool),
    function("anytrue", &[Sequence], Nothing, Bool),
    function("base64decode", &[Text], Nothing, TO_TEXT),
    function("base64encode", &[Text], Nothing, TO_TEXT),
    function("base64gzip", &[Text], Nothing, TO_TEXT),
    function("base64sha256", &[Text], Nothing, TO_TEXT),
    function("can", &[Anything], Nothing, Bool),
    function("ceil", &[Number], Nothing, TO_NUMBER),
    function("chomp", &[Text], Nothing, TO_TEXT),
    function("chunklist", &[Sequence, Number], Nothing, Of(results::chunks)),
    function("cidrhost", &[Text, Number], Nothing, TO_TEXT),
    function("cidrnetmask", &[Text], Nothing, TO_TEXT),
    function("cidrsubnet", &[Text, Number, Number], Nothing, TO_TEXT),
    function("cidrsubnets", &[Text, Number], Many(Number), Texts),
    function("coalesce", &[Anything], Many(Anything), Of(results::common)),
    function("coalescelist", &[Sequence], Many(Sequence), Of(results::joined)),
    function("compact", &[STRINGS], Nothing, Texts),
    function("concat", &[Sequence], Many(Sequence), Of(results::joined)),
    function("contains", &[Sequence, Anything], Nothing, Bool),
    function("distinct", &[Sequence], Nothing, Of(results::as_list)),
    function("element", &[Sequence, Number], Nothing, Of(results::element)),
    function("endswith", &[Text, Text], Nothing, Bool),
    function("flatten", &[Sequence], Nothing, Of(results::flat)),
    function("floor", &[Number], Nothing, TO_NUMBER),
    function("format", &[Text], Many(Anything), TO_TEXT),
    function("formatlist", &[Text], Many(Anything), Texts),
    function("indent", &[Number, Text], Nothing, TO_TEXT),
    function("index", &[Sequence, Anything], Nothing, TO_NUMBER),
    function("join", &[Text, STRINGS], Many(STRINGS), TO_TEXT),
    function("jsondecode", &[Text], Nothing, Unknown),
    function("jsonencode", &[Anything], Nothing, TO_TEXT),
    function("keys", &[Mapping], Nothing, Texts),
    function("length", &[Anything], Nothing, TO_NUMBER),
    function("lookup", &[Mapping, Text], Optional(Anything), Of(results::element)),
    function("lower", &[Text], Nothing, TO_TEXT),
    function("matchkeys", &[Sequence, Sequence, Sequence], Nothing, Of(results::as_list)),
    function("max", &[Number], Many(Number), TO_NUMBER),
    function("md5", &[Text], Nothing, TO_TEXT),
    function("merge", &[Mapping], Many(Mapping), Of(results::merged)),
    function("min", &[Number], Many(Number), TO_NUMBER),
    function("nonsensitive", &[Anything], Nothing, Of(results::same)),
    function("one", &[Sequence], Nothing, Of(results::element)),
    function("parseint", &[Text, Number], Nothing, TO_NUMBER),
    function("range", &[Number], Many(Number), Of(results::numbers)),
    function("regex", &[Text, Text], Nothing, Unknown),
    function("regexall", &[Text, Text], Nothing, Unknown),
    function("replace", &[Text, Text, Text], Nothing, TO_TEXT),
    function("reverse", &[Sequence], Nothing, Of(results::as_list)),
    function("sensitive", &[Anything], Nothing, Of(results::same)),
    function("setintersection", &[Sequence], Many(Sequence), Of(results::as_set)),
    function("setproduct", &[Sequence], Many(Sequence), Of(results::product)),
    function("setsubtract", &[Sequence, Sequence], Nothing, Of(results::as_set)),
    function("setunion", &[Sequence], Many(Sequence), Of(results::as_set)),
    function("sha1", &[Text], Nothing, TO_TEXT),
    function("sha256", &[Text], Nothing, TO_TEXT),
    function("signum", &[Number], Nothing, TO_NUMBER),
    function("slice", &[Sequence, Number, Number], Nothing, Of(results::as_list)),
    function("sort", &[STRINGS], Nothing, Texts),
    function("split", &[Text, Text], Nothing, Texts),
    function("startswith", &[Text, Text], Nothing, Bool),
    function("strcontains", &[Text, Text], Nothing, Bool),
    function("strrev", &[Text], Nothing, TO_TEXT),
    function("substr", &[Text, Number, Number], Nothing, TO_TEXT),
    function("sum", &[Sequence], Nothing, TO_NUMBER),
    function("title", &[Text], Nothing, TO_TEXT),
    function("tobool", &[Anything], Nothing, Bool),
    function("tolist", &[Sequence], Nothing, Of(results::as_list)),
    function("tomap", &[Mapping], Nothing, Of(results::as_map)),
    function("tonumber", &[Anything], Nothing, TO_NUMBER),
    function("toset", &[Sequence], Nothing, Of(results::as_set)),
    function("tostring", &[Anything], Nothing, TO_TEXT),
    function("trim", &[Text, Text], Nothing, TO_TEXT),
    function("trimprefix", &[Text, Text], Nothing, TO_TEXT),
    function("trimspace", &[Text], Nothing, TO_TEXT),
    function("trimsuffix", &[Text, Text], Nothing, TO_TEXT),
    function("try", &[Anything], Many(Anything), Of(results::common)),
    function("upper", &[Text], Nothing, TO_TEXT),
    function("urlencode", &[Text], Nothing, TO_TEXT),
    function("values", &[Mapping], Nothing, Of(results::values)),
    function("yamlencode", &[Anything], Nothing, TO_TEXT),
    function("zipmap", &[STRINGS, Sequence], Nothing, Of(results::zipped)),
];

impl<'t> Context<'_, 't> {
    /// Type of what a call gives.
    pub(super) fn call(&mut self, call: &'t Call) -> Type {
        let arguments: Vec<Type> = call.arguments.iter().map(|argument| self.infer(argument)).collect();
        let Ok(position) = FUNCTIONS.binary_search_by(|function| function.name.cmp(&call.function)) else {
            let near = suggestion(&call.function, FUNCTIONS.iter().map(|function| function.name));
            self.report(format_args!("unknown function `{}`{near}", call.function));
            return Type::Any;
        };
        let Some(function) = FUNCTIONS.get(position) else { return Type::Any };
        if let Some(fault) = function.fault(&arguments) {
            self.report(format_args!("`{}`: {fault}", function.name));
            return Type::Any;
        }
        function.result.of(&arguments)
    }
}

impl Function {
    fn fault(&self, arguments: &[Type]) -> Option<String> {
        let (least, most) = (self.required.len(), self.most());
        if arguments.len() < least || most.is_some_and(|most| arguments.len() > most) {
            let wanted = match most {
                None => format!("at least {least}"),
                Some(most) if most == least => format!("{least}"),
                Some(most) => format!("{least} to {most}"),
            };
            return Some(format!("expected {wanted} arguments, found {}", arguments.len()));
        }
        let rest = match self.rest {
            Rest::None => None,
            Rest::Optional(parameter) | Rest::Many(parameter) => Some(parameter),
        };
        let parameters = self.required.iter().copied().chain(std::iter::repeat_with(|| rest).map_while(|rest| rest));
        parameters.zip(arguments).enumerate().find_map(|(position, (parameter, argument))| {
            parameter.fault(argument).map(|fault| format!("argument {}: {fault}", position + 1))
        })
    }

    fn most(&self) -> Option<usize> {
        match self.rest {
            Rest::None => Some(self.required.len()),
            Rest::Optional(_) => Some(self.required.len() + 1),
            Rest::Many(_) => None,
        }
    }
}

impl Parameter {
    fn fault(self, argument: &Type) -> Option<String> {
        let sequence = matches!(argument, Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_));
        let mapping = matches!(argument, Type::Any | Type::Map(_) | Type::Object(_));
        let (fits, wanted) = match self {
            Self::Anything => return None,
            Self::Text => return argument.conversion_fault(&Type::String),
            Self::Number => return argument.conversion_fault(&Type::Number),
            Self::Texts => return argument.conversion_fault(&Type::list(Type::String)),
            Self::Sequence => (sequence, "a list or set"),
            Self::Mapping => (mapping, "a map or object"),
        };
        if fits { None } else { Some(format!("expected {wanted}, found `{argument}`")) }
    }
}

impl Outcome {
    fn of(self, arguments: &[Type]) -> Type {
        match self {
            Self::Text => Type::String,
            Self::Number => Type::Number,
            Self::Bool => Type::Bool,
            Self::Texts => Type::list(Type::String),
            Self::Unknown => Type::Any,
            Self::Of(result) => result(arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.iter().is_sorted_by_key(|function| function.name));
    }
}
