"""Which addresses of the network a person may let the service send to.

People name the addresses of their webhooks, topics and browsers. The service stands inside a
cluster, so whatever is reached from there alone is refused: a name is resolved, every address that
it has is checked, and the connection is made to an address that was checked, not to the name.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# Gives the addresses of a name for a port, as text.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

# Beside what the registries of addresses list as not global: what carries an address of IPv4 or
# is one of a site.
_REFUSED: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16", "fec0::/10"),
    )
)


class AddressRefusedError(OSError):
    """The address is one that only the inside of a network reaches."""


class NameUnknownError(OSError):
    """The name has no address, at least now."""


@dataclass(frozen=True)
class Allowed:
    """What a configuration lets through although it is inside: names as they are, and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> "Allowed":
        """Read a list of names, addresses and networks, such as `ntfy` and `10.0.0.0/8`."""
        names, networks = set(), []
        for entry in (each.strip().casefold() for each in entries):
            try:
                networks.append(ip_network(entry))
            except ValueError:
                if entry:
                    names.add(entry)
        return cls(frozenset(names), tuple(networks))

    def has(self, address: Address) -> bool:
        """Say whether an address is in one of the networks."""
        return any(address in network for network in self.networks)


def is_public(text: str) -> bool:
    """Say whether an address is one of the open internet."""
    address = _address(text)
    if any(address in network for network in _REFUSED):
        return False
    is_special = (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
    )
    return address.is_global and not is_special


def _address(text: str) -> Address:
    """Read an address; one of IPv4 that is written as one of IPv6 is that of IPv4."""
    # An interface may be named behind it.
    address = ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the resolver of the system."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Guard:
    """Gives the addresses that may be connected to in place of a name."""

    allowed: Allowed = field(default_factory=Allowed)
    resolve: Resolve = resolve

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name, all of which were checked.

        Raises:
            NameUnknownError: there is none.
            AddressRefusedError: one of them may not be connected to.
        """
        try:
            found = await self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NameUnknownError("the name has no address") from error
        if not found:
            raise NameUnknownError("the name has no address")
        if host.casefold() not in self.allowed.names:
            for each in found:
                if not (is_public(each) or self.allowed.has(_address(each))):
                    raise AddressRefusedError("the address is not one of the open internet")
        return found
