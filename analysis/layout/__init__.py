"""What stands on a page: lines and blocks, joined where columns broke them, freed of captions and furniture."""

from analysis.layout.blocks import Action, Block, parse_blocks
from analysis.layout.shapes import opens_story

__all__ = ["Action", "Block", "opens_story", "parse_blocks"]
