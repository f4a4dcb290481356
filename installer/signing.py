"""Authenticode: making signatures, and looking at those of others. All of it by osslsigncode."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from installer.errors import BuildError
from installer.fetch import run

TOOL = "osslsigncode"
SITE = ("-n", "Fieldapp")


@dataclass(frozen=True, slots=True)
class Signer:
    """How to sign: `key` are osslsigncode's own options for key and certificate, with no secret in them.

    A password, or a token's PIN, stands in a file (`-readpass`), so that no list of processes shows it.
    """

    key: tuple[str, ...]
    timestamp_url: str = ""

    def sign(self, file: Path) -> None:
        """Put a SHA-256 signature into a program, in place."""
        signed = file.with_name(f"{file.name}.signed")
        signed.unlink(missing_ok=True)
        stamp = ("-ts", self.timestamp_url) if self.timestamp_url else ()
        run(TOOL, "sign", "-h", "sha256", *self.key, *SITE, *stamp, "-in", file, "-out", signed)
        shutil.move(signed, file)


def signer_from(options: Sequence[str]) -> Signer | None:
    """What `--sign` was given, such as `pkcs12=key.p12 password-file=pin.txt timestamp=http://…`.

    `pkcs12` (a file), or `module` (a PKCS#11 library), `key` (a URI or id) and `certificates` (PEM).
    """
    given = dict(option.partition("=")[::2] for option in options)
    unknown = given.keys() - {"pkcs12", "module", "key", "certificates", "password-file", "timestamp"}
    if unknown:
        raise BuildError(f"--sign does not know {', '.join(sorted(unknown))}.")
    if not given:
        return None
    if "pkcs12" in given:
        key = ["-pkcs12", _absolute(given["pkcs12"])]
    elif given.keys() >= {"module", "key", "certificates"}:
        key = ["-pkcs11module", _absolute(given["module"]), "-key", given["key"]]
        key += ["-certs", _absolute(given["certificates"])]
    else:
        raise BuildError("--sign needs pkcs12=…, or module=… key=… certificates=…")
    if "password-file" in given:
        key += ["-readpass", _absolute(given["password-file"])]
    return Signer(tuple(key), given.get("timestamp", ""))


def verifies(file: Path, roots: Path) -> bool:
    """Whether a file's signature is whole and leads to one of the certificates in a PEM file."""
    try:
        signer_of(file, roots)
    except BuildError:
        return False
    return True


def signer_of(file: Path, roots: Path) -> str:
    """Who signed a program or a catalogue; BuildError when the signature does not hold."""
    trust = ("-CAfile", roots, "-TSA-CAfile", roots)
    try:
        said = run(TOOL, "verify", *_offline(), *trust, "-in", file)
    except BuildError as error:
        raise BuildError(f"the signature of {file.name} does not hold: {str(error)[-300:]}") from error
    subjects = [line.partition("Subject:")[2].strip() for line in said.splitlines() if "Subject:" in line]
    return subjects[0].rpartition("/CN=")[2] if subjects else ""


@cache
def _offline() -> tuple[str, ...]:
    """Newer versions would ask the network for revocation lists; older ones do not know how not to."""
    asked = subprocess.run(
        (TOOL, "verify", "--help"), capture_output=True, text=True, timeout=60, check=False
    )
    return ("-ignore-cdp", "-ignore-crl") if "-ignore-crl" in asked.stdout + asked.stderr else ()


def _absolute(path: str) -> str:
    return str(Path(path).resolve())


def write_settings(signer: Signer | None, copy: Path, settings: Path) -> None:
    """What the call for the uninstaller needs: how to sign, and where to leave a copy to be listed."""
    content = {"signer": asdict(signer) if signer else None, "copy": str(copy)}
    settings.write_text(json.dumps(content), encoding="utf-8")


def finish_uninstaller(settings: Path, file: Path) -> None:
    """Sign the uninstaller if that was asked for, and leave a copy."""
    content = json.loads(settings.read_text(encoding="utf-8"))
    if content["signer"]:
        Signer(tuple(content["signer"]["key"]), content["signer"]["timestamp_url"]).sign(file)
    shutil.copyfile(file, content["copy"])
