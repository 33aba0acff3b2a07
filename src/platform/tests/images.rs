//! Every image of the platform can come from a mirror.

use super::super::ApplicationName;
use crate::catalog::charts::{Chart, Workload};
use crate::catalog::image_keys;

/// The name of every image that a pod of the platform may have.
fn images(chart: &Chart) -> impl Iterator<Item = String> {
    chart.pods.iter().flat_map(Workload::all_containers).map(|container| container.image.name())
}

/// An image without a key would come from the internet, in a cell with a mirror too.
#[test]
fn every_image_of_every_chart_has_a_value_that_moves_it() {
    let lacks = |chart: &str, image: &str| !image_keys::of_chart(chart).any(|key| key.covers(image));
    for name in ApplicationName::ALL {
        let chart = name.facts().brings.chart();
        let lacking: Vec<String> = images(chart).filter(|image| lacks(&chart.chart, image)).collect();
        assert!(lacking.is_empty(), "catalog/image_keys.json moves none of {lacking:?} of {}", chart.chart);
    }
    assert!(lacks("cert-manager", "ghcr.io/jetstack/cert-manager-controller"), "another registry is another image");
    assert!(lacks("karpenter", "public.ecr.aws/karpenter/webhook"));
}

#[test]
fn charts_know_every_value_that_moves_images() {
    let region = "eu-west-1".parse().unwrap();
    for name in ApplicationName::ALL {
        let chart = name.facts().brings.chart();
        let mut keys = image_keys::of_chart(&chart.chart).peekable();
        assert!(keys.peek().is_some(), "{name}");
        for key in keys {
            let path = key.path(&region);
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            assert!(chart.keys.as_ref().unwrap().knows(&path), "{name}: {}", path.join("."));
        }
    }
}
