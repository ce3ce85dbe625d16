"""Write a share pack: all facts, and at most a few words of any quotation."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import UsageError
from kg.export.options import ExportOptions
from kg.placing import put_in_place
from kg.share import write_pack, write_zip
from kg.store import GraphStore

# Where nobody says on what terms the facts may be used.
NO_LICENCE = "none are stated; the articles belong to their publishers"


def put_share(store: GraphStore, path: Path, options: ExportOptions) -> list[Path]:
    """Write a pack into the folder `path`, or into one file where its name ends in .zip; return the files.

    Raises UsageError for fewer words than none, ShareError as `kg.share.write_pack`, ExportError as
    `kg.placing.put_in_place`.
    """
    if options.words < 0:
        raise UsageError(f"--words {options.words}: a quotation keeps 0 words or more")
    licence = options.licence or NO_LICENCE

    def write(finished: Path) -> None:
        finished.mkdir()
        write_pack(store, finished, options.words, licence, options.progress)

    def write_one_file(finished: Path) -> None:
        with TemporaryDirectory(dir=finished.parent) as room:
            write_pack(store, Path(room), options.words, licence, options.progress)
            write_zip(Path(room), finished)

    if path.suffix.lower() == ".zip":
        return put_in_place(path, write_one_file, store.inputs)
    return put_in_place(path, write, store.inputs, folder=True)
