"""What of the installer can be looked at without building it."""

import re
import struct
import tarfile

import pytest

from installer import pins
from installer.bom import LICENCES
from installer.errors import BuildError
from installer.fetch import require_sha256, sha256
from installer.icons import SIZES, draw_icons
from installer.portable_exe import windows_libraries
from installer.setup import write_payload
from installer.signing import signer_from
from installer.stage import LIST, _take_app, write_list
from installer.trial import BEFORE
from installer.wheels import KEEP, LICENCE, LOCK, PIN, keep_pattern

SENTENCES = {language: pins.HERE / "lang" / f"{language}.nsh" for language in ("en", "az", "ru")}
SCRIPT = (pins.HERE / "setup.nsi").read_text(encoding="utf-8")
README = (pins.HERE / "README.md").read_text(encoding="utf-8")


def sentences(language):
    text = SENTENCES[language].read_text(encoding="utf-8")
    return dict(re.findall(r'^LangString (\w+) \$\{L\} "(.+)"$', text, flags=re.MULTILINE))


# What Setup says


@pytest.mark.parametrize("language", SENTENCES)
def test_setup_has_all_its_sentences_in_each_language(language):
    said, english = sentences(language), sentences("en")
    filled = {name: sorted(re.findall(r"\$\{?\w+", sentence)) for name, sentence in said.items()}

    assert said.keys() == english.keys()
    assert filled == {name: sorted(re.findall(r"\$\{?\w+", text)) for name, text in english.items()}


def test_every_sentence_of_setup_is_said():
    scripts = "".join(file.read_text(encoding="utf-8") for file in pins.HERE.glob("*.ns?"))

    assert {name for name in sentences("en") if f"$({name})" not in scripts} == set()


def test_every_status_of_setup_is_one_number_and_told_in_the_readme():
    statuses = [
        int(status) for status in re.findall(r"^!define FAILED_\w+ (\d+)$", SCRIPT, flags=re.MULTILINE)
    ]
    told = [int(status) for status in re.findall(r"^\| (\d+) \|", README, flags=re.MULTILINE)]

    assert sorted(statuses) == sorted(set(statuses))
    assert {*statuses, 0, 1, 2} == set(told)


def test_the_manual_list_is_short_enough_to_be_done():
    assert 10 < len(re.findall(r"^- \[ \]", README, flags=re.MULTILINE)) <= 30


# What is taken


def test_a_star_stays_inside_a_folder_and_two_do_not():
    keep = keep_pattern("a/*.dll # why\n\n# a remark\nb/**.py\n")
    names = ["a/x.dll", "a/b/x.dll", "b/x.py", "b/c/d/x.py", "b/x.pyi", "a/xdll"]

    assert [name for name in names if keep.fullmatch(name)] == ["a/x.dll", "b/x.py", "b/c/d/x.py"]


@pytest.mark.parametrize(
    "name", ["PySide6/Qt6Qml.dll", "PySide6/designer.exe", "pip/__init__.py", "tzdata/zones"]
)
def test_what_the_app_does_not_need_stays_out(name):
    assert not keep_pattern(KEEP.read_text(encoding="utf-8")).fullmatch(name)


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("x-1.dist-info/LICENSE", "LICENSE"),
        ("x-1.dist-info/licenses/src/COPYING", "licenses/src/COPYING"),
        ("x-1.dist-info/RECORD", None),
        ("x/LICENSE.py", None),
    ],
)
def test_licence_texts_are_found_wherever_a_wheel_has_them(name, licence):
    found = LICENCE.search(name)

    assert (found and found[1]) == licence


def test_every_package_that_travels_has_its_licence_in_the_bill():
    assert set(LICENCES) == {name for name, _ in PIN.findall(LOCK.read_text(encoding="utf-8"))}


def test_the_list_of_windows_libraries_is_names_in_small_letters():
    assert windows_libraries("# said\nKernel32.dll   # why\n\n") == {"kernel32.dll"}


def test_the_app_of_the_version_before_writes_data_files_of_format_2(tmp_path):
    with tarfile.open(BEFORE) as archive:
        archive.extractall(tmp_path, filter="data")

    schema = (tmp_path / "fieldapp" / "store" / "schema.py").read_text(encoding="utf-8")
    assert "\nUSER_VERSION = 2\n" in schema
    assert pins.app_version(tmp_path) == "0.1.0"
    assert (tmp_path / "resources" / "programmes" / "azerbaijan.toml").is_file()


def test_a_file_that_is_not_the_pinned_one_stops_the_build(tmp_path):
    file = tmp_path / "python.zip"
    file.write_bytes(b"other")

    require_sha256(file, sha256(file).upper())
    with pytest.raises(BuildError, match=r"python\.zip has the SHA-256"):
        require_sha256(file, "0" * 64)


# What is made


@pytest.fixture
def stage(tmp_path):
    folder = tmp_path / "stage"
    for name in ("b.txt", "a/c.txt", "a/d$.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    write_list(folder)
    return folder


def test_the_list_holds_every_file_but_itself_in_one_order(stage):
    names = [line[66:] for line in (stage / LIST).read_text().splitlines()]

    assert names == ["a/c.txt", "a/d$.txt", "b.txt"]
    assert {int(file.stat().st_mtime) for file in stage.rglob("*.txt")} == {pins.EPOCH}


def test_the_list_is_unpacked_first_so_that_a_half_made_version_can_be_removed(stage, tmp_path):
    size = write_payload(stage, tmp_path / "payload.nsh")
    lines = (tmp_path / "payload.nsh").read_text().splitlines()

    assert size == sum(file.stat().st_size for file in stage.rglob("*.txt"))
    assert lines[0].startswith('!insertmacro Unpack "files.txt" ')
    assert lines[1:4] == [
        'CreateDirectory "${NEW}\\a"',
        '!insertmacro Unpack "a\\c.txt" 7',
        '!insertmacro Unpack "a\\d$$.txt" 8',
    ]


def test_icons_are_the_same_bytes_each_time_and_hold_every_size(tmp_path):
    for name in ("one", "two"):
        draw_icons(tmp_path / name)
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    count = struct.unpack("<H", first["app.ico"][4:6])[0]
    widths = [first["app.ico"][6 + 16 * index] or 256 for index in range(count)]

    assert first == second
    assert {int(file.stat().st_mtime) for file in (tmp_path / "one").iterdir()} == {pins.EPOCH}
    assert first.keys() == {"app.ico", "document.ico", "wizard.bmp"}
    assert tuple(widths) == SIZES
    assert first["app.ico"] != first["document.ico"]


# How it is signed


def test_without_words_nothing_is_signed():
    assert signer_from([]) is None


def test_a_password_stands_in_a_file_and_never_in_the_command(tmp_path):
    (tmp_path / "pin").write_text("secret")
    signer = signer_from(
        [f"pkcs12={tmp_path}/key.p12", f"password-file={tmp_path}/pin", "timestamp=http://t/"]
    )

    assert signer.key == ("-pkcs12", f"{tmp_path}/key.p12", "-readpass", f"{tmp_path}/pin")
    assert signer.timestamp_url == "http://t/"


def test_a_token_is_named_by_its_library_its_key_and_the_certificates():
    signer = signer_from(["module=/m.so", "key=pkcs11:object=x;type=private", "certificates=/c.pem"])

    assert signer.key[:4] == ("-pkcs11module", "/m.so", "-key", "pkcs11:object=x;type=private")


@pytest.mark.parametrize("words", [["password=secret"], ["module=/m.so"], ["key"]])
def test_wrong_words_are_refused_with_a_sentence(words):
    with pytest.raises(BuildError, match="--sign"):
        signer_from(words)


def test_every_module_of_the_app_is_taken_into_the_installer(tmp_path):
    _take_app(pins.ROOT, "1.0", tmp_path)

    lib, package = tmp_path / "fieldapp", pins.ROOT / "fieldapp"
    taken = {path.relative_to(lib) for path in lib.rglob("*.py")}
    assert taken == {path.relative_to(package) for path in package.rglob("*.py")}
