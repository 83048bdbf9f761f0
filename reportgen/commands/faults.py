"""What is said when reportgen itself is at fault: where, but never a value, which might be a child's."""

from __future__ import annotations

import traceback
from pathlib import Path


def describe_fault(error: Exception, *, with_traceback: bool) -> str:
    """Return one sentence on the fault; ``with_traceback`` adds the lines it went through, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    package = str(Path(__file__).parent.parent)
    own = [frame for frame in frames if frame.filename.startswith(package)]
    place = f" at {Path(own[-1].filename).relative_to(package).as_posix()} line {own[-1].lineno}" if own else ""
    said = (
        f"this is a fault in reportgen, not in your files ({type(error).__name__}{place}); nothing was written; "
        "run it again with 'reportgen --debug …' and pass the lines on to whoever looks after reportgen"
    )
    return said if not with_traceback else "".join(traceback.format_list(frames)) + said
