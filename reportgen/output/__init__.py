"""The only code that writes files: whole packs or nothing, recovery after a kill, an officer's edits kept.

saving     save_packs, save_new, save_copy, recover_folder: what the other packages call
plan       what becomes of each file, given what stands in the folder
journal    staging, commit, moving forward and back
manifest   run.json
names      names that work everywhere, names beside an edited file
lock       one build at a time
disk       every write, rename and removal, one method each
"""

from reportgen.output.disk import digest
from reportgen.output.manifest import RunRecord
from reportgen.output.names import portable_name
from reportgen.output.plan import Beside, Pack, PackFile, SaveReport
from reportgen.output.saving import SaveError, recover_folder, save_copy, save_new, save_packs

__all__ = [
    "Beside",
    "Pack",
    "PackFile",
    "RunRecord",
    "SaveError",
    "SaveReport",
    "digest",
    "portable_name",
    "recover_folder",
    "save_copy",
    "save_new",
    "save_packs",
]
