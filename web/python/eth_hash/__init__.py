"""What ringtrue asks of eth-hash, whose backends are compiled."""
