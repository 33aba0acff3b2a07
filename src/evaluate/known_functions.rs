//! Which functions Terraform has: a call of another one is an error there.

/// The functions of Terraform 1.11, without those whose result is never known here.
const KNOWN: &str = "
    abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename can ceil
    chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains
    csvdecode dirname distinct element endswith ephemeralasnull flatten floor format formatdate formatlist indent
    index issensitive join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min
    nonsensitive one parseint pathexpand pow range regex regexall replace reverse rsadecrypt sensitive
    setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort split startswith
    strcontains strrev substr sum templatestring textdecodebase64 textencodebase64 timeadd timecmp title tobool
    tolist tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try type upper urlencode
    uuidv5 values yamldecode yamlencode zipmap
";

/// Whether Terraform or a provider has the function.
pub(super) fn is_known(function: &str) -> bool {
    function.contains("::") || KNOWN.split_whitespace().any(|known| known == function)
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn functions_of_terraform_and_of_providers_are_known_and_others_are_not() {
        for function in ["cidrsubnet", "jsonencode", "provider::aws::arn_parse", "zipmap"] {
            assert!(is_known(function), "{function}");
        }
        for function in ["nosuch", "", "cidr", "list"] {
            assert!(!is_known(function), "{function}");
        }
    }
}
