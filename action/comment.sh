#!/usr/bin/env bash
# Comments on the issue, pull request or comment that started the workflow, when ringtrue finds
# something to warn of. Needs `ringtrue`, `gh` and python3 on the path, and GH_TOKEN.
set -euo pipefail

answer="$RUNNER_TEMP/ringtrue-comment.md"
options=(--lang "${RINGTRUE_LANG:-en}")
if [ -n "${RINGTRUE_ALLOWLIST:-}" ]; then options+=(--allowlist "$RINGTRUE_ALLOWLIST"); fi

code=0
ringtrue github-comment "$GITHUB_EVENT_PATH" "${options[@]}" >"$answer" || code=$?
case "$code" in
  0) echo "nothing to warn of"; exit 0 ;;
  1) ;;
  *) exit "$code" ;;
esac

number=$(python3 -c '
import json, sys
event = json.load(open(sys.argv[1], encoding="utf-8"))
print((event.get("issue") or event.get("pull_request") or {}).get("number", ""))
' "$GITHUB_EVENT_PATH")
if [ -z "$number" ]; then echo "no issue or pull request to comment on"; exit 0; fi
gh api --silent "repos/$GITHUB_REPOSITORY/issues/$number/comments" -F "body=@$answer"
