"""What the emulator lacks and a front door needs, as AWS does it. A part goes when a release of `ministack` has it.

* `AddListenerCertificates`, `DescribeListenerCertificates` and `RemoveListenerCertificates` of Elastic Load Balancing are unknown there.
* The security group that EKS makes for a cluster is named there and does not exist, so no rule can refer to it.
* ACM validates a name by one record there, whatever the account; AWS has one for each account, `_<32 hexadecimal digits>.<name>`.
"""

import hashlib

from ministack.services import acm, alb, ec2, eks


def listener_certificates(params):
    """The certificates of a listener beside its default one."""
    return _further.setdefault(alb._p(params, "ListenerArn"), [])


_further = {}


def answer(action, arns):
    members = "".join(
        f"<member><CertificateArn>{arn}</CertificateArn><IsDefault>false</IsDefault></member>" for arn in arns
    )
    return alb._xml(200, action, f"<Certificates>{members}</Certificates>")


def add(params):
    added = alb._parse_certificate_arns(params)
    known = listener_certificates(params)
    known.extend(arn for arn in added if arn not in known)
    return answer("AddListenerCertificates", added)


def describe(params):
    return answer("DescribeListenerCertificates", listener_certificates(params))


def remove(params):
    removed = alb._parse_certificate_arns(params)
    listener_certificates(params)[:] = [arn for arn in listener_certificates(params) if arn not in removed]
    return alb._xml(200, "RemoveListenerCertificates", "")


alb._ACTION_MAP.update(
    AddListenerCertificates=add, DescribeListenerCertificates=describe, RemoveListenerCertificates=remove
)

create_cluster = eks._create_cluster


def create_cluster_and_its_group(body, creator_arn=None):
    response = create_cluster(body, creator_arn)
    cluster = eks._clusters.get(body.get("name", ""))
    if cluster is not None:
        network = cluster["resourcesVpcConfig"]
        subnet = ec2._subnets.get(next(iter(network["subnetIds"]), ""), {})
        group = network["clusterSecurityGroupId"]
        if group not in ec2._security_groups:
            ec2._security_groups[group] = {
                "GroupId": group,
                "GroupName": f"eks-cluster-sg-{cluster['name']}",
                "Description": "Made by EKS for control plane and nodes",
                "VpcId": subnet.get("VpcId", network["vpcId"]),
                "OwnerId": ec2.get_account_id(),
                "IpPermissions": [],
                "IpPermissionsEgress": [],
            }
    return response


eks._create_cluster = create_cluster_and_its_group

delete_cluster = eks._delete_cluster


def delete_cluster_and_its_group(name):
    cluster = eks._clusters.get(name)
    response = delete_cluster(name)
    if cluster is not None and name not in eks._clusters:
        ec2._security_groups.pop(cluster["resourcesVpcConfig"]["clusterSecurityGroupId"], None)
    return response


eks._delete_cluster = delete_cluster_and_its_group

validation_options = acm._validation_options


def validation_options_of_the_account(domain, method):
    options = validation_options(domain, method)
    base = domain.removeprefix("*.")
    digest = hashlib.md5(f"{acm.get_account_id()} {base}".encode(), usedforsecurity=False).hexdigest()
    options["ResourceRecord"]["Name"] = f"_{digest}.{base}."
    return options


acm._validation_options = validation_options_of_the_account
