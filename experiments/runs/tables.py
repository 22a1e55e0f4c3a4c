"""All tables of a run as bytes: they follow the yearly measures in what is kept of a run whose page shows them."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

HEAD = struct.Struct("<I")  # length of the description


def pack(tables: Mapping[str, pd.DataFrame], points_per_sd: float) -> bytes:
    """Return tables as bytes: the scale of tests, names and lengths, then each table as a compressed Arrow stream."""
    import pyarrow as pa

    streams = {}
    for name, frame in tables.items():
        table = pa.Table.from_pandas(frame, preserve_index=False)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
            stream.write_table(table)
        streams[name] = sink.getvalue().to_pybytes()
    said = {"points_per_sd": points_per_sd, "tables": {name: len(stream) for name, stream in streams.items()}}
    text = json.dumps(said).encode()
    return HEAD.pack(len(text)) + text + b"".join(streams.values())


def unpack(packed: bytes) -> tuple[dict[str, pd.DataFrame], float]:
    """Return the tables that `pack` made bytes of, and the points of a standard deviation of scores."""
    import pyarrow as pa

    (size,) = HEAD.unpack_from(packed)
    at = HEAD.size + size
    said, found = json.loads(packed[HEAD.size : at]), {}
    for name, length in said["tables"].items():
        found[name] = pa.ipc.open_stream(packed[at : at + length]).read_all().to_pandas()
        at += length
    return found, said["points_per_sd"]
