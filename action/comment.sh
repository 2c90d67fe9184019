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

read -r number action < <(python3 -c '
import json, sys
event = json.load(open(sys.argv[1], encoding="utf-8"))
thread = event.get("issue") or event.get("pull_request") or {}
print(int(thread.get("number") or 0), event.get("action") == "edited" and "edited" or "new")
' "$GITHUB_EVENT_PATH")
if [ "$number" = 0 ]; then echo "no issue or pull request to comment on"; exit 0; fi

# An edit is answered by an edit: the second line of our comment says what it answers. Only comments
# of bots and members count, for anybody can write that line.
old=""
if [ "$action" = edited ]; then
  mark=$(sed -n 2p "$answer")
  old=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" --jq '.[]
    | select(.user.type == "Bot" or (.author_association | test("^(OWNER|MEMBER|COLLABORATOR)$")))
    | select(.body | contains("'"$mark"'")) | .id' | sed -n 1p)
fi
if [ -n "$old" ]; then
  gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" -F "body=@$answer"
else
  gh api --silent "repos/$GITHUB_REPOSITORY/issues/$number/comments" -F "body=@$answer"
fi
