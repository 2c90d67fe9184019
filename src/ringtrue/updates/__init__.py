"""Signed updates of the directory, after The Update Framework (theupdateframework.io).

    limits   how much, how long, how often: one frozen dataclass
    trust    the rules: bytes and a clock in, a list or a reason out; no socket, no path
    fetch    HTTPS with requests, inside the limits
    store    what is written to the user's data folder, and in which order
    client   the way through them: `update`
    publish  the other side: keys, metadata, signatures, releases

Nothing here is imported before somebody asks for an update. Needs the extra ``ringtrue[update]``,
publishing ``ringtrue[publish]``.
"""
