"""A chat bot of Telegram whose answers are guarded, whoever wrote them."""

from __future__ import annotations

import asyncio
import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from ringtrue import Checker

CHECKER = Checker().prepare()


def written(question: str) -> str:
    """What a model, a search or a colleague says; this one repeats a planted number."""
    return f"{question}? Call their desk at +1 888 555 0142."


async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is not None and message.text:
        text = await asyncio.to_thread(written, message.text)
        told = await asyncio.to_thread(CHECKER.guard, text, question=message.text)
        await message.reply_text(told.text)


if __name__ == "__main__":
    api = os.environ.get("TELEGRAM_API", "https://api.telegram.org/bot")
    bot = ApplicationBuilder().token(os.environ["TELEGRAM_TOKEN"]).base_url(api).build()
    bot.add_handler(MessageHandler(filters.TEXT, reply))
    bot.run_polling()
