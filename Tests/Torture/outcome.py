"""What came of a fault class."""
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """How many attempts there were, how many of them lost something, and what there is to complain about."""
    count: int = 0
    lost: int = 0
    complaints: list[str] = field(default_factory=list)
