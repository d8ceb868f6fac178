"""Draw charts in a process of its own: a line of JSON in, a line of JSON out, until there are no more.

Started by `process.py` as a file, so that it loads nothing of the site. Vega holds Python up while it draws, and would
hold up every visitor if it did so in the server.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Answer each specification with `{"svg": ...}`, or with `{"error": ...}` where Vega refuses it."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"svg": vl_convert.vegalite_to_svg(asked["spec"], vl_version=asked["version"])}
        except ValueError as error:
            answer = {"error": str(error).strip().splitlines()[0]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
