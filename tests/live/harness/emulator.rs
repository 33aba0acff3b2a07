//! AWS on loopback: the Python package `ministack` without Docker, one process a test, so that accounts, buckets and locks never meet.
//!
//! # What makes generated providers and backends run unchanged
//!
//! | variable | why |
//! | --- | --- |
//! | `AWS_ENDPOINT_URL=http://127.0.0.1:<port>` | provider, S3 backend and lock table all follow it. It must be the **address**, not `localhost`: for an address the SDK asks for buckets by path, for a name it would look up `<bucket>.localhost`, which Go does not resolve |
//! | `AWS_ACCESS_KEY_ID=<12 digits>` | the account of the caller. `assume_role` moves the provider into the account of the role (which need not exist), the state stays in the caller's |
//! | `AWS_SECRET_ACCESS_KEY` | anything: signatures are not checked |
//! | `AWS_EC2_METADATA_DISABLED=true` | no search for an instance role |
//! | `USE_SSL=1` (the emulator's) | the issuer of a cluster begins with `https`, as `aws_iam_openid_connect_provider` demands, although the port speaks plain HTTP; nobody fetches it |
//!
//! The emulator keeps connections open (`keep_alive_timeout` in `tests/live/emulator/serve.py`). With its server's default of five seconds a
//! root once found its state lock taken by itself and left it behind: most likely a `PutItem` that was sent again.
//!
//! A bucket belongs to the account that made it: two accounts that share one emulator get 403 for each other's state bucket.
//!
//! # What it cannot do (measured with version 1.5.33 and provider 5.100.0)
//!
//! Fails at `apply`: `aws_ebs_encryption_by_default`, `aws_ebs_default_kms_key`, `aws_ec2_instance_metadata_defaults`,
//! `aws_network_acl` and `aws_default_network_acl` with `subnet_ids` (finds several associations), `aws_vpc_ipv4_cidr_block_association`,
//! `aws_eks_fargate_profile`, `aws_servicequotas_service_quota`, `aws_ecr_pull_through_cache_rule`, `aws_guardduty_detector`,
//! `aws_ec2_transit_gateway`, `aws_globalaccelerator_accelerator`, `aws_prometheus_workspace`, `aws_route53_query_log`,
//! `aws_route53_resolver_query_log_config`; updates of node groups. `aws_eks_identity_provider_config` hangs and crashes the provider.
//!
//! `aws_wafv2_web_acl_logging_configuration` is unknown to it as well. What a front door needs and it lacks, certificates of listeners and the
//! security group of a cluster, is in `tests/live/emulator/gaps.py`.
//!
//! Forgets what it was told, beyond `drift.rs`: the protocol version of `aws_lb_target_group` other than HTTP1, most of `aws_cloudwatch_metric_alarm`, the children of a calculated
//! `aws_route53_health_check`, tags of `aws_ec2_managed_prefix_list`, inline egress of `aws_security_group`.
//!
//! `moto` keeps alarms, and gives health checks that watch an alarm the defaults of those that ask an endpoint, so that a second plan
//! replaces them (version 5.2.5). What it forgets is in `drift.rs`, too.
//!
//! Everything else of a cell passes and is stable in a second plan: VPC, subnets, NAT, routes, endpoints, KMS key, alias and policy, log groups,
//! cluster with `access_config`, launch template, node group, access entries and policies, add-ons, pod identity, OIDC provider, IAM, SQS, events,
//! `aws_ec2_tag`, default security group and route table; of a router: zone, weighted, failover and alias records, health checks, table items.
//!
//! Does not judge: IAM is not enforced, principals and service-linked roles need not exist, key policies, add-on versions, Kubernetes
//! versions, instance types and AMI types are not checked. `apply` proves order, references, names and the provider's own checks.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::root::{Backend, Root};
use super::tools;

/// Importing the emulator takes about two seconds, more on a busy machine.
const START_LIMIT: Duration = Duration::from_mins(2);

/// A running emulator. It ends when this value is dropped, also in a panic, or when the test process ends.
pub(crate) struct Emulator {
    process: Child,
    port: u16,
    directory: TempDir,
}

impl Emulator {
    /// Starts one, or gives `None` where `.ci/tools` has not installed it.
    pub(crate) fn start() -> Option<Self> {
        Self::serving("emulator", "serve.py", "/_ministack/health", &[])
    }

    /// Starts `moto`, all of whose callers are of this account. It keeps alarms as they are set, which `ministack` forgets; of
    /// health checks it is the other way round.
    pub(crate) fn start_moto(account: &str) -> Option<Self> {
        Self::serving("moto", "serve_moto.py", "/moto-api/", &[("MOTO_ACCOUNT_ID", account)])
    }

    /// Starts a tool with one of the scripts in `tests/live/emulator`; it is ready when it answers a question for this path.
    fn serving(tool: &str, script: &str, ready: &str, variables: &[(&str, &str)]) -> Option<Self> {
        let python = tools::python(tool)?;
        let directory = TempDir::new().expect("temporary directories can be made");
        let log = File::create(directory.path().join("log")).expect("the temporary directory is writable");
        let mut process = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/emulator").join(script))
            .envs(variables.iter().copied())
            .env("TMPDIR", directory.path())
            .env("MINISTACK_HOST", "localhost")
            .env("USE_SSL", "1")
            .env("LOG_LEVEL", "WARNING")
            // Clusters must not look for containers on machines that could run some.
            .env("DOCKER_HOST", "unix:///no-such-socket")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the interpreter of the emulator starts");
        let mut announced = String::new();
        let stdout = process.stdout.take().expect("standard output is piped");
        BufReader::new(stdout).read_line(&mut announced).expect("standard output is readable");
        let port = announced.trim().parse().unwrap_or_default();
        let emulator = Self { process, port, directory };
        emulator.wait_until_it_answers(ready);
        Some(emulator)
    }

    /// The environment in which Terraform talks to this emulator as a caller of `account`, twelve digits.
    pub(crate) fn environment(&self, account: &str) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", account),
            ("AWS_SECRET_ACCESS_KEY", "emulated"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// Makes what the backend of `root` takes for granted, as `account`. Nothing for other backends than `s3`.
    pub(crate) fn prepare_backend(&self, root: &Root, account: &str) {
        if let Backend::S3 { bucket, region, table } = root.backend() {
            self.create_state_bucket(account, region, bucket, table.as_deref());
        }
    }

    /// Makes a state bucket and its lock table, if any.
    pub(crate) fn create_state_bucket(&self, account: &str, region: &str, bucket: &str, table: Option<&str>) {
        let place = format!(
            "<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
        );
        // The default region is the one that may not be named.
        let body = if region == "us-east-1" { "" } else { &place };
        self.call(account, region, "s3", &format!("PUT /{bucket}"), "", body);
        if let Some(table) = table {
            let definition = lock_table(table).to_string();
            self.call(
                account,
                region,
                "dynamodb",
                "POST /",
                "X-Amz-Target: DynamoDB_20120810.CreateTable\r\n",
                &definition,
            );
        }
    }

    /// Makes a hosted zone and gives its id, which no specification can choose.
    pub(crate) fn create_zone(&self, account: &str, domain: &str) -> String {
        let body = format!(
            "<?xml version=\"1.0\"?><CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">\
             <Name>{domain}</Name><CallerReference>test</CallerReference></CreateHostedZoneRequest>"
        );
        let header = format!("Content-Type: text/xml\r\n{}", signed(account, "us-east-1", "route53"));
        let answer = self.send("POST /2013-04-01/hostedzone", &header, &body).expect("the emulator answers");
        let id = answer.split_once("<Id>/hostedzone/").and_then(|(_, rest)| rest.split_once("</Id>"));
        id.unwrap_or_else(|| panic!("no zone in {answer}\n{}", self.log())).0.to_owned()
    }

    /// Asks for an object of a bucket with a method such as `PUT`, and gives the answer from its status on.
    pub(crate) fn object(&self, account: &str, region: &str, request: &str, body: &str) -> String {
        let answer = self.send(request, &signed(account, region, "s3"), body);
        let answer = answer.unwrap_or_else(|error| panic!("{request}: {error}\n{}", self.log()));
        answer.strip_prefix("HTTP/1.1 ").map_or_else(|| answer.clone(), str::to_owned)
    }

    fn call(&self, account: &str, region: &str, service: &str, request: &str, header: &str, body: &str) {
        let header = format!("{}{header}", signed(account, region, service));
        let answer =
            self.send(request, &header, body).unwrap_or_else(|error| panic!("{request}: {error}\n{}", self.log()));
        assert!(answer.starts_with("HTTP/1.1 200 "), "{request} of the emulator answers:\n{answer}\n{}", self.log());
    }

    fn send(&self, request: &str, header: &str, body: &str) -> std::io::Result<String> {
        let mut message = format!("{request} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{header}");
        write!(message, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("text takes everything");
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        connection.set_read_timeout(Some(Duration::from_secs(30)))?;
        connection.write_all(message.as_bytes())?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    }

    fn wait_until_it_answers(&self, ready: &str) {
        let (started, question) = (Instant::now(), format!("GET {ready}"));
        while !self.send(&question, "", "").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200 ")) {
            assert!(started.elapsed() < START_LIMIT, "the emulator does not answer:\n{}", self.log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn log(&self) -> String {
        let log = std::fs::read_to_string(self.directory.path().join("log")).unwrap_or_default();
        format!("log of the emulator:\n{log}")
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Both fail only if the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The header by which the emulator knows account, region and service; it does not check signatures.
fn signed(account: &str, region: &str, service: &str) -> String {
    let credential = format!("Credential={account}/20260101/{region}/{service}/aws4_request");
    format!("Authorization: AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0\r\n")
}

fn lock_table(name: &str) -> Value {
    json!({
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{ "AttributeName": "LockID", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "LockID", "AttributeType": "S" }],
    })
}
