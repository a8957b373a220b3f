"""The house's rules, read in the source: imports run downwards, files stay short, no magic."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APP = "places"
MOST_LINES = 400
PURE = ("vocabulary", "text", "geo", "hours")
# From the bottom to the top. Parts of one rank do not import each other, unless said below.
RANKS = (
    PURE,
    ("models",),
    ("press", "addresses"),
    ("directory",),
    ("diagnosis",),
    ("actions",),
    ("interop", "paper"),
    ("web", "admin", "management", "templatetags"),
)
RANK = {part: rank for rank, parts in enumerate(RANKS) for part in parts}
SAME_RANK = {
    *((one, other) for one in PURE for other in PURE),
    ("templatetags", "web"),  # a tag draws what the pages hold
}
WHOLE = {"", "apps"}  # the package itself and its declaration: nobody's business
# What a pure part may take from Django: its closed lists, nothing of a database or a request.
CHOICES = {("vocabulary", "django.db.models")}
NOT_SIGNALS = {"psycopg", "sqlite3", "socket"}
FORBIDDEN_TO_PURE = ("django", "requests", "urllib", "http", "socket", "simple_history")


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """(dotted name, path) of every Python file of the application, migrations aside."""
    for path in sorted((root / APP).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" not in parts:
            yield ".".join(part for part in parts if part != "__init__"), path


def imports(name: str, path: Path) -> Iterator[tuple[int, str]]:
    """(line, absolute dotted name) of everything a file imports, inside functions too."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *(node.module.split(".") if node.module else [])]
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant) and isinstance(target.value, str):
                yield node.lineno, target.value


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def part_of(name: str) -> str | None:
    """« places.web.public » → « web »; None outside the application."""
    parts = name.split(".")
    return (parts[1] if len(parts) > 1 else "") if parts[0] == APP else None


def wrong_imports(root: Path) -> list[str]:
    """Arrows that run up or sideways, parts without a rank, pure parts that touch the world."""
    wrong = []
    for name, path in modules(root):
        part = part_of(name)
        if part in WHOLE:
            continue
        if part not in RANK:
            wrong.append(f"{name} : « {part} » n’a pas de rang")
            continue
        for line, imported in imports(name, path):
            reason = _reason(part, imported)
            if reason:
                wrong.append(f"{path.relative_to(root)}:{line} : {imported} ({reason})")
    return wrong


def _reason(part: str, imported: str) -> str:
    target = part_of(imported)
    if target is None:
        outside = imported.split(".")[0] in FORBIDDEN_TO_PURE and (part, imported) not in CHOICES
        return "une partie pure" if part in PURE and outside else ""
    if target == part:
        return ""
    if target in WHOLE:
        return "la maison entière"
    if target not in RANK:
        return "partie sans rang"
    if RANK[target] > RANK[part]:
        return "vers le haut"
    if RANK[target] == RANK[part] and (part, target) not in SAME_RANK:
        return "de côté"
    return ""


def test_imports_run_downwards():
    assert wrong_imports(ROOT) == []


def test_vocabulary_takes_nothing_but_choices_from_the_models():
    files = sorted((ROOT / APP / "vocabulary").glob("*.py"))
    used = {
        node.attr
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "models"
    }
    assert used == {"TextChoices"}


def test_every_part_has_a_rank():
    parts = {part_of(name) for name, _ in modules(ROOT)} - WHOLE
    assert parts <= set(RANK)
    assert {"models", "press", "directory", "actions", "interop", "web"} <= parts


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("models/site.py", "from ..actions.edit import edit_site"),
        ("models/__init__.py", "from ..press import publish"),
        ("press/publish.py", "import places.web.public"),
        ("press/publish.py", "from places import directory"),
        ("directory/load.py", "def late():\n    from ..actions import edit"),
        ("actions/edit.py", "if True:\n    from .. import interop"),
        (
            "actions/edit.py",
            "import importlib\nimportlib.import_module('places.web.urls')",
        ),
        ("interop/town.py", "from ..paper import sheet"),
        ("management/commands/demo.py", "from ...web import public"),
        ("web/public.py", "from ..admin.site import SiteAdmin"),
        ("admin/site.py", "from ..web.public import page"),
        ("hours/osm.py", "from ..models import Site"),
        ("hours/osm.py", "from django.utils import timezone"),
        ("hours/osm.py", "from django.db import models"),
        ("geo.py", "import django.db.models"),
        ("geo.py", "import requests"),
        ("vocabulary.py", "from django.db.models import Model"),
        ("novelty/thing.py", "x = 1"),
    ],
)
def test_checker_sees_a_wrong_import(tmp_path, where, line):
    write(tmp_path, where, line)
    assert len(wrong_imports(tmp_path)) == 1


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("vocabulary.py", "from django.db import models"),
        ("models/site.py", "from django.db import models\nfrom ..vocabulary import Fee"),
        ("models/site.py", "from .actor import Actor"),
        ("hours/osm.py", "from ..text import normalise"),
        ("web/public.py", "from ..directory import load\nfrom . import errors"),
        ("management/commands/demo.py", "from ...interop.town import load_town"),
        ("press/publish.py", "from .. import models"),
        ("apps.py", "from .web import public"),
        ("migrations/0001_x.py", "from ..web import public"),
    ],
)
def test_checker_lets_a_right_import_pass(tmp_path, where, line):
    write(tmp_path, where, line)
    assert wrong_imports(tmp_path) == []


def write(root: Path, where: str, source: str) -> None:
    path = root / APP / where
    path.parent.mkdir(parents=True)
    path.write_text(f"{source}\n", encoding="utf-8")


def sources() -> list[Path]:
    files = [*(ROOT / APP).rglob("*.py"), *(ROOT / "mediation").rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts]


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def magic(source: str) -> list[str]:
    """Signals, `save()` and swallowed exceptions found in a source."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            names = [ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list]
            found += [f"{node.lineno} : signal" for name in names if name.endswith("receiver")]
        elif isinstance(node, ast.Call) and _connects_a_signal(node):
            found.append(f"{node.lineno} : signal")
        elif isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            if not node.name.endswith(("Admin", "Form")):
                found += [f"{m.lineno} : save()" for m in methods if m.name == "save"]
        elif isinstance(node, ast.ExceptHandler) and _swallows(node):
            found.append(f"{node.lineno} : exception avalée")
    return found


def _connects_a_signal(node: ast.Call) -> bool:
    """`.connect(` of anything but a database driver or a socket."""
    called = ast.unparse(node.func).split(".")
    return len(called) > 1 and called[-1] == "connect" and called[-2] not in NOT_SIGNALS


def _swallows(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else ""
    silent = all(isinstance(line, ast.Pass | ast.Continue) for line in handler.body)
    return not caught or (silent and caught in ("Exception", "BaseException"))


def test_no_signal_no_clever_save_no_swallowed_exception():
    found = {
        str(path.relative_to(ROOT)): seen
        for path in sources()
        if (seen := magic(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "@receiver(post_save)\ndef f(): ...",
        "@dispatch.receiver(post_save, sender=Site)\ndef f(): ...",
        "post_save.connect(f)",
        "class Site(models.Model):\n    def save(self): ...",
        "try: f()\nexcept Exception: pass",
        "try: f()\nexcept: raise ValueError",
    ],
)
def test_checker_sees_magic(source):
    assert len(magic(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "class SiteForm(ModelForm):\n    def save(self): ...",
        "psycopg.connect(url)",
        "try: f()\nexcept FileExistsError: pass",
        "try: f()\nexcept Exception as error: raise ValueError from error",
    ],
)
def test_checker_lets_plain_code_pass(source):
    assert magic(source) == []
