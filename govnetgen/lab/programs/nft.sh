#!/bin/sh
# nft as a node of a lab has it: a VRF is a namespace there, and the packet filter is one for all of them
case " $* " in
*" -c "*) exec /usr/sbin/nft "$@" ;;
*" -f - "*) rules=$(cat) && printf '%s\n' "$rules" | /usr/sbin/nft "$@" || exit ;;
*" -f "* | *" flush "*) rules= && /usr/sbin/nft "$@" || exit ;;
*) exec /usr/sbin/nft "$@" ;;
esac
for table in /run/netns/*; do
    [ -e "$table" ] || continue
    printf '%s\n' "$rules" | nsenter --net="$table" /usr/sbin/nft "$@" || exit
done
