"""Who claims what others claim too."""

from collections.abc import Sequence

from govnetgen.model.address import Prefix


def contested(claims: Sequence[tuple[Prefix, str]]) -> set[int]:
    """Return the positions of the prefixes that share an address with one of another owner.

    Aligned prefixes are nested or disjoint, so those around one form a stack.
    """
    order = sorted(range(len(claims)), key=lambda index: (*claims[index], index))
    found: set[int] = set()
    around: list[int] = []
    for index in order:
        prefix, owner = claims[index]
        while around and not claims[around[-1]][0].contains(prefix):
            around.pop()
        others = [other for other in around if claims[other][1] != owner]
        if others:
            found.update((*others, index))
        around.append(index)
    return found
