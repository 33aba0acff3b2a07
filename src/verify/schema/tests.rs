use super::*;

#[test]
fn the_table_is_sorted_and_every_file_parses() {
    let kinds: Vec<&str> = resource_types().collect();
    assert!(kinds.is_sorted());
    for kind in kinds {
        let schema = resource(kind).expect("a listed type has a schema");
        assert!(!schema.block.attributes.is_empty(), "{kind}");
    }
    assert!(resource("aws_instance").is_none());
    assert!(aws_provider().nested.contains_key("default_tags"));
}

/// Types and nesting are taken from the oldest release, so the newest one must have the same.
#[test]
fn what_both_releases_have_has_one_shape() {
    fn compare(place: &str, old: &Block, new: &Block, differences: &mut Vec<String>) {
        for (name, attribute) in &old.attributes {
            let differs =
                new.attributes.get(name).is_some_and(|other| other.ty.to_string() != attribute.ty.to_string());
            if differs || new.nested.contains_key(name) {
                differences.push(format!("{place}.{name}"));
            }
        }
        for (name, nested) in &old.nested {
            let place = format!("{place}.{name}");
            match new.nested.get(name) {
                Some(other) if other.nesting_mode == nested.nesting_mode => {
                    compare(&place, &nested.block, &other.block, differences);
                }
                Some(_) => differences.push(place),
                None if new.attributes.contains_key(name) => differences.push(place),
                None => {}
            }
        }
    }
    let mut differences = Vec::new();
    for entry in &RESOURCES {
        let [old, new] = [entry.oldest, entry.newest].map(|text| parse(entry.kind, text));
        compare(entry.kind, &old, &new, &mut differences);
    }
    assert_eq!(differences, [""; 0]);
}

#[test]
fn what_provider_6_removed_cannot_be_emitted() {
    for (kind, attribute) in
        [("aws_eip", "vpc"), ("aws_eks_addon", "resolve_conflicts"), ("aws_flow_log", "log_group_name")]
    {
        let oldest = RESOURCES.iter().find(|entry| entry.kind == kind).map(|entry| parse(kind, entry.oldest));
        assert!(oldest.unwrap().attributes.contains_key(attribute), "{kind}.{attribute}");
        assert!(!resource(kind).unwrap().block.attributes.contains_key(attribute), "{kind}.{attribute}");
    }
    let nested = &resource("aws_launch_template").unwrap().block.nested;
    assert!(nested.contains_key("metadata_options") && !nested.contains_key("elastic_gpu_specifications"));
    // Required by the oldest release only, and so by no later one.
    assert!(resource("aws_vpc_endpoint").unwrap().block.attributes["service_name"].required);
}

#[test]
fn the_schemas_are_those_of_the_releases_that_the_catalog_names() {
    let verified = crate::catalog::provider_features::verified();
    for release in [verified.oldest, verified.newest] {
        let folder = format!("{}/schema/aws-{release}/resources", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), RESOURCES.len(), "{release}");
    }
}

#[test]
fn a_schema_is_parsed_once() {
    let first = resource("aws_vpc").expect("listed");
    assert!(std::ptr::eq(first, resource("aws_vpc").expect("listed")));
}

#[test]
fn a_reference_to_a_cluster_has_the_shape_that_the_provider_gives_it() {
    let Type::Object(fields) = &resource("aws_eks_cluster").expect("listed").object else { panic!("an object") };
    let issuer = "list(object({ oidc = list(object({ issuer = string })) }))";
    assert_eq!(fields["identity"].ty.to_string(), issuer);
    assert!(matches!(&fields["vpc_config"].ty, Type::List(_)));
    assert!(matches!(&fields["timeouts"].ty, Type::Object(_)));
}
