"""The bill of materials: what the payload is made of, in CycloneDX 1.6. One payload, one text."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installer import pins
from installer.fetch import sha256
from installer.portable_exe import file_version
from installer.runtime import Origin
from installer.wheels import Wheel

LICENCES = {
    "click": "BSD-3-Clause",
    "click-default-group": "Unlicense",
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT",
    "filelock": "MIT",
    "openpyxl": "MIT",
    "pluggy": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlite-fts4": "Apache-2.0",
    "sqlite-utils": "Apache-2.0",
    "tabulate": "MIT",
    "typing-extensions": "PSF-2.0",
}
QT = "Qt"
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122's, for URLs


BUILT_IN_LICENCES = {"Expat": "MIT", "SQLite": "blessing", "zlib": "Zlib"}


def bill_of_materials(
    version: str, wheels: list[Wheel], origin: Origin, built_in: dict[str, str], stage: Path
) -> str:
    """The bill as JSON text. `built_in` is what the runtime says of itself; see compile_modules."""
    runtime = stage / "runtime"
    qt_version = next(wheel.version for wheel in wheels if wheel.name == "pyside6-essentials")
    parts = [_package(wheel) for wheel in wheels]
    parts += [
        _part("library", QT, qt_version, "LGPL-3.0-only", f"pkg:generic/qt@{qt_version}"),
        _python(built_in["CPython"], runtime, origin),
        *(
            _part("library", name, built_in[name], licence, None)
            for name, licence in BUILT_IN_LICENCES.items()
        ),
        _part("library", "Microsoft Visual C++ Runtime", _dotted(runtime / "vcruntime140.dll"), None, None),
    ]
    app = _part("application", "fieldapp", version, "MIT", f"pkg:pypi/fieldapp@{version}")
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps([app, *parts], sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(pins.EPOCH, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": app,
        },
        "components": parts,
        "dependencies": _dependencies(app, parts),
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def _package(wheel: Wheel) -> dict[str, Any]:
    part = _part(
        "library", wheel.name, wheel.version, LICENCES[wheel.name], f"pkg:pypi/{wheel.name}@{wheel.version}"
    )
    return {**part, "hashes": [{"alg": "SHA-256", "content": wheel.sha256}]}


def _python(version: str, runtime: Path, origin: Origin) -> dict[str, Any]:
    part = _part("platform", "CPython", version, "PSF-2.0", f"pkg:generic/python@{version}")
    comes_from = {"name": "origin", "value": f"{origin.name} sha256:{origin.sha256}"}
    file = {"alg": "SHA-256", "content": sha256(runtime / f"python{pins.PYTHON_TAG}.dll")}
    return {**part, "hashes": [file], "properties": [comes_from]}


def _part(kind: str, name: str, version: str, licence: str | None, purl: str | None) -> dict[str, Any]:
    part: dict[str, Any] = {
        "type": kind,
        "bom-ref": purl or f"{name}@{version}",
        "name": name,
        "version": version,
    }
    if licence is None:
        part["licenses"] = [{"license": {"name": "Microsoft Software License Terms"}}]
    elif " OR " in licence:
        part["licenses"] = [{"expression": licence}]
    else:
        part["licenses"] = [{"license": {"id": licence}}]
    return {**part, "purl": purl} if purl else part


def _dependencies(app: dict[str, Any], parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    refs = sorted(part["bom-ref"] for part in parts)
    return [{"ref": app["bom-ref"], "dependsOn": refs}, *({"ref": ref} for ref in refs)]


def _dotted(file: Path) -> str:
    return ".".join(str(number) for number in file_version(file))
