"""What Jupyter starts where the kernel came as a wheel: finds a JDK 25 and becomes its `java`.

It runs without site-packages and imports little, pathlib neither: a learner waits for it. The arguments are those
of `java`, with the cache's place in `-XX:AOTCache=`. A cache that is missing, or another JDK's, is made in the
background, and the documentation with it.
"""

import os
import sys

WINDOWS = os.name == "nt"
CACHE_OPTION = "-XX:AOTCache="
DOCUMENTATION_OPTION = "-Ddev.wirelab.documentation="
STAMP = "kernel.aot.jdk"  # says which JDK a cache is of
GET_JDK = (
    "apt install openjdk-25-jdk-headless, brew install openjdk@25, sdk install java 25-tem, or https://adoptium.net"
)


def main(arguments: list) -> int:
    jdk = find_jdk()
    if jdk is None:
        where = "in JAVA_HOME, on PATH or where JDKs usually are"
        print(f"wirelab-kernel: there is no JDK 25 {where}; get one: {GET_JDK}", file=sys.stderr)
        return 1
    command = [java_of(jdk), *with_cache(arguments, jdk)]
    if not WINDOWS:
        os.execv(command[0], command)
    # Windows cannot become another program. What ends this one ends the kernel, which watches its parent.
    import subprocess

    return subprocess.call(command)


# ---------------------------------------------------------------------------- the JDK


def find_jdk():
    return next(filter(is_jdk_25, jdk_places()), None)


def java_of(jdk: str) -> str:
    return os.path.join(jdk, "bin", "java.exe" if WINDOWS else "java")


def is_jdk_25(home: str) -> bool:
    """The release file says what a JDK is without starting it."""
    if not os.path.isfile(os.path.join(home, "bin", "javac.exe" if WINDOWS else "javac")):
        return False
    try:
        with open(os.path.join(home, "release"), encoding="utf-8", errors="replace") as release:
            return any(line.startswith('JAVA_VERSION="25') and line[16:17] in '".+-' for line in release)
    except OSError:
        return False


def jdk_places():
    """Candidates in the order in which they are asked: those of the launcher `wirelab`, and Windows'."""
    if os.environ.get("JAVA_HOME"):
        yield os.environ["JAVA_HOME"]
    for folder in filter(None, os.environ.get("PATH", "").split(os.pathsep)):
        java = os.path.join(folder, "java.exe" if WINDOWS else "java")
        if os.path.isfile(java):
            yield os.path.dirname(os.path.dirname(os.path.realpath(java)))
    for pattern in windows_patterns(os.environ) if WINDOWS else UNIX_PATTERNS:
        yield from matching(os.path.expanduser(pattern))
    if os.path.exists("/usr/libexec/java_home"):
        with os.popen("/usr/libexec/java_home -v 25 2>/dev/null") as answer:
            yield answer.readline().strip()


UNIX_PATTERNS = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/opt/jdk*",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.local/share/mise/installs/java/*",
    "~/.asdf/installs/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
)


def windows_patterns(environment) -> list:
    vendors = ("Java", "Eclipse Adoptium", "Microsoft", "Amazon Corretto", "Zulu", "BellSoft", "OpenJDK", "Semeru")
    roots = [environment.get(name) for name in ("ProgramFiles", "ProgramW6432")]
    if environment.get("LOCALAPPDATA"):
        roots.append(environment["LOCALAPPDATA"] + "\\Programs")
    patterns = [f"{root}\\{vendor}\\*" for root in dict.fromkeys(filter(None, roots)) for vendor in vendors]
    if environment.get("USERPROFILE"):
        patterns += [environment["USERPROFILE"] + end for end in ("\\.jdks\\*", "\\scoop\\apps\\*\\current")]
    return patterns


def matching(pattern: str) -> list:
    # Here, because it costs a start that needs it not.
    from glob import glob

    return sorted(glob(pattern))


# ---------------------------------------------------------------------------- the cache


def with_cache(arguments: list, jdk: str) -> list:
    """The arguments with the folder where this JDK's cache is; sees to it that there will be one."""
    cache = next(argument for argument in arguments if argument.startswith(CACHE_OPTION))[len(CACHE_OPTION) :]
    shipped = os.path.dirname(cache)
    wanted = identity(jdk)
    folders = (shipped, users_own(shipped))
    made = next((folder for folder in folders if read(os.path.join(folder, STAMP)) == wanted), None)
    if made is None:
        place = next(filter(can_write, folders), None)
        if place is not None:
            train(jdk, arguments[arguments.index("-cp") + 1], place)
    # Where the training failed there is a stamp and no cache: another would not come out better.
    cached = made is not None and is_filled(os.path.join(made, "kernel.aot"))
    kept = [argument for argument in arguments if cached or not argument.startswith(CACHE_OPTION)]
    return [moved(argument, made or shipped) for argument in kept]


def moved(argument: str, folder: str) -> str:
    option, equals, file = argument.partition("=")
    if option + equals in (CACHE_OPTION, DOCUMENTATION_OPTION):
        return option + equals + os.path.join(folder, os.path.basename(file))
    return argument


def identity(jdk: str) -> str:
    """As the kernel's own `StartupCache` writes it beside the cache."""
    return jdk + "\n" + read(os.path.join(jdk, "release"))


def read(file: str) -> str:
    try:
        with open(file, encoding="utf-8", newline="") as text:
            return text.read()
    except (OSError, ValueError):
        return ""


def is_filled(cache: str) -> bool:
    try:
        return os.path.getsize(cache) > 0
    except OSError:
        return False


def users_own(shipped: str) -> str:
    """Where what is made goes if it cannot lie beside the kernel: a folder for each place with a kernel."""
    from zlib import crc32

    return os.path.join(cache_home(sys.platform, os.environ), "wirelab-kernel", f"{crc32(shipped.encode()):08x}")


def cache_home(platform: str, environment) -> str:
    home = os.path.expanduser("~")
    if platform == "win32":
        return environment.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    if platform == "darwin":
        return os.path.join(home, "Library", "Caches")
    return environment.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")


def can_write(folder: str) -> bool:
    """Asks by doing: permissions alone do not tell of a file system that is read-only."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.path.join(folder, "training.lock"), "a", encoding="utf-8"):
            return True
    except OSError:
        return False


def train(jdk: str, class_path: str, folder: str) -> None:
    """Starts the training and does not wait: it runs only while nobody else wants the processor."""
    command = [java_of(jdk), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", class_path]
    command += ["dev.wirelab.kernel.install.Setup", "train", folder, jdk]
    if WINDOWS:
        from subprocess import CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW, IDLE_PRIORITY_CLASS

        spawn(command, folder, creationflags=CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW | IDLE_PRIORITY_CLASS)
    elif os.fork() == 0:
        # A grandchild has no parent here who would have to see it end: `java` knows nothing of it.
        try:
            os.setsid()
            step_back()
            spawn(command, folder)
        finally:
            os._exit(0)
    else:
        os.wait()


def spawn(command: list, folder: str, **options) -> None:
    from contextlib import suppress
    from subprocess import DEVNULL, Popen

    # A kernel without a cache is a kernel too.
    with suppress(OSError):
        Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, cwd=folder, **options)


def step_back() -> None:
    from contextlib import suppress

    os.nice(19)
    # Linux alone has it, and not in every container.
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
