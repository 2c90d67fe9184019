"""Mail gateways: a milter in front of `ringtrue serve`. (Rspamd's plug-in is Lua: gateway/.)"""
