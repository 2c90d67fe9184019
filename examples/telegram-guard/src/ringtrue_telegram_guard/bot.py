"""The bot: what Telegram tells, handed to `ringtrue.assistants.groups`, and notices to the admins.

A dry run prints notices; ``--tell CHAT`` sends them to a chat of the admins; ``--act`` also deletes
messages and restricts members, for impersonations alone.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

from telegram import (
    Chat,
    ChatPermissions,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
    User,
)
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from ringtrue import Directory
from ringtrue.assistants.groups import GroupGuard, Notice, Person
from ringtrue.messages.shown import shown

Context = ContextTypes.DEFAULT_TYPE
REFRESH = 600.0
"""Seconds after which a group's admins are asked for again."""
log = logging.getLogger("ringtrue_telegram_guard")


def person(user: User) -> Person:
    """A Telegram user, as the guard knows people."""
    return Person(str(user.id), user.full_name, user.username or "")


def of_chat(chat: Chat) -> Person:
    """A channel or group that somebody writes as."""
    return Person(str(chat.id), chat.title or "", chat.username or "")


def origin(told: MessageOrigin | None) -> Person | None:
    """From whom a message was forwarded."""
    if isinstance(told, MessageOriginUser):
        return person(told.sender_user)
    if isinstance(told, MessageOriginHiddenUser):
        return Person("hidden", told.sender_user_name)
    if isinstance(told, MessageOriginChat):
        return of_chat(told.sender_chat)
    return of_chat(told.chat) if isinstance(told, MessageOriginChannel) else None


class Bot:
    """Guards every group that it is a member of."""

    def __init__(self, tell: int | None, act: bool, directory: Directory, lang: str) -> None:
        self._tell, self._act, self._directory, self._lang = tell, act, directory, lang
        self._guards: dict[int, tuple[GroupGuard, float]] = {}

    def handle(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Adds its handlers to an application."""
        app.add_handler(ChatMemberHandler(self.joined, ChatMemberHandler.CHAT_MEMBER))
        app.add_handler(MessageHandler(filters.StatusUpdate.NEW_CHAT_MEMBERS, self.welcomed))
        said = (filters.TEXT | filters.CAPTION) & filters.ChatType.GROUPS
        app.add_handler(MessageHandler(said, self.wrote))
        app.add_error_handler(self.failed)

    async def joined(self, update: Update, context: Context) -> None:
        """Somebody became a member, or was renamed meanwhile."""
        change = update.chat_member
        if change is not None and change.new_chat_member.status in ("member", "restricted"):
            guard = await self._guard(change.chat.id, context)
            notices = guard.member(person(change.new_chat_member.user))
            await self._give(notices, change.chat.id, None, context)

    async def welcomed(self, update: Update, context: Context) -> None:
        """The group was told of new members."""
        message = update.effective_message
        if message is None:
            return
        for user in message.new_chat_members:
            guard = await self._guard(message.chat_id, context)
            await self._give(guard.member(person(user)), message.chat_id, None, context)

    async def wrote(self, update: Update, context: Context) -> None:
        """A message, or an edited one."""
        message = update.effective_message
        if message is None:
            return
        chat = message.sender_chat
        if chat is not None and (chat.id == message.chat_id or message.is_automatic_forward):
            return  # an admin who writes as the group, or the group's own channel
        if chat is not None:
            sender = of_chat(chat)
        elif message.from_user is not None:
            sender = person(message.from_user)
        else:
            return
        guard = await self._guard(message.chat_id, context)
        text = message.text or message.caption or ""
        notices = guard.message(sender, text, origin(message.forward_origin), links(message))
        await self._give(notices, message.chat_id, message, context)

    async def failed(self, update: object, context: Context) -> None:
        """Logs a fault by its type: its message may quote what somebody wrote."""
        log.error("fault: %s", type(context.error).__name__)

    async def _guard(self, chat: int, context: Context) -> GroupGuard:
        guard, asked = self._guards.get(chat, (None, 0.0))
        now = time.monotonic()
        if guard is not None and now - asked < REFRESH:
            return guard
        try:
            admins = [person(a.user) for a in await context.bot.get_chat_administrators(chat)]
        except TelegramError as error:
            log.warning("admins of a group are not known: %s", type(error).__name__)
            admins = None
        if guard is None:
            guard = GroupGuard(str(chat), admins or (), directory=self._directory)
        elif admins is not None:
            guard.set_admins(admins)
        self._guards[chat] = guard, now
        return guard

    async def _give(
        self, notices: list[Notice], chat: int, message: Message | None, context: Context
    ) -> None:
        for notice in notices:
            done = await self._acted(notice, chat, message, context)
            what = shown(notice.shown, 200).replace(".", "[.]")  # nothing in it becomes a link
            said = f"{notice.subject}: {what}\n{notice.verdict.summary(self._lang)}{done}"
            if self._tell is None:
                print(f"{chat} {said}", flush=True)
                continue
            try:
                await context.bot.send_message(
                    self._tell, said[:4000], disable_notification=not notice.is_grave,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )  # fmt: skip
            except TelegramError as error:
                log.warning("a notice was not sent: %s", type(error).__name__)

    async def _acted(
        self, notice: Notice, chat: int, message: Message | None, context: Context
    ) -> str:
        """What was done, for the notice to tell."""
        if not self._act or not notice.is_grave:
            return ""
        try:
            if notice.subject == "member" and not notice.person.id.startswith("-"):
                await context.bot.restrict_chat_member(
                    chat, int(notice.person.id), ChatPermissions.no_permissions()
                )
                return "\n(may no longer write)"
            if message is not None:
                await message.delete()
                return "\n(the message was deleted)"
        except TelegramError as error:
            return f"\n(nothing was done: {type(error).__name__})"
        return ""


def links(message: Message) -> list[str]:
    """Targets that stand under words of a message, where nobody sees them."""
    entities = [*message.entities, *message.caption_entities]
    return [e.url for e in entities if e.type == MessageEntity.TEXT_LINK and e.url]


def main() -> None:
    """Runs until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    option = parser.add_argument
    option("--tell", type=int, metavar="CHAT", help="the admins' chat (default: print)")
    option("--act", action="store_true", help="delete and restrict, not in a dry run")
    option("--allowlist", metavar="PATH", help="brands of your own, besides the shipped")
    option("--lang", default="en", help="of the notices (default: en)")
    option("--api", default="https://api.telegram.org", help="the Bot API's address")
    options = parser.parse_args()
    if options.act and options.tell is None:
        parser.error("--act needs --tell: nobody would learn of what it does")
    path = os.environ.get("TELEGRAM_TOKEN_FILE", "")
    if not path:
        parser.error("TELEGRAM_TOKEN_FILE must name a file with the bot's token")
    token = Path(path).read_text("utf-8").strip()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.ERROR)  # it logs addresses, with the token in them
    directory = Directory.default()
    if options.allowlist:
        directory = directory | Directory.load(options.allowlist)
    builder = ApplicationBuilder().token(token).base_url(f"{options.api}/bot")
    bot = Bot(options.tell, options.act, directory, options.lang)
    app = builder.build()
    bot.handle(app)
    app.run_polling(
        allowed_updates=["message", "edited_message", "chat_member"], drop_pending_updates=False
    )


if __name__ == "__main__":
    main()
