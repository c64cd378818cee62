"""Builders of small calls on disk, given as ``.transcript.json``: no recogniser needed."""

import json

SCRIPT = """\
id: en-test
version: 1
language: en
title: Test script
applies_to: {direction: inbound}
pass_mark: 50
sections:
  - title: Opening
    items:
      - id: greeting
        title: Greets the caller
        say: [good morning, hello]
        within: first 15s
        examples: {met: [hello there], not_met: [who is it]}
      - id: notice
        title: Says that the call is recorded
        say: [this call is recorded]
        critical: true
        weight: 3
        examples: {met: [this call is recorded], not_met: [this call is not recorded]}
"""
GOOD = ("Good morning, this is Anna. This call is recorded.", "Hello, how much is the oak table?")
BAD = ("Yes?", "Hello, how much is the oak table?")


def script_folder(folder, text=SCRIPT):
    (folder / "en").mkdir(parents=True, exist_ok=True)
    (folder / "en" / "en-test.yaml").write_text(text, encoding="utf-8")
    return folder


def transcript_file(folder, name="anna_1", *, said=GOOD, **fields):
    """A call where agent and customer speak in turn, three seconds each."""
    turns = [
        {
            "speaker": ("agent", "customer")[i % 2],
            "start_s": 3.0 * i,
            "end_s": 3.0 * i + 2.5,
            "text": text,
        }
        for i, text in enumerate(said)
    ]
    content = {"agent": "anna", "direction": "inbound", "language": "en", "turns": turns} | fields
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.transcript.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
