"""What govnetgen would write for what a configuration means: by this a patch tells its own lines from others'."""

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.target import Normal
from govnetgen.platform import Dialect, Platform
from govnetgen.render import Renderer


def normal(platform: Platform, dialect: Dialect, renderer: Renderer) -> Normal:
    """Return the function; it raises TemplateFailure for a meaning that cannot be written."""

    def written(tree: ConfigTree) -> ConfigTree:
        return parse_tree(renderer.render(platform.read(tree, dialect).device, platform, dialect), platform.syntax)

    return written
