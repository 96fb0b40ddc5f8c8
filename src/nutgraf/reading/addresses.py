"""Which network addresses a page may be fetched from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# Public as far as the registries know, and yet not the internet: what these reach belongs to the network one is in.
_REFUSED = (
    ip_network("168.63.129.16/32"),  # Azure's host, which hands out configuration and certificates
    ip_network("192.0.0.0/24"),  # protocol assignments; a cloud has its metadata there
    ip_network("192.88.99.0/24"),  # 6to4 relays
    ip_network("::/96"),  # IPv4-compatible addresses
    ip_network("64:ff9b:1::/48"),  # NAT64 for local use
    ip_network("fec0::/10"),  # site-local addresses
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether `address` is of the public internet; an IPv4 address inside an IPv6 one counts as itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    inner = _embedded(parsed)
    if inner is not None:
        return is_public(str(inner))
    refused = parsed.is_multicast or any(parsed in network for network in _REFUSED if network.version == parsed.version)
    return parsed.is_global and not refused


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
