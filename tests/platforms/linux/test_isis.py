"""IS-IS on Linux: isisd takes a metric above 63 only once it knows the process that has wide metrics."""

from platforms.linux.examples import ROUTER

from govnetgen.platforms.linux import PLATFORM
from govnetgen.render import Renderer


def test_processes_stand_before_the_interfaces_that_are_in_them() -> None:
    text = Renderer().render(ROUTER, PLATFORM, PLATFORM.dialect(None))
    frr = text[text.index("### file /etc/frr/frr.conf") :]
    assert 0 < frr.index("\nrouter isis ") < frr.index(" isis metric ")
    assert frr.index("\nrouter isis ") < frr.index(" ip router isis ")
