"""What the scripts in this folder share."""

import json
import subprocess


def rank(program, file, rule, step):
    """What `twoline agenda rank` gives for an election in a file."""
    command = [program, "agenda", "rank", file, "--rule", rule, "--step", step, "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
