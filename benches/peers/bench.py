"""What the comparisons share: options, environments, runs on one core, scores, tables. Standard library only.

A peer runs as a child process of its own (workers/), with its own Python environment, pinned to one core and told to use
one thread; so do our programs. A worker reads INPUT, writes OUTPUT, and beside it OUTPUT.told: seconds of loading and of
reading, and the versions it ran with. Nothing is fetched but packages by name from PyPI and npm.
"""
import argparse
import datetime
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or later is needed (tomllib); this is {sys.version.split()[0]}")

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCORERS = ROOT / "crates/eval/scorers"
UNMEASURED = "not yet measured"
# One thread each, whatever the library underneath.
ONE_THREAD = {name: "1" for name in (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")}
# Settings of a machine that would slow a peer down.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class Bench:
    """One comparison: its options, its folder, its runs."""

    def __init__(self, name, description, needs=()):
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        p = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
        p.add_argument("--corpora", type=Path, default=ROOT / "../shared/corpora", metavar="FOLDER",
                       help="where the corpora lie (default: ../shared/corpora beside the repository)")
        p.add_argument("--programs", type=Path, default=ROOT / "target/release", metavar="FOLDER",
                       help="where rapporteur and rapporteur-eval lie (default: target/release)")
        p.add_argument("--work", type=Path, default=cache / "rapporteur-peers", metavar="FOLDER",
                       help="environments and predictions, outside the work tree (default: %(default)s)")
        p.add_argument("--no-speed", action="store_true", help="score only; the machine need not be quiet")
        p.add_argument("--repeat", type=int, default=3, metavar="N", help="runs a time is the median of (default: 3)")
        p.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core that all run on")
        p.add_argument("--into", type=Path, metavar="FILE", help="write the section to this file, too")
        self.options = p.parse_args()
        self.name, self.needs = name, needs
        self.corpora = self.options.corpora.resolve()
        self.folder = self.options.work.resolve() / name
        if self.folder.is_relative_to(ROOT):
            sys.exit(f"--work {self.folder}: choose a folder outside the repository")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.versions = {}
        self.out = []
        for need in needs:
            self.corpus(need)
        for program in ("rapporteur", "rapporteur-eval"):
            self.program(program)
        self.started = datetime.datetime.now(datetime.timezone.utc)
        self.load_before = os.getloadavg()[0]

    # -- what is there -------------------------------------------------------------------------------------------------

    def corpus(self, path):
        found = self.corpora / path
        if not found.exists():
            sys.exit(f"{found}: not there. This comparison reads {', '.join(self.needs)} below the folder of the corpora; "
                     "name that folder with --corpora (docs/evaluation.md says where the sets come from).")
        return found

    def program(self, name):
        found = self.options.programs.resolve() / name
        if not found.exists():
            sys.exit(f"{found}: not there. Build it with: cargo build --release -p {name}; or name the folder of the "
                     "built programs with --programs.")
        return found

    def environment(self, name):
        """The Python of an environment that holds what requirements/NAME.txt pins."""
        pinned = HERE / "requirements" / f"{name}.txt"
        # Packages whose own statement of the Python they need is stricter than what they hold.
        anyway = HERE / "requirements" / f"{name}-any-python.txt"
        stamp_is = hashlib.sha256(pinned.read_bytes() + (anyway.read_bytes() if anyway.exists() else b"")).hexdigest()
        home = self.folder.parent / "environments" / name
        stamp, python = home / "made-from", home / "bin/python"
        if stamp.exists() and stamp.read_text() == stamp_is and python.exists():
            return python
        tell(f"making the environment {home}")
        shutil.rmtree(home, ignore_errors=True)
        must([sys.executable, "-m", "venv", home], "python3 -m venv (Debian: apt-get install python3-venv)")
        must([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pinned],
             f"pip install -r {pinned}" + (" (pyicu is built from source: apt-get install g++ pkg-config libicu-dev "
                                           "python3-dev)" if name == "names" else ""))
        if anyway.exists():
            must([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                  "--ignore-requires-python", "-r", anyway], f"pip install -r {anyway}")
        stamp.write_text(stamp_is)
        return python

    def node(self):
        """The folder with node_modules, as node/package-lock.json pins them; None where there is no node."""
        if not (shutil.which("node") and shutil.which("npm")):
            sys.exit("node and npm are needed for wink-nlp and compromise (Debian: apt-get install nodejs npm)")
        home = self.folder.parent / "environments/node"
        lock = (HERE / "node/package-lock.json").read_bytes()
        stamp = home / "made-from"
        if not (stamp.exists() and stamp.read_bytes() == lock):
            tell(f"making the environment {home}")
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            for file in ("package.json", "package-lock.json"):
                shutil.copy(HERE / "node" / file, home)
            must(["npm", "ci", "--silent", "--ignore-scripts"], f"npm ci in {home}", cwd=home)
            stamp.write_bytes(lock)
        return home

    # -- runs ----------------------------------------------------------------------------------------------------------

    def run(self, command, what, env=None):
        """Wall seconds, peak memory in MB and standard error of a command on one core."""
        inherited = {k: v for k, v in os.environ.items() if k not in UNSET}
        log = self.folder / "stderr.txt"
        # Where nothing is timed, any core will do.
        cores = os.sched_getaffinity(0) if self.options.no_speed else {self.options.core}
        with open(log, "wb") as errors:
            start = time.perf_counter()
            child = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=errors,
                                     env={**inherited, **ONE_THREAD, **(env or {})},
                                     preexec_fn=lambda: os.sched_setaffinity(0, cores))
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
        told = log.read_text(errors="replace")
        if status:
            last = "\n".join(told.strip().splitlines()[-15:])
            sys.exit(f"{what} failed (exit {os.waitstatus_to_exitcode(status)}): {' '.join(map(str, command))}\n{last}")
        return wall, usage.ru_maxrss / 1024, told

    def times(self):
        return 1 if self.options.no_speed else max(1, self.options.repeat)

    def peer(self, python, worker, given, output, *arguments, timed=True):
        """Runs a worker; what it told, with `read_s`, `load_s` (medians) and `peak_mb`."""
        tell(f"{worker} {' '.join(map(str, arguments))}")
        runs = []
        for _ in range(self.times() if timed else 1):
            command = [python, HERE / "workers" / worker, given, output, *arguments]
            _, peak, _ = self.run(command, worker)
            runs.append({**json.loads(Path(f"{output}.told").read_text()), "peak_mb": peak})
        told = runs[-1]
        for key in ("read_s", "load_s", "peak_mb"):
            told[key] = statistics.median(r[key] for r in runs)
        self.versions.update(told.get("versions", {}))
        return told

    def ours(self, task, given, output, *arguments, empty=None):
        """`rapporteur-eval predict`; `read_s` is the wall time less that of the same run over nothing (`empty`)."""
        tell(f"rapporteur-eval predict {task}")
        command = [self.program("rapporteur-eval"), "predict", task]
        walls, loads, peak = [], [], 0
        for _ in range(self.times()):
            wall, peak, _ = self.run([*command, given, output, *arguments], "rapporteur-eval")
            walls.append(wall)
            if empty is not None:
                loads.append(self.run([*command, empty, f"{output}.empty", *arguments], "rapporteur-eval")[0])
        load = statistics.median(loads) if loads else 0
        return {"read_s": statistics.median(walls) - load, "load_s": load, "peak_mb": peak}

    def score(self, scorer, gold, predicted, *arguments):
        done = subprocess.run([sys.executable, SCORERS / f"{scorer}.py", gold, predicted, "--json", *arguments],
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{scorer}.py {gold} {predicted}: {done.stderr.strip() or done.stdout.strip()}")
        return json.loads(done.stdout)

    def rows(self, path, rows):
        """Writes rows without their labels for the readers."""
        path = self.folder / path
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        return path

    # -- the section ---------------------------------------------------------------------------------------------------

    def speed(self, count, seconds, digits=0):
        """Things a second, or that none was measured."""
        if self.options.no_speed:
            return UNMEASURED
        return f"{count / seconds:,.{digits}f}"

    def seconds(self, value):
        return UNMEASURED if self.options.no_speed else f"{value:.2f}"

    def megabytes(self, value):
        return UNMEASURED if self.options.no_speed else f"{value:,.0f}"

    def say(self, text=""):
        self.out.append(text)

    def table(self, head, rows):
        self.say("| " + " | ".join(head) + " |")
        self.say("| " + " | ".join("---" if n == 0 else "---:" for n in range(len(head))) + " |")
        for row in rows:
            self.say("| " + " | ".join(row) + " |")
        self.say()

    def finish(self, title, head):
        """Prints the section: title, when and where it was measured, what was said."""
        own = self.run_version()
        command = f"python3 benches/peers/{self.name}.py" + (" --no-speed" if self.options.no_speed else "")
        with_what = ", ".join(f"{n} {v}" for n, v in sorted(self.versions.items()))
        lines = [
            f"## {title}", "", head, "",
            f"* When: {self.started:%Y-%m-%d %H:%M} UTC. Command: `{command}`.",
            f"* Machine: {machine()}."
            + (" Accuracy only: nothing was timed." if self.options.no_speed else
               f" Every system on one core, one thread. Times: median of {self.times()}; load average before the run {self.load_before:.2f}"
               + (" (**not quiet: repeat**)." if self.load_before > 0.5 else ".")),
            f"* Versions: {own}; {with_what}; Python {sys.version.split()[0]}.", "",
        ]
        text = "\n".join(lines + self.out).rstrip() + "\n"
        if self.options.into:
            self.options.into.write_text(text, encoding="utf-8")
        print(text)

    def run_version(self):
        version = subprocess.run([self.program("rapporteur"), "--version"], capture_output=True, text=True).stdout.strip()
        hashed = hashlib.sha256(self.program("rapporteur-eval").read_bytes()).hexdigest()[:12]
        return f"{version} (rapporteur-eval of SHA-256 {hashed}…)"


def machine():
    info = Path("/proc/cpuinfo").read_text()
    field = lambda name: next((l.split(":", 1)[1].strip() for l in info.splitlines() if l.startswith(name)), "?")
    flags = field("flags").split()
    vnni = any("vnni" in f for f in flags)
    return (f"{os.cpu_count()} cores {field('model name')}, {'AVX2' if 'avx2' in flags else 'no AVX2'}, "
            f"{'VNNI' if vnni else 'no VNNI'}")


def must(command, what, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        sys.exit(f"{what} failed. What it said:\n{last}")


def tell(text):
    print(text, file=sys.stderr, flush=True)


def read_rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def percent(value, digits=1):
    return "–" if value is None else f"{100 * value:.{digits}f}"
