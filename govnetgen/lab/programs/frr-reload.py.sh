#!/bin/sh
# frr-reload.py of a node whose VRFs are namespaces. FRR then shows each VRF with a line "netns" that nobody wrote: it
# would be taken away again, and ospfd does not survive that. So the line is written for every VRF that there is.
real=/usr/local/lib/lab/frr-reload.py
[ -n "$(ls /run/netns)" ] || exec python3 $real "$@"
folder=$(mktemp -d) || exit 1
trap 'rm -r "$folder"' EXIT
for word in "$@"; do given=$word; done
from=/etc/frr
[ $# -lt 2 ] || for word in "$@"; do [ "$before" != --confdir ] || from=$word; before=$word; done
[ ! -e "$from/vtysh.conf" ] || cp -p "$from/vtysh.conf" "$folder"
ls /run/netns | awk '
    NR == FNR { tables[$1] = 1; next }
    { print }
    $1 == "vrf" && /^vrf / && $2 in tables { open = $2; said[$2] = 1; print " netns /run/netns/" $2 }
    END { for (one in tables) if (!(one in said)) print "vrf " one "\n netns /run/netns/" one "\nexit-vrf" }
' - "$given" > "$folder/frr.conf" || exit 1
chown -R frr:frr "$folder"
count=$#
while [ $count -gt 1 ]; do
    word=$1; shift; count=$((count - 1))
    set -- "$@" "$word"
done
shift
python3 $real "$@" --confdir "$folder" "$folder/frr.conf" || exit
case " $* " in
*" --reload "*) /usr/local/sbin/table-vrrp ;;
esac
