"""Which ways out of the house are connected."""

from collections.abc import Mapping

from django.conf import settings

from baeumgil.stages.people.terms import Channel


def gateway_settings() -> Mapping[Channel, Mapping[str, str]]:
    """Address, secret and sender of each connected channel."""
    found: Mapping[str, Mapping[str, str]] = settings.GATEWAYS
    return {Channel(channel): parts for channel, parts in found.items() if parts["address"]}


def connected() -> frozenset[Channel]:
    """Channels that messages can go out by. The others wait for the city to name a gateway."""
    return frozenset(gateway_settings())
