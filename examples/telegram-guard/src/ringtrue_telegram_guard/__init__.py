"""A guard for Telegram groups: see `ringtrue_telegram_guard.bot`."""
