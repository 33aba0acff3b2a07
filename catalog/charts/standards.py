"""Which Pod Security Standard admits a pod (kubernetes.io, "Pod Security Standards", as of 2026-11)."""

SHARED = ("hostNetwork", "hostPID", "hostIPC")
CAPABILITIES = {
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID",
    "SETPCAP", "SETUID", "SYS_CHROOT",
}
SYSCTLS = {
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
}
VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
PROFILES = {None, "RuntimeDefault", "Localhost"}


def standard(pod):
    """The strictest standard that admits a pod."""
    if not is_baseline(pod):
        return "privileged"
    return "restricted" if is_restricted(pod) else "baseline"


def is_baseline(pod):
    context = pod.get("securityContext") or {}
    sysctls = {one["name"] for one in context.get("sysctls") or []}
    is_shared = any(pod.get(field) for field in SHARED)
    has_host_paths = any("hostPath" in volume for volume in pod.get("volumes") or [])
    return not is_shared and not has_host_paths and sysctls <= SYSCTLS and all(
        is_container_baseline(one, context) for one in containers(pod)
    )


def is_container_baseline(container, of_pod):
    context = container.get("securityContext") or {}
    added = set((context.get("capabilities") or {}).get("add") or [])
    return (
        not context.get("privileged")
        and added <= CAPABILITIES
        and not any(port.get("hostPort") for port in container.get("ports") or [])
        and profile(context, of_pod) in PROFILES
        and context.get("procMount", "Default") == "Default"
    )


def is_restricted(pod):
    context = pod.get("securityContext") or {}
    kinds = {kind for volume in pod.get("volumes") or [] for kind in volume if kind != "name"}
    return kinds <= VOLUMES and all(is_container_restricted(one, context) for one in containers(pod))


def is_container_restricted(container, of_pod):
    context = container.get("securityContext") or {}
    capabilities = context.get("capabilities") or {}
    return (
        context.get("allowPrivilegeEscalation") is False
        and "ALL" in (capabilities.get("drop") or [])
        and set(capabilities.get("add") or []) <= {"NET_BIND_SERVICE"}
        and context.get("runAsNonRoot", of_pod.get("runAsNonRoot")) is True
        and context.get("runAsUser", of_pod.get("runAsUser")) != 0
        and profile(context, of_pod) is not None
    )


def profile(context, of_pod):
    return ((context.get("seccompProfile") or of_pod.get("seccompProfile")) or {}).get("type")


def containers(pod):
    return [*pod["containers"], *(pod.get("initContainers") or [])]
