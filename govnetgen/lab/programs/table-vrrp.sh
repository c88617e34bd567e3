#!/bin/sh
# VRRP in VRFs that are namespaces: FRR's vrrpd may not enter one, so each VRF that has groups gets a zebra and a vrrpd
# of its own, which know no more of frr.conf than these groups. Without -r and -K the second zebra of a namespace would
# take the routes of the first for leftovers, and delete them. Run again whenever frr.conf or the VRFs changed.
ulimit -n 1024 # as the script that starts a node
conf=/etc/frr/frr.conf

groups() {
    awk -v vrf="$1" '
        /^[^ ]/ { inside = /^interface / && $3 == "vrf" && $4 == vrf; heading = "interface " $2 }
        inside && /^ vrrp / { if (heading) print heading; heading = ""; print; open = 1 }
        /^exit/ && open { print "exit"; open = 0 }
    ' "$conf"
}

stop() {
    for pid in "$@"; do
        [ -s "$pid" ] && kill "$(cat "$pid")" 2>/dev/null && rm -f "$pid"
    done
}

# where the daemons of a VRF are, by its name: pathspaces of FRR take no dots
place_of() {
    for named in /run/frr/table-*/name; do
        if [ "$(cat "$named" 2>/dev/null)" = "$1" ]; then
            echo "${named%/name}"
            return
        fi
    done
}

new_place() {
    number=0
    while [ -e "/run/frr/table-$number" ]; do number=$((number + 1)); done
    mkdir "/run/frr/table-$number"
    echo "$1" > "/run/frr/table-$number/name"
    chown -R frr:frr "/run/frr/table-$number"
    echo "/run/frr/table-$number"
}

bring() {
    for named in /run/frr/table-*/name; do
        if [ -e "$named" ] && [ ! -e "/run/netns/$(cat "$named")" ]; then
            stop "${named%/name}/vrrpd.pid" "${named%/name}/zebra.pid"
            rm -r "${named%/name}"
        fi
    done
    for table in /run/netns/*; do
        [ -e "$table" ] || continue
        wanted=$(groups "${table##*/}")
        place=$(place_of "${table##*/}")
        [ -n "$wanted$place" ] || continue
        [ -n "$place" ] || place=$(new_place "${table##*/}")
        [ "$wanted" != "$(cat "$place/vrrpd.conf" 2>/dev/null)" ] || continue
        stop "$place/vrrpd.pid"
        echo "$wanted" > "$place/vrrpd.conf"
        [ -n "$wanted" ] || continue
        [ -s "$place/zebra.pid" ] || start zebra "$table" "$place" -f /dev/null -r -K 2147483 || return
        start vrrpd "$table" "$place" -f "$place/vrrpd.conf" || return
    done
}

start() {
    program=$1 inside=$2 space=${3##*/}
    shift 3
    nsenter --net="$inside" "/usr/lib/frr/$program" -d -N "$space" -A 127.0.0.1 -P 0 "$@" >/dev/null 2>&1
}

bring
