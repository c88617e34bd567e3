"""The headings that people give to columns, by what the column holds: data, one kind of column a paragraph."""

WORDS = """
serial     序号 编号 no no. # id 行号 项次
unit       单位 单位名称 厅局名称 厅局 所属单位 使用单位 使用单位名称 部门 部门名称 委办局 委办局名称 接入单位
           接入单位名称 机构 机构名称 归属单位 申请单位 用户单位 用户单位名称 责任单位 填报单位 上报单位 单位全称
           单位(部门) 单位/部门 部门/单位 局名 局办 科室单位 用户 用户名称 用户名 归属 使用者 使用部门 所属部门
           所属机构 客户名称 unit unitname department owner organization organisation agency bureau tenant
prefix     网段 地址段 政务外网地址段 ip网段 ip地址段 ip段 子网 地址范围 ip地址范围 ip范围 网络地址 网络号 网络段
           地址块 网段地址 业务网段 外网网段 政务外网网段 内网网段 局域网网段 用户网段 地址池 地址规划 ip规划
           ip地址规划 已用网段 使用网段 分配网段 在用网段 现用网段 现用地址段 使用地址段 ipv4地址段 ipv4网段
           ipv6地址段 ipv6网段 ipv6前缀 前缀 地址段/掩码 网段/掩码 ip/掩码 ip地址/掩码 prefix prefixes subnet
           subnets network networks cidr range iprange ipsubnet ipprefix addressrange addressblock ipblock block
address    ip ip地址 地址 主机ip 资产ip 目的ip 主机地址 主机ip地址 服务器ip 服务器地址 服务器ip地址 设备ip
           设备ip地址 终端ip 终端ip地址 政务外网ip 政务外网地址 政务外网ip地址 外网ip 外网地址 外网ip地址 内网ip
           内网地址 ipv4 ipv4地址 ipv6 ipv6地址 管理ip 管理地址 业务ip 业务地址 使用ip 使用地址 ipaddress ipaddr
           address ipv4address ipv6address host hostip hostaddress serverip
first      起始地址 起始ip 起始ip地址 开始地址 开始ip 开始ip地址 首地址 起地址 起始 first firstip start startip from
last       结束地址 结束ip 结束ip地址 终止地址 终止ip 终止ip地址 截止地址 末地址 尾地址 终地址 止地址 结束 终止 last
           lastip end endip to
mask       掩码 子网掩码 网络掩码 掩码长度 掩码位数 前缀长度 反掩码 mask netmask subnetmask prefixlength wildcard
gateway    网关 缺省网关 默认网关 网关地址 网关ip 网关ip地址 gateway defaultgateway gatewayip gw
vlan       vlan vlanid vlan号 vlan编号 vlan标识 所属vlan vlan_id vlan-id 虚拟局域网 vlans tag
hosts      终端数量 终端数 终端 主机数 主机数量 用户数 用户数量 设备数 设备数量 计算机数 计算机数量 电脑数 电脑数量
           电脑台数 台数 数量 ip数 ip数量 地址数 地址数量 点位数 hosts hostcount terminals users pcs count
mac        mac mac地址 物理地址 硬件地址 网卡地址 macaddress macaddr hardwareaddr hardware hwaddr hardwareaddress
device     汇聚设备 接入设备 汇聚交换机 汇聚节点 接入节点 接入汇聚 上联设备 上联汇聚 汇聚 aggregation attach uplink
           device 设备 设备名称 交换机
domain     vpn vrf vpn名称 vrf名称 vpn实例 vpn-instance vpninstance 专网 专网名称 所属专网 所属vpn 路由域 业务vpn
           mplsvpn routingdomain
network    网络 网络类型 网络类别 所属网络 网络名称 网络属性 内外网 接入网络 网别 networktype
line       条线 业务条线 纵向条线 纵向网 纵向业务 纵向专网 所属条线 line lineofbusiness
exit       互联网出口 自建互联网出口 自建出口 互联网接入 是否自建互联网出口 是否有互联网出口 互联网线路 出口
           internetexit internet
purpose    用途 使用用途 地址用途 网段用途 类型 业务 业务名称 业务系统 系统 系统名称 应用系统 主机名 主机名称
           服务器名称 设备类型 名称 purpose usage use type system hostname name
renumber   能否改址 是否可改 可否调整 可调整时间 改造时间 是否可调整 renumber
weight     权重 保留权重 weight
interface  接口 端口 interface port vlan/vsiname vlan/vsi vlan/cevlan if
age        老化时间 老化 aging age expire expire(m) age(min) age(sec) protocol
note       备注 说明 联系人 联系电话 电话 负责人 管理员 地点 位置 单位地址 办公地址 联系地址 通讯地址 通信地址 邮箱
           邮件地址 区县 所属区县 县区 启用时间 开始时间 停用时间 结束时间 填表人 填报人 填报时间 日期 科室 处室
           楼层 机房 带宽 运营商 单位编码 单位代码 note notes remark remarks comment description contact phone
           location date 状态 status
"""
"""Words as they are compared: lower case, without spaces. A line that begins with spaces goes on."""
