"""Where a request comes from, when proxies stand before us."""

from ipaddress import IPv6Network, ip_address

UNKNOWN = "0.0.0.0"  # noqa: S104 - a name for nobody, never listened at
SHARED_BITS = 64


def client(peer: str, forwarded: str, proxies: int) -> str:
    """The client's address: `peer`, or what the outermost of `proxies` own proxies wrote.

    `forwarded` is X-Forwarded-For. Each proxy adds the address it was asked from at the right end, so
    what stands left of our own proxies' entries was written by whoever asked, and is not believed. With
    fewer entries than proxies the request came around them: then its peer counts.
    """
    listed = [part.strip() for part in forwarded.split(",")] if forwarded and proxies > 0 else []
    return clean(listed[-proxies]) if len(listed) >= proxies > 0 else clean(peer)


def clean(text: str) -> str:
    """An address without port, brackets and zone; `0.0.0.0` for what is none."""
    bare = text.strip().partition("%")[0]
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return UNKNOWN


def shared(address: str) -> str:
    """The address as limits count it: whoever has an IPv6 network of 64 bits has all of its addresses."""
    found = ip_address(address)
    if found.version == 4:
        return address
    return str(IPv6Network((int(found), SHARED_BITS), strict=False).network_address)
