"""Small configurations of simulated devices, and a change that touches several parts of them."""

VRP = """#
sysname {name}
#
vlan batch 10 20 {vlan}
#
interface Vlanif10
 description {description}
 ip address 10.0.0.1 255.255.255.0
#
interface LoopBack0
 ip address 10.255.0.1 255.255.255.255
#
ip route-static 10.9.0.0 255.255.0.0 10.0.0.{hop}
#
return
"""
RGOS = """hostname {name}
!
vlan range 1,10,20,{vlan}
!
interface Loopback 0
 ip address 10.255.0.1 255.255.255.255
!
interface VLAN 10
 description {description}
 ip address 10.0.0.1 255.255.255.0
!
ip route 10.9.0.0 255.255.0.0 10.0.0.{hop}
!
end
"""
BEFORE = {"vlan": 30, "description": "north", "hop": 2}
INTENDED = {"vlan": 40, "description": "south", "hop": 3}
