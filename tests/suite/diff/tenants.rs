//! Who is served elsewhere, as a reviewer and as a program read it.

use std::fmt::Write as _;

use cellc::diff::{diff, render};

use super::Files;

/// The delivery example with these tenants, and with this in its router.
fn delivery(router: &str, tenants: &str) -> Files {
    let prod = include_str!("../../../examples/delivery/prod.hcl");
    let prod = prod.replacen("  router {\n", &format!("  router {{\n{router}"), 1);
    let prod = prod.replacen("environment \"prod\" {\n", "environment \"prod\" {\n  profile = \"development\"\n", 1);
    let gamma = "cell \"gamma\" {\n  environment = \"prod\"\n  cidr = \"10.66.0.0/16\"\n}\n";
    let cells = format!("{}{gamma}", include_str!("../../../examples/delivery/cells.hcl"));
    let files = [
        ("fleet.hcl", include_str!("../../../examples/delivery/fleet.hcl").to_owned()),
        ("prod.hcl", prod),
        ("cells.hcl", cells),
        ("tenants.hcl", tenants.to_owned()),
    ];
    super::generated(&files.map(|(name, text)| (name.to_owned(), text)))
}

/// `alpha`, `alpha/beta`, `alpha/beta > gamma 25%`: home, standby and move.
fn tenant(name: &str, place: &str) -> String {
    let (place, moving) = place.split_once(" > ").map_or((place, None), |(place, moving)| (place, Some(moving)));
    let (cell, standby) = place.split_once('/').map_or((place, None), |(cell, standby)| (cell, Some(standby)));
    let mut text = format!("tenant \"{name}\" {{\n  home \"prod\" {{\n    cell = \"{cell}\"\n");
    if let Some(standby) = standby {
        _ = writeln!(text, "    standby = \"{standby}\"");
    }
    if let Some((goal, share)) = moving.and_then(|moving| moving.split_once(' ')) {
        _ = writeln!(
            text,
            "    moving_to {{\n      cell = \"{goal}\"\n      until = \"2027-01-31\"\n      share = \"{share}\"\n    }}"
        );
    }
    text + "  }\n}\n"
}

/// The lines about tenants.
fn told(old: &Files, new: &Files) -> String {
    let text = render::human(&diff(old, new));
    let lines = text.lines().skip_while(|line| !line.starts_with("tenants of")).take_while(|line| !line.is_empty());
    lines.skip(1).map(|line| line.trim_start().to_owned() + "\n").collect()
}

#[test]
fn every_change_of_a_tenant_is_told() {
    for (before, after, expected) in [
        ("alpha/beta", "alpha/beta", ""),
        ("", "alpha/beta", "coop arrives in alpha\n"),
        ("alpha", "", "coop leaves alpha and the fleet\n"),
        ("alpha", "alpha/beta", "coop gains the standby beta\n"),
        ("alpha/beta", "alpha", "coop loses the standby beta\n"),
        ("alpha/beta", "alpha/gamma", "coop has the standby gamma instead of beta\n"),
        ("alpha/beta", "gamma/beta", "coop moves from alpha to gamma\n"),
        ("alpha/beta", "beta/alpha", "coop moves from alpha to beta\ncoop has the standby alpha instead of beta\n"),
        ("alpha/beta", "alpha/beta > gamma 10%", "coop begins to move to gamma\n"),
        (
            "alpha/beta > gamma 10%",
            "alpha/beta > gamma 50%",
            "coop moves to gamma: 10% of the requests before, 50% now\n",
        ),
        ("alpha/beta > gamma 50%", "gamma/beta", "coop moves from alpha to gamma\n"),
        ("alpha/beta > gamma 50%", "alpha/beta", "coop stays and no longer moves to gamma\n"),
    ] {
        let files = |place: &str| {
            let own = if place.is_empty() { String::new() } else { tenant("coop", place) };
            delivery("", &(tenant("other", "beta/alpha") + &own))
        };
        assert_eq!(told(&files(before), &files(after)), expected, "{before} → {after}");
    }
}

#[test]
fn many_tenants_that_change_alike_are_one_line() {
    let of = |place: &str| (0..9).map(|number| tenant(&format!("t{number}"), place)).collect::<String>();
    let (before, after) = (delivery("", &of("alpha")), delivery("", &of("alpha/beta")));
    assert_eq!(told(&before, &after), "t0, t1, t2, t3, t4, t5 and 3 more gain the standby beta\n");
    let json = render::json_lines(&diff(&before, &after));
    let first = json.lines().find(|line| line.contains("\"tenant\"")).unwrap();
    let expected = r#"{"environment":"prod","change":"gains-standby","standby":"beta","tenant":"t0"}"#;
    assert_eq!(first, expected);
}

#[test]
fn buckets_that_other_cells_serve_are_told_by_their_ranges() {
    let router = |cells: [&str; 2]| {
        let [first, last] = cells;
        format!(
            "    tenants = \"buckets\"\n    bucket_count = 8\n    buckets \"0000-0003\" {{\n      cell = \"{first}\"\n    }}\n    \
             buckets \"0004-0007\" {{\n      cell = \"{last}\"\n    }}\n"
        )
    };
    let of = |cells| delivery(&router(cells), &tenant("own", "beta/alpha"));
    assert_eq!(told(&of(["alpha", "beta"]), &of(["alpha", "gamma"])), "b0004–b0007 move from beta to gamma\n");
    assert_eq!(told(&of(["alpha", "beta"]), &of(["alpha", "beta"])), "");
}

#[test]
fn a_router_that_comes_moves_nobody() {
    let with = delivery("", &tenant("coop", "alpha/beta"));
    let mut without = with.clone();
    without.retain(|path, _| !path.contains("/router/") && !path.starts_with("routes/"));
    assert_eq!(told(&without, &with), "");
}

#[test]
fn a_route_that_comes_is_told_as_an_entry_point() {
    let tenants = tenant("coop", "alpha/beta");
    let before = delivery("", &tenants);
    let route = "    route \"admin\" {\n      namespace = \"delivery\"\n      service = \"admin\"\n      port = 8081\n      path = \"/admin\"\n      health {\n        \
                 path = \"/admin/ready\"\n      }\n    }\n\n    route \"delivery\" {";
    let mut spec = include_str!("../../../examples/delivery/prod.hcl").replacen("    route \"delivery\" {", route, 1);
    spec = spec.replacen("environment \"prod\" {\n", "environment \"prod\" {\n  profile = \"development\"\n", 1);
    let gamma = "cell \"gamma\" {\n  environment = \"prod\"\n  cidr = \"10.66.0.0/16\"\n}\n";
    let cells = format!("{}{gamma}", include_str!("../../../examples/delivery/cells.hcl"));
    let fleet = include_str!("../../../examples/delivery/fleet.hcl");
    let files = [("fleet.hcl", fleet), ("prod.hcl", &spec), ("cells.hcl", &cells), ("tenants.hcl", &tenants)];
    let after = super::generated(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let text = render::human(&diff(&before, &after));
    let lines: Vec<&str> = text.lines().skip_while(|line| *line != "entry points:").take(2).collect();
    assert_eq!(lines, ["entry points:", "  prod/alpha, prod/beta, prod/gamma: route admin is added"], "{text}");
}
