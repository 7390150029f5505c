"""Writes tests/data/: small files of the kinds that a learner may give as data, by NumPy and gzip."""

import gzip
import json
import struct

from cases import ROOT, generator, versions, write_text

import numpy as np

FOLDER = ROOT / "tests/data"
# Every value can be computed again: a ramp of bytes, and labels in turn.
X = (np.arange(12 * 5 * 4) * 7 % 251).astype(np.uint8).reshape(12, 5, 4)
Y = np.arange(12) % 3


def idx(array):
    """IDX as MNIST has it: big-endian, unsigned bytes."""
    return struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape) + array.astype(np.uint8).tobytes()


def main():
    """Rewrites the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FOLDER / "packed.npz", x_train=X[:8], y_train=Y[:8], x_test=X[8:], y_test=Y[8:].astype(np.int32))
    np.savez(FOLDER / "shares.npz", images=X.astype(np.float32) / 255, labels=Y.astype(np.uint8))
    np.savez(FOLDER / "colour.npz", x=np.stack([X, X, X], axis=-1), y=Y)
    np.savez(FOLDER / "fortran.npz", x=np.asfortranarray(X), y=Y)
    np.savez(FOLDER / "complex.npz", x=X.astype(np.complex64), y=Y)
    np.savez(FOLDER / "large.npz", x=np.zeros((3, 70, 8), np.uint8), y=np.arange(3))
    np.savez(FOLDER / "fewer.npz", x=X, y=Y[:9])
    np.save(FOLDER / "bits.npy", X > 125)
    np.save(FOLDER / "wide.npy", X.astype(">f8"))
    np.save(FOLDER / "labels.npy", Y)
    (FOLDER / "train-images-idx3-ubyte").write_bytes(idx(X[:8]))
    (FOLDER / "train-labels-idx1-ubyte").write_bytes(idx(Y[:8]))
    (FOLDER / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(X[8:]), mtime=0))
    (FOLDER / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(Y[8:]), mtime=0))
    write_text("tests/data/files.json", json.dumps({"generator": generator("data_files.py", versions(np))}) + "\n")


if __name__ == "__main__":
    main()
