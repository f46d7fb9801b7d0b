# How nbgrader works on Wirelab's notebooks. It reads this file wherever JUPYTER_CONFIG_PATH names this folder, as the
# launcher and the image do, and then the nbgrader_config.py of the course.

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import grading

c = get_config()  # noqa: F821 (nbgrader gives it)

# What is handed out: the lessons' own stubs, or one that throws and compiles.
c.ClearSolutions.code_stub = {"java": grading.STUB}
c.GenerateAssignment.preprocessors = grading.RELEASE

# What is marked: every cell of the instructor's is there, as it was, and it alone is trusted.
c.OverwriteCells.add_missing_cells = True
c.Autograde.sanitize_preprocessors = grading.SANITIZE
c.Autograde.autograde_preprocessors = grading.AUTOGRADE
c.GenerateFeedback.preprocessors = grading.FEEDBACK

# Seconds for a cell, and for the kernel to start. An interrupted cell has failed; the others go on.
c.Execute.timeout = 30
c.Execute.startup_timeout = 60
c.LimitOutput.max_lines = 500

# Where assignments are handed out and in. On a hub that is a folder that all can write to.
if "WIRELAB_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["WIRELAB_EXCHANGE"]
