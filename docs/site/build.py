"""Builds the documentation site: ``make docs``, or ``python docs/site/build.py`` with the development libraries.

The pages are written for readers of the repository, so they link to files and folders of it. Here they are laid out as a
tree of pages in ``.cache/site``: a linked file becomes a page with its text, a linked folder a page with its contents.
Sphinx turns that into ``site/``, which is read without a server and without a network, and stops at the first fault:
a warning, a link that leads nowhere, an anchor that is not there.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "docs" / "site"
START = "README.md"
WRITTEN = ("CONTRIBUTING.md", "docs/**/*.md", "docs/**/*.ipynb", "results/README.md")  # pages beside the readmes
PARTS = {  # of the menu, in order
    "": ("中文 <README.zh>",),
    "Tutorials 教程": (
        "docs/tutorials/cases",
        "docs/tutorials/studies",
        "docs/notebooks/start.ipynb",
        "docs/workbenches",
        "docs/cluster",
    ),
    "The model 模型": (
        "docs/ODD",
        "docs/ODD.zh",
        "docs/mechanisms",
        "docs/mechanisms.zh",
        "docs/TRACE",
        "docs/glossary",
        "docs/sources",
        "docs/api",
    ),
    "Cases 案例": tuple(
        f"docs/cases/{name}{language}"
        for name in ("huadu", "jiangmen", "chengzhong", "county", "tianjin")
        for language in ("", ".zh")
    ),
    "Files 文件": ("docs/cases", "docs/cases.zh", "docs/studies", "docs/studies.zh"),
    "The project 项目": ("CONTRIBUTING", "docs/decisions", "docs/CHANGES", "results/README"),
}
LANGUAGES = {".py": "python", ".toml": "toml", ".css": "css", ".html": "html"}
FENCE = re.compile(r"(^```.*?^```$|`[^`\n]*`)", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
IMAGES = {".png", ".svg"}
LINKED = {".md", ".ipynb"}  # pages whose links are links
ALONE = "---\norphan: true\n---\n\n"  # tells Sphinx that a page is in no menu
HIDDEN = {"__pycache__", ".DS_Store"}


def page_of(file: Path) -> str:
    """Return the page of a file or folder of the repository, as a path in the tree of pages."""
    name = file.relative_to(ROOT).as_posix()
    if file.is_dir():
        return f"{name}/index.md"
    if name == START:
        return "index.md"
    return name if file.suffix in {".md", *IMAGES} else f"{name}.md"


def relinked(text: str, file: Path, meet: Callable[[Path], None]) -> str:
    """Return the text of a page with its links led to pages; ``meet`` is told of each file and folder linked."""
    here = os.path.dirname(page_of(file))

    def lead(found: re.Match[str]) -> str:
        target = (file.parent / found[1]).resolve()
        if not target.exists():
            raise SystemExit(f"{file.relative_to(ROOT)} links to {found[1]}, which does not exist")
        if (target / "README.md").is_file():
            target /= "README.md"
        meet(target)
        return f"]({os.path.relpath(page_of(target), here or '.')}{found[2] or ''})"

    parts = FENCE.split(text)
    # A link's text may hold code, so its end stands at the beginning of a part that is not code.
    return "".join(part if k % 2 else LINK.sub(lead, part) for k, part in enumerate(parts))


def text_of(file: Path) -> str:
    """Return a file or folder of the repository as a page, links as they stand."""
    if file.is_dir():
        return contents(file)
    if file.suffix == ".ipynb":
        return notebook(file)
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        listed = any(page_of(file).removesuffix(".md") in page for pages in PARTS.values() for page in pages)
        return text + menu() if file == ROOT / START else text if listed else ALONE + text
    name, fence = file.relative_to(ROOT).as_posix(), "``````"
    return f"{ALONE}# {name}\n\n{fence}{LANGUAGES.get(file.suffix, 'text')}\n{text}{fence}\n"


def notebook(file: Path) -> str:
    """Return the cells of a notebook, one after the other."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    code = [cell["cell_type"] == "code" for cell in cells]
    return "\n\n".join(f"```python\n{t}\n```" if c else t for t, c in zip(texts, code, strict=True)) + "\n"


def contents(folder: Path) -> str:
    """Return a list of what is in a folder, modules with their first sentence, pages of studies with a link."""
    name = folder.relative_to(ROOT).as_posix()
    lines = [f"{ALONE}# {name}\n"]
    for path in sorted(folder.iterdir(), key=lambda p: (p.is_file(), p.name)):
        if path.name in HIDDEN or path.name.startswith("."):
            continue
        said = path / "__init__.py" if path.is_dir() else path
        shown = path / "report.html" in reports()
        if ROOT / "results" in path.parents and not shown:
            continue  # somebody's own
        about = ""
        if said.suffix == ".py" and said.is_file():
            about = ast.get_docstring(ast.parse(said.read_text(encoding="utf-8"))) or ""
        sentence = re.split(r"(?<=[.:])\s", " ".join(about.split()), maxsplit=1)[0]
        link = f'<a href="{path.name}/report.html">report.html</a>' if shown else ""
        lines.append(" ".join(filter(None, ("*", f"`{path.name}{'/' if path.is_dir() else ''}`", sentence, link))))
    return "\n".join(lines) + "\n"


def reports() -> list[Path]:
    """Return the pages of the project's studies, which go into the site as they are."""
    pages = (ROOT / "results" / "studies" / f.stem / "report.html" for f in sorted(ROOT.glob("configs/studies/*.toml")))
    return [page for page in pages if page.is_file()]


def menu() -> str:
    """Return the menu of the site, at the end of its first page."""
    trees = [
        "\n```{toctree}\n:hidden:\n:titlesonly:\n"
        + (f":caption: {title}\n" if title else "")
        + "\n"
        + "\n".join(pages)
        + "\n```\n"
        for title, pages in PARTS.items()
    ]
    return "".join(trees)


def stage(tree: Path) -> None:
    """Lay the pages out in a folder, and what goes into the site as it is in its folder ``.extra``."""
    shutil.rmtree(tree, ignore_errors=True)
    todo = [ROOT / START, ROOT / "README.zh.md", *(f for pattern in WRITTEN for f in sorted(ROOT.glob(pattern)))]
    done: set[Path] = set()
    while todo:
        file = todo.pop()
        if file in done:
            continue
        done.add(file)
        target = tree / page_of(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix in IMAGES:
            shutil.copyfile(file, target)
        else:
            text = text_of(file)
            target.write_text(relinked(text, file, todo.append) if file.suffix in LINKED else text, encoding="utf-8")
    shutil.copyfile(HERE / "api.rst", tree / "docs" / "api.rst")
    for report in reports():
        target = tree / ".extra" / report.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(report, target)


def make(tree: Path, site: Path, *words: str) -> int:
    """Make a site of a tree of pages; return 0 when nothing was wrong."""
    from sphinx.cmd.build import main

    shutil.rmtree(site, ignore_errors=True)
    doctrees = tree.with_name(f"{tree.name}-doctrees")
    shutil.rmtree(doctrees, ignore_errors=True)
    return main(
        ["-b", "html", "-c", str(HERE), "-d", str(doctrees), "-W", "--keep-going", "-q", *words, str(tree), str(site)]
    )


def build(tree: Path, site: Path) -> int:
    """Lay the pages out and make the site of them; return 0 when nothing was wrong."""
    stage(tree)
    return make(tree, site, "-D", f"html_extra_path={tree / '.extra'}")


if __name__ == "__main__":
    site = ROOT / "site"
    failed = build(ROOT / ".cache" / "site", site)
    print(f"The site has faults, see above: {site} is not complete." if failed else f"Open {site / 'index.html'}")
    sys.exit(failed)
