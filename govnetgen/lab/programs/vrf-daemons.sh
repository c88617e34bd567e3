#!/bin/sh
# FRR of a node whose VRFs are namespaces, whenever these changed. Zebra looks for such VRFs only where it was started
# with -n, and a node without any does without: the kernel lets a user watch few folders. So with the first VRF of a node
# its daemons begin anew. With the last they stay.

ulimit -n 1024 # as the script that starts a node
zebra_knows() {
    zebra=$(cat /run/frr/zebra.pid 2>/dev/null) && [ -d "/proc/$zebra" ] || return 0
    tr '\0' '\n' < "/proc/$zebra/cmdline" | grep -qx -e -n
}

running() {
    for pid in /run/frr/*.pid; do
        name=${pid##*/} && name=${name%.pid}
        [ ! -e "$pid" ] || [ ! -d "/proc/$(cat "$pid")" ] || [ "$name" = zebra ] || echo "$name"
    done
}

stop() {
    # as FRR's own scripts do: each takes its routes along
    for name in "$@"; do
        number=$(cat "/run/frr/$name.pid") && kill -INT "$number" || continue
        tries=200
        while [ $tries -gt 0 ] && ! grep -qs '^State:	Z' "/proc/$number/status" && [ -d "/proc/$number" ]; do
            sleep 0.05; tries=$((tries - 1))
        done
        [ $tries -gt 0 ] || kill -KILL "$number"
        rm -f "/run/frr/$name.pid"
    done
}

anew() {
    others=$(running)
    # shellcheck disable=SC2086
    stop $others zebra
    # before zebra, so that the other zebras of VRFs find no routes of it
    /usr/local/sbin/table-vrrp
    /usr/lib/frr/zebra -d -A 127.0.0.1 -P 0 -n || return
    for name in $others; do
        "/usr/lib/frr/$name" -d -A 127.0.0.1 -P 0 || return
    done
    vtysh -b
}

if [ -n "$(ls /run/netns)" ] && ! zebra_knows; then
    anew >/dev/null 2>&1 || { echo "FRR did not begin anew with a VRF" >&2; exit 1; }
else
    /usr/local/sbin/table-vrrp
fi
