"""The inbox, what people want to be told, channels, announcements."""
