"""Who vouches for a letter? DKIM signatures (RFC 6376, RFC 8463) of the relaxed forms, and the keys that they are made with."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

KINDS = ("rsa", "ed25519")
Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
_SELECTOR = re.compile(r"[a-z0-9](?:[-.\w]{0,61}[a-z0-9])?", re.ASCII | re.IGNORECASE)
_PADDING, _HASH = padding.PKCS1v15(), Prehashed(SHA256())


class Signer:
    """A key, and the name that its public half is published under."""

    def __init__(self, selector: str, key: Key) -> None:
        if not _SELECTOR.fullmatch(selector):
            raise ValueError("a selector is made of letters, digits, dots and hyphens")
        if isinstance(key, rsa.RSAPrivateKey) and key.key_size < 1024:
            raise ValueError("a key of RSA has at least 1024 bits, better 2048")
        self.selector, self._key = selector, key
        self.kind = KINDS[0] if isinstance(key, rsa.RSAPrivateKey) else KINDS[1]

    def header(self, domain: bytes, names: bytes, at: int, body: bytes, headers: hashlib._Hash) -> bytes:
        """The header that signs a letter, its CRLF included.

        `names`: the signed headers, as tag h lists them. `at`: seconds since 1970. `body`: sha256 of the canonical body.
        `headers`: sha256 fed with the canonical signed headers in the order of `names`; it is left as it is.
        """
        tags = b"v=1; a=%b-sha256; c=relaxed/relaxed; d=%b;\r\n s=%b; t=%d;\r\n h=%b;\r\n bh=%b;\r\n b=" % (
            *(self.kind.encode(), domain, self.selector.encode(), at, names, b64encode(body)),
        )
        whole = headers.copy()
        whole.update(b"dkim-signature:" + tags.replace(b"\r\n ", b" "))
        signature = b64encode(self._sign(whole.digest()))
        return b"DKIM-Signature: %b%b\r\n" % (tags, b"\r\n ".join(signature[at : at + 72] for at in range(0, len(signature), 72)))

    def _sign(self, digest: bytes) -> bytes:
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(digest)
        return self._key.sign(digest, _PADDING, _HASH)

    def record(self) -> str:
        """What is to stand in DNS, as text at SELECTOR._domainkey.DOMAIN."""
        public = self._key.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            data = public.public_bytes_raw()
        else:
            data = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k={self.kind}; p={b64encode(data).decode()}"


def load(selector: str, pem: bytes) -> Signer:
    """A ValueError is a sentence for whoever set it up."""
    try:
        key = serialization.load_pem_private_key(pem, None)
    except TypeError:
        raise ValueError("the key is locked with a password; letters need one that is not") from None
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError("that is no private key in PEM") from None
    if not isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise ValueError("letters are signed with a key of RSA or Ed25519")
    return Signer(selector, key)


def made(kind: str) -> bytes:
    """A new key in PEM."""
    key: Key = ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else rsa.generate_private_key(65537, 2048)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def published(name: str, record: str) -> str:
    """A TXT record as a zone file has it: in strings of at most 255 signs."""
    strings = " ".join(f'"{record[at : at + 250]}"' for at in range(0, len(record), 250))
    return f"{name}. IN TXT ( {strings} )"
