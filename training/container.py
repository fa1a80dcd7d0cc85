"""The model file: CONTRACT.md, section 1."""
import json
import struct

MAGIC = b"RAPPMODL"


def write(path, sections):
    """`sections`: name -> bytes, written in the given order, each at a multiple of 64."""
    table, length = {}, 0
    while True:                       # the header's length decides the offsets, which are part of the header
        at = 12 + length
        table = {}
        for name, content in sections.items():
            at = (at + 63) // 64 * 64
            table[name] = {"offset": at, "length": len(content)}
            at += len(content)
        header = json.dumps({"version": 1, "sections": table}).encode()
        if len(header) == length:
            break
        length = len(header)
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<I", length) + header)
        for name, content in sections.items():
            out.write(b"\0" * (table[name]["offset"] - out.tell()))
            out.write(content)


def read(path):
    with open(path, "rb") as f:
        data = f.read()
    if data[:8] != MAGIC:
        raise ValueError("%s is no model file" % path)
    (length,) = struct.unpack("<I", data[8:12])
    header = json.loads(data[12:12 + length])
    return {n: data[s["offset"]:s["offset"] + s["length"]] for n, s in header["sections"].items()}
