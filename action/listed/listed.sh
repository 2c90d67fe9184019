#!/usr/bin/env bash
# Scans the repository and fails when a contact in it is not on the list. Needs `ringtrue` and python3
# on the path; writes SARIF beside the runner's files and tells where by $GITHUB_OUTPUT.
set -euo pipefail

sarif="$RUNNER_TEMP/ringtrue.sarif"
read -ra paths <<<"${RINGTRUE_PATHS:-.}"
for path in "${paths[@]}"; do
  if [ ! -e "$path" ]; then echo "::error::there is no $path"; exit 2; fi
done
options=(--lang "${RINGTRUE_LANG:-en}" --listed "${RINGTRUE_LISTED:-phone,email,account,app,wallet}")
if [ -n "${RINGTRUE_ALLOWLIST:-}" ]; then options+=(--allowlist "$RINGTRUE_ALLOWLIST"); fi

code=0
ringtrue scan "${options[@]}" --format sarif -- "${paths[@]}" >"$sarif" || code=$?
# 2: some file is of no format that can be read (programs, archives); it is named in the SARIF.
case "$code" in 0 | 1 | 2) ;; *) exit "$code" ;; esac

# One annotation a finding, on the line that it stands in.
python3 - "$sarif" >>"$GITHUB_OUTPUT" <<'PYTHON'
import json, sys

def escaped(text):
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

def property_of(text):
    return escaped(text).replace(":", "%3A").replace(",", "%2C")

try:
    results = json.load(open(sys.argv[1], encoding="utf-8"))["runs"][0]["results"]
except ValueError:
    sys.exit("ringtrue wrote no SARIF")
missing = 0
for result in results:
    if result["ruleId"] not in ("contact/unlisted", "contact/impersonation", "contact/suspicious"):
        continue
    missing += 1
    place = result["locations"][0]["physicalLocation"]
    line = place.get("region", {}).get("startLine", 1)
    file = property_of(place["artifactLocation"]["uri"])
    print(f"::error file={file},line={line}::{escaped(result['message']['text'])}", file=sys.stderr)
print(f"sarif={sys.argv[1]}")
print(f"missing={missing}")
PYTHON
if [ "$code" = 1 ]; then exit 1; fi
