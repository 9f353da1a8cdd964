"""Calls the function as Lambda does: python3 run_locally.py < events.jsonl

Each input line is the JSON of an SQS event; each output line is the function's response.
"""

import json
import logging
import sys

from handler import handler

logging.basicConfig(level=logging.INFO)
for line in sys.stdin:
    print(json.dumps(handler(json.loads(line), None)), flush=True)
