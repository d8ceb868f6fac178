"""Telling people: what changed and which sources fail, in feeds, by mail, in chats and to other programs."""
