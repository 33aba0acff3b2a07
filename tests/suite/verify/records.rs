//! Records are in their zones.

use std::collections::BTreeMap;

use cellc::verify::verify_records;

use super::*;

fn record(zone: impl Into<Expression>, name: impl Into<Expression>) -> BodyBuilder {
    resource("aws_route53_record", "this")
        .set("zone_id", zone)
        .set("name", name)
        .set("type", "CNAME")
        .set("ttl", 60)
        .set("records", list(["a.example.org"]))
}

#[test]
fn a_record_is_in_the_zone_of_its_module() {
    let zone = || resource("aws_route53_zone", "this").set("name", "prod.example.org");
    let own = |name: Expression| vec![zone(), record(path("aws_route53_zone.this.zone_id"), name)];
    let outside =
        |end| vec![format!("aws_route53_record.this: `name` ends with `{end}`, its zone is `prod.example.org`")];
    for (name, expected) in [
        ("prod.example.org".into(), vec![]),
        ("alpha.prod.example.org".into(), vec![]),
        ("example.org".into(), outside("example.org")),
        ("alpha.example.org".into(), outside("alpha.example.org")),
        ("nonprod.example.org".into(), outside("nonprod.example.org")),
        ("alpha".into(), outside("alpha")),
    ] {
        assert_eq!(faults(own(name)), expected);
    }
    let each = record(path("aws_route53_zone.this.zone_id"), text("{}.prod.example.org", [path("each.key")]))
        .set("for_each", object([("alpha", "a"), ("beta", "b")]));
    assert_eq!(faults(vec![zone(), each]), Vec::<String>::new());
    let each = record(path("aws_route53_zone.this.zone_id"), path("each.value"))
        .set("for_each", object([("alpha", "alpha.prod.example.org"), ("beta", "beta.dev.example.org")]));
    assert_eq!(faults(vec![zone(), each]), outside("beta.dev.example.org"));
}

#[test]
fn a_record_is_in_the_zone_that_its_id_stands_for() {
    let zones = BTreeMap::from([("Z1".to_owned(), "prod.example.org".to_owned())]);
    let judged = |blocks| said(&verify_records([&child(blocks)], &zones));
    let outside =
        |end| vec![format!("aws_route53_record.this: `name` ends with `{end}`, its zone is `prod.example.org`")];
    let cell = || path("var.cell");
    for (zone, name, expected) in [
        ("Z1", text("{}.prod.example.org", [cell()]), vec![]),
        ("Z1", text("_x.{}.prod.example.org", [cell()]), vec![]),
        ("Z1", text("{}prod.example.org", [cell()]), outside("prod.example.org")),
        ("Z1", text("{}.dev.example.org", [cell()]), outside(".dev.example.org")),
        ("Z1", text("a.{}", [cell()]), outside("what a variable says")),
        ("Z1", cell(), outside("what a variable says")),
        // The zone of somebody else, such as the one above.
        ("Z2", "example.net".into(), vec![]),
    ] {
        let variable = variable("cell", path("string"));
        assert_eq!(judged(vec![variable, record(zone, name)]), expected);
    }
}

/// AWS chooses the names of validation records, and they are below the name of the certificate.
#[test]
fn the_name_of_a_validation_record_is_not_judged() {
    let options = || call("one", [path("aws_acm_certificate.this.domain_validation_options")]);
    let name = options().attribute("resource_record_name");
    let certificate = resource("aws_acm_certificate", "this").set("domain_name", "*.prod.example.org");
    let blocks = vec![certificate, record("Z1", name)];
    let zones = BTreeMap::from([("Z1".to_owned(), "prod.example.org".to_owned())]);
    assert_eq!(verify_records([&root("alpha", blocks.clone())], &zones), []);
    assert_eq!(faults(blocks), Vec::<String>::new());
}
