# The first process of a Linux node for tests: its own /etc, /run and network, with FRR and sshd as they come.
# $1 a folder for it   $2 size of its /etc   $3 folder of the stand-in for ifupdown2   $4 file of authorized keys
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
/usr/lib/frr/zebra -d -P 0 2>/dev/null
/usr/lib/frr/staticd -d -P 0 2>/dev/null
/usr/sbin/sshd -h "$4/host" -o "AuthorizedKeysFile=$4/user.pub" -o StrictModes=no -o UsePAM=no -o PermitRootLogin=prohibit-password
echo ready
exec sleep 1000000
