//! Names of the services that interface endpoints lead to.

/// The service in the name of an endpoint as AWS writes it: `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`.
pub(in crate::check) fn short_form(name: &str) -> Option<&str> {
    let name = name.strip_prefix("cn.").unwrap_or(name);
    let (_, service) = name.strip_prefix("com.amazonaws.")?.split_once('.')?;
    Some(service).filter(|service| !service.is_empty())
}

/// Whether cells could use an interface endpoint of this name, if AWS has such a service: S3 and DynamoDB are reached by
/// gateway endpoints.
pub(in crate::check) fn is_of_use(name: &str) -> bool {
    short_form(name).is_none() && name != "s3" && name != "dynamodb"
}
