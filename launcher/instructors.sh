# What instructors call. The launcher reads this file; it says of itself what it needs.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, venv and state are the launcher's

need_instructor_packages() {
  need_packages
  has_packages requirements-instructor.lock && return
  begin_setup
  has_packages requirements-instructor.lock ||
    install_packages "Installing nbgrader (once)" requirements-instructor.lock
  end_setup
}

# for_instructors PROGRAM ...: one that stands on nbgrader and the kernel.
for_instructors() {
  local program=$1
  shift
  need_instructor_packages
  need_kernel
  enter_jupyter
  mkdir -p "$root/target/jupyter-home"
  export PATH=$venv/bin:$PATH # nbgrader calls alembic
  exec "$venv/bin/python" "$root/notebooks/jupyter/$program.py" "$@"
}

course() { for_instructors course "$@"; }
nbgrader() { for_instructors marks "$@"; }
report() { for_instructors report "$@"; }
lint() { for_instructors lint "$@"; }

bundle() {
  need_packages
  need_kernel
  enter_jupyter
  exec "$venv/bin/python" "$root/notebooks/jupyter/bundle.py" "$@"
}
