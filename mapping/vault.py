"""The door that keeps what people confided: answers encrypted at rest, people known only by keyed hashes.

Encryption is Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec), by the library `cryptography`. The
key belongs to the owner of the answers and is never written by us: it stands in the environment variable MAPPING_KEY,
or in `data/secrets.toml`, which git leaves alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import tomllib
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mapping.errors import InputUnreadable
from mapping.paths import write_whole

VARIABLE, SECRETS = "MAPPING_KEY", "secrets.toml"
# The name under which `Page.tables` hands the key of the respondents' hashes to the adapter of a survey.
RESPONDENTS = "respondents.key"
IMPRINT = "imprint_key"
# Below `data/raw` and in `Page.tables`: the hashes of forms that are never to be read again, one a line.
FORGOTTEN = "forgotten.txt"
HOW_TO_MAKE = (
    'make one with `python -c "from mapping import vault; print(vault.new_key())"`, keep a copy where only you can '
    f'read it, and set the environment variable {VARIABLE} to it, or write `{VARIABLE} = "..."` in data/{SECRETS}'
)
# What every Fernet token begins with: its version byte and the first zeros of its time.
_SEALED = b"gAAAA"


def new_key() -> str:
    """A new key, as text."""
    return Fernet.generate_key().decode("ascii")


def load_key(data: Path) -> bytes:
    """The owner's key; `InputUnreadable` says how to make one where there is none, or that it is no key."""
    value = (os.environ.get(VARIABLE) or _written(data / SECRETS)).strip()
    if not value:
        raise InputUnreadable(f"Answers of people are kept only encrypted, and there is no key: {HOW_TO_MAKE}.")
    try:
        Fernet(value)
    except ValueError as fault:
        raise InputUnreadable(
            f"{VARIABLE} is no key (44 letters, digits, - and _): copy it whole, or {HOW_TO_MAKE}."
        ) from fault
    return value.encode("ascii")


def has_key(data: Path) -> bool:
    """Whether there is a key at all."""
    return bool(os.environ.get(VARIABLE) or _written(data / SECRETS))


def _written(path: Path) -> str:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputUnreadable(f"{path} is not TOML ({fault}): mend that line.") from fault
    return str(told.get(VARIABLE, ""))


def seal(content: bytes, key: bytes) -> bytes:
    """The content, encrypted."""
    return Fernet(key).encrypt(content)


def is_sealed(content: bytes) -> bool:
    """Whether bytes look like what `seal` gives."""
    return content.startswith(_SEALED)


def unseal(name: str, content: bytes, key: bytes) -> bytes:
    """The content as it was; `InputUnreadable` for a wrong key, or bytes that were changed."""
    try:
        return Fernet(key).decrypt(content)
    except InvalidToken as fault:
        raise InputUnreadable(
            f"{name} cannot be opened: {VARIABLE} is not the key that it was closed with, or the file is damaged; "
            "without that key nobody can read it."
        ) from fault


def write_sealed(path: Path, content: bytes, key: bytes) -> None:
    """Put the content in its place, encrypted, in one step; it never lies in clear on the disk."""
    write_whole(path, seal(content, key))


def read_sealed(path: Path, key: bytes) -> bytes:
    """What `write_sealed` put there; `InputUnreadable` as `unseal`."""
    return unseal(path.name, path.read_bytes(), key)


def respondents_key(key: bytes) -> bytes:
    """The key by which people are hashed: derived from the owner's (HKDF, RFC 5869), which it does not give away."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"respondents")
    return derive.derive(base64.urlsafe_b64decode(key))


def keyed_hash(text: str, key: bytes) -> str:
    """What stands for a person: 32 hexadecimal digits that nobody without the key can compute (HMAC-SHA256)."""
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()[:32]
