# The first process of a Linux node for tests: its own /etc, /run and network, with FRR and sshd as they come.
# $1 a folder for it   $2 size of its /etc   $3 folder of the stand-in for ifupdown2   $4 folder of keys
# $5 "watchfrr": FRR starts as its own script does it, not daemon by daemon
set -e
mount --make-rprivate /
mkdir -p "$1"
mount -t tmpfs -o "size=$2" none "$1"
mkdir "$1/upper" "$1/work"
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/upper,workdir=$1/work" /etc
mount -t tmpfs none /run
mount -t proc proc /proc
mount -t tmpfs none /usr/local/sbin
mkdir "$1/lib" "$1/libwork"
mount -t overlay overlay -o "lowerdir=/usr/local/lib,upperdir=$1/lib,workdir=$1/libwork" /usr/local/lib
cp "$3/ifreload_stand_in.py" /usr/local/sbin/ifreload
chmod 755 /usr/local/sbin/ifreload
mkdir -p /run/frr /run/sshd /run/netns
chown frr:frr /run/frr
hostname node
echo node >/etc/hostname
ip link set lo up
if [ "$5" = watchfrr ]; then
    /usr/lib/frr/frrinit.sh start
else
    /usr/lib/frr/zebra -d -P 0 2>/dev/null
    /usr/lib/frr/staticd -d -P 0 2>/dev/null
fi
/usr/sbin/sshd -h "$4/host" -o "AuthorizedKeysFile=$4/user.pub" -o StrictModes=no -o UsePAM=no -o PermitRootLogin=prohibit-password
echo ready
# the first process of a namespace inherits all that end: a shell that waits for a child takes the others too
while :; do sleep 1; done
