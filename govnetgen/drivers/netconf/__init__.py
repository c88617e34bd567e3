"""NETCONF (RFC 6241) over SSH (RFC 6242): what a device says it can, its datastores, and a change that is read back."""
