"""Files as people have them: sheets, chats, mailboxes, cards, office documents, recorded pages.

One module a family of formats. Each says by content whether some bytes or a text are its own and
reads them into a `Document`: what a reader would see, cell by cell, message by message.
"""
