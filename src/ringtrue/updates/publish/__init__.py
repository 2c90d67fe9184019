"""The publisher's side: keys, staged metadata, signatures, releases. See docs/publishing.md.

    keys        key pairs in files, outside every repository
    repository  the folders of a repository and reading what lies in them
    staging     the next root, the next list
    release     signatures collected, thresholds checked, files moved where clients see them

Needs the extra ``ringtrue[publish]``.
"""
