"""What stands on a page: lines and blocks, joined where columns broke them, freed of captions and furniture."""

from analysis.layout.blocks import Action, Block, opens_story, parse_blocks

__all__ = ["Action", "Block", "opens_story", "parse_blocks"]
