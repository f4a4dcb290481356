"""Signed with an authority that lives as long as the test: all verify, until one byte is changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer.signing import verifies
from tests.installer.conftest import ROOT
from tests.installer.wine import Wine

pytestmark = pytest.mark.installer

PROGRAMS = ("fieldapp.exe", "fieldapp-cli.exe", "uninstall.exe")


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Path:
    """A folder with `root.pem`, and `key.p12` and its password in `password`."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "password").write_text("not a secret\n", encoding="ascii")
    (folder / "usage").write_text(
        "extendedKeyUsage=codeSigning\nkeyUsage=digitalSignature\n", encoding="ascii"
    )
    key = ("-newkey", "rsa:2048", "-nodes", "-sha256")
    openssl(
        folder,
        "req",
        "-x509",
        *key,
        "-days",
        "2",
        "-subj",
        "/CN=Test root",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
    )
    openssl(folder, "req", *key, "-subj", "/CN=Test signer", "-keyout", "key.pem", "-out", "request")
    root = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
    openssl(
        folder, "x509", "-req", "-in", "request", *root, "-days", "2", "-extfile", "usage", "-out", "leaf.pem"
    )
    both = ("-inkey", "key.pem", "-in", "leaf.pem", "-certfile", "root.pem")
    openssl(folder, "pkcs12", "-export", *both, "-passout", "file:password", "-out", "key.p12")
    return folder


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def signed(authority, tmp_path_factory) -> Path:
    """A setup that is signed, with all that it brings."""
    folder = tmp_path_factory.mktemp("signed")
    how = [f"pkcs12={authority / 'key.p12'}", f"password-file={authority / 'password'}"]
    places = ("--out", folder / "dist", "--work", folder / "work")
    command = [sys.executable, "-m", "installer.build", "--fast", *places, "--sign", *how]
    subprocess.run(command, cwd=ROOT, check=True, timeout=300)
    (setup,) = (folder / "dist").glob("*-Setup.exe")
    return setup


def test_app_uninstaller_and_setup_verify_and_one_flipped_byte_does_not(
    signed: Path, authority: Path, fresh: Wine, tmp_path: Path
):
    root = authority / "root.pem"
    assert fresh.install(signed) == 0, fresh.log()

    files = [signed, *(fresh.app / name for name in PROGRAMS)]
    assert [file.name for file in files if not verifies(file, root)] == []
    for file in files:
        content = bytearray(file.read_bytes())
        content[len(content) // 3] ^= 1
        (tmp_path / file.name).write_bytes(content)
    assert [file.name for file in files if verifies(tmp_path / file.name, root)] == []
    assert fresh.version().startswith("fieldapp ")


def test_what_is_not_signed_does_not_verify(setup: Path, authority: Path):
    assert not verifies(setup, authority / "root.pem")


def test_somebody_elses_root_does_not_do(signed: Path):
    assert not verifies(signed, ROOT / "installer" / "roots.pem")
